"""``dikuai inquiries``: for those who answer."""

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.inquiries.store import Store, column_names
from api.inquiries.submissions import Inquiry, Report
from api.settings import read_settings
from cli.inquiries import as_csv
from tests.cli.conftest import Dikuai
from tests.inquiries import CONSENT, inquiry, report, store
from tests.server import DIKUAI, environment


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The database that the command reads."""
    monkeypatch.setenv("DIKUAI_INQUIRIES__DATABASE", str(tmp_path / "q.sqlite"))
    return Store.of(read_settings())


def put(kept: Store, *submissions: Inquiry | Report) -> list[str]:
    return [kept.put(one, "203.0.113.9", CONSENT, "zh").reference for one in submissions]


def test_nothing_is_listed_where_nothing_was_sent(dikuai: Dikuai, kept: Store) -> None:
    for command in ([], ["--reports"], ["--plot", "x"]):
        assert (dikuai("inquiries", *command).out.strip(), kept.path.exists()) == ("nothing matches", False)


def test_a_table_tells_what_was_asked(dikuai: Dikuai, kept: Store) -> None:
    references = put(kept, inquiry(company="[bold]示例[/bold]"), report())
    ran = dikuai("inquiries")
    assert (ran.code, ran.err) == (0, "")
    for words in (references[0], "[bold]示例[/bold]", "某先生", "+86 138 0013 8000", "2027 年开工", "Phone"):
        assert words in ran.out
    assert references[1] not in ran.out
    assert references[1] in dikuai("inquiries", "--reports").out


def test_the_real_command_answers_in_json(kept: Store) -> None:
    (reference,) = put(kept, inquiry())
    command = [str(DIKUAI), "inquiries", "--format", "json"]
    env = {**environment(), "DIKUAI_INQUIRIES__DATABASE": str(kept.path)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=180, check=True)
    assert json.loads(done.stdout) == kept.listed(Inquiry)
    assert json.loads(done.stdout)[0]["reference"] == reference
    assert done.stderr == ""


def test_a_day_and_a_plot_choose(dikuai: Dikuai, kept: Store) -> None:
    put(kept, inquiry(plot="a"), inquiry(plot="b"))
    assert len(json.loads(dikuai("inquiries", "--plot", "a", "-f", "json").out)) == 1
    assert len(json.loads(dikuai("inquiries", "--since", "2020-01-01", "-f", "json").out)) == 2
    assert json.loads(dikuai("inquiries", "--since", "2999-01-01", "-f", "json").out) == []


def test_a_spreadsheet_runs_nothing(dikuai: Dikuai, kept: Store) -> None:
    put(kept, inquiry(requirement='=HYPERLINK("x")', company="@SUM(A1)", contact="-1+1", expected_tax="plain"))
    out = dikuai("inquiries", "--format", "csv").out
    assert out.startswith("\ufeffreference,")
    (row,) = csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))
    assert [row[name] for name in ("requirement", "company", "contact", "phone", "expected_tax")] == [
        '\'=HYPERLINK("x")',
        "'@SUM(A1)",
        "'-1+1",
        "'+86 138 0013 8000",
        "plain",
    ]
    assert dikuai("inquiries", "--reports", "--format", "csv").out.strip("\ufeff\r\n").split(",") == column_names(
        Report
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=9, max_size=9))
def test_no_cell_begins_as_a_formula_and_none_is_changed_otherwise(values: list[str]) -> None:
    row = dict(zip(column_names(Report), values, strict=True))
    (read,) = csv.DictReader(io.StringIO(as_csv([row], Report), newline=""))
    for name, value in row.items():
        assert read[name] == (f"'{value}" if value[:1] in {*"=+-@\t\r"} else value) if value else read[name] == ""


def test_what_someone_wants_gone_is_gone(dikuai: Dikuai, kept: Store) -> None:
    first, second, third = put(kept, inquiry(), inquiry(), report())
    assert dikuai("inquiries", "delete", first.lower()).out.strip() == "1 deleted"
    assert dikuai("inquiries", "delete", third).code == 0
    assert [row["reference"] for row in kept.listed(Inquiry)] == [second]
    ran = dikuai("inquiries", "delete", first)
    assert ran.code == 2
    assert "is not the reference of an inquiry or a report" in ran.err


def test_what_is_old_can_be_pruned(dikuai: Dikuai, kept: Store) -> None:
    store(kept.path).put(inquiry(), "203.0.113.9", CONSENT, "zh")  # at a noon that is past, or will be
    put(kept, inquiry())
    assert dikuai("inquiries", "prune", "--keep", "36500d").out.strip() == "0 deleted"
    assert dikuai("inquiries", "prune").code == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["--since", "yesterday"], "--since: “yesterday” is not a date such as 2026-01-31"),
        (["prune", "--keep", "0d"], "--keep: “0d” is not a number of days such as 365d"),
        (["prune", "--keep", "a year"], "--keep"),
    ],
)
def test_what_cannot_be_read_is_one_line(dikuai: Dikuai, kept: Store, command: list[str], said: str) -> None:
    ran = dikuai("inquiries", *command)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_database_that_cannot_be_used_is_one_line_that_names_it(dikuai: Dikuai, kept: Store) -> None:
    kept.path.write_text("not a database" * 99, encoding="utf-8")
    ran = dikuai("inquiries")
    assert ran.code == 2
    assert f"dikuai: {kept.path}: inquiries and reports cannot be stored: file is not a database" in ran.err
    assert os.path.getsize(kept.path)
