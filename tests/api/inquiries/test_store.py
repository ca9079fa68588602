"""Where submissions are kept."""

import multiprocessing
import os
import re
import resource
import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.inquiries.refusals import NotStored, TooMany
from api.inquiries.store import Receipt, Store, column_names, is_reference
from api.inquiries.submissions import Inquiry, Report
from tests.inquiries import CONSENT, INQUIRY, NOON, inquiry, report, store
from tests.service import settings

WRITERS, EACH, TAKEN = 2, 25, 37


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inquiries.sqlite"


def put(kept: Store, submission: Inquiry | Report | None = None, address: str = "203.0.113.9") -> Receipt:
    return kept.put(submission or inquiry(), address, CONSENT, "zh")


def raw(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def test_what_is_stored_is_listed_with_what_was_agreed_to(path: Path) -> None:
    receipt = put(store(path))
    (row,) = store(path).listed(Inquiry)
    said = {name: value for name, value in INQUIRY.items() if name != "consent"}
    assert row == {
        **said,
        "phone": "+86 138 0013 8000",
        "reference": receipt.reference,
        "received_at": "2026-11-22T12:00:00Z",
        "consent_version": CONSENT.version,
        "consent_text": CONSENT.text.zh,
        "lang": "zh",
    }
    assert list(row) == column_names(Inquiry)


def test_a_report_without_contact_has_no_consent(path: Path) -> None:
    put(store(path), report())
    put(store(path), report(contact="post@example.org", consent=True))
    assert {row["contact"]: row["consent_version"] for row in store(path).listed(Report)} == {
        "": "",
        "post@example.org": CONSENT.version,
    }
    assert store(path).listed(Inquiry) == []


def test_references_are_random_and_can_be_read_aloud(path: Path) -> None:
    references = {put(store(path)).reference for _ in range(40)}
    assert len(references) == 40
    assert all(is_reference(one) for one in references)
    assert not set("ILOU") & set("".join(references))
    for wrong in ("", "ABCD", "ABCD-ABCD-ABCD-ABCI", "abcd-abcd-abcd-abcd", "ABCD-ABCD-ABCD-ABCD\n"):
        assert not is_reference(wrong)


def test_the_file_is_its_owners_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        put(store(path))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM arrivals")
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert path.name in modes
    assert f"{path.name}-wal" in modes
    assert set(modes.values()) == {0o600}


def test_inquiries_are_found_by_day_and_by_plot(path: Path) -> None:
    for days, plot in ((2, "a"), (1, "b"), (0, "a")):
        put(store(path, NOON - timedelta(days=days)), inquiry(plot=plot))
    kept = store(path)
    assert [row["plot"] for row in kept.listed(Inquiry)] == ["a", "b", "a"]
    assert [row["plot"] for row in kept.listed(Inquiry, NOON - timedelta(days=1))] == ["b", "a"]
    assert len(kept.listed(Inquiry, plot="a")) == 2
    assert len(kept.listed(Inquiry, NOON, "b")) == 0


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"]), min_size=1).filter(str.strip))
def test_every_text_is_kept_as_it_is(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("texts") / "x.sqlite"
    put(store(path), inquiry(requirement=text, contact=text[:100].strip() or "x"))
    assert store(path).listed(Inquiry)[0]["requirement"] == text


# Deleting


def test_what_is_deleted_is_overwritten(path: Path) -> None:
    marked = put(store(path), inquiry(requirement="FIND-ME " * 100))
    kept = put(store(path))
    assert b"FIND-ME" in path.read_bytes()
    assert store(path).delete(marked.reference) is True
    assert all(b"FIND-ME" not in file.read_bytes() for file in path.parent.iterdir())
    assert [row["reference"] for row in store(path).listed(Inquiry)] == [kept.reference]
    assert store(path).delete(marked.reference) is False


def test_a_report_is_deleted_by_its_reference_too(path: Path) -> None:
    assert store(path).delete(put(store(path), report()).reference)
    assert store(path).listed(Report) == []


def test_what_is_too_old_is_forgotten(path: Path) -> None:
    put(store(path, NOON - timedelta(days=31)))
    put(store(path, NOON - timedelta(days=31)), report())
    put(store(path, NOON - timedelta(days=29)))
    assert store(path).prune(30) == 2
    assert store(path, keep_days=29).prune() == 0
    assert store(path, keep_days=28).prune() == 1


@pytest.mark.parametrize("does", ["listing", "storing"])
def test_nothing_too_old_is_ever_listed(path: Path, does: str) -> None:
    put(store(path, NOON - timedelta(days=31)))
    kept = store(path, keep_days=30)
    if does == "storing":
        put(kept, inquiry(plot="new"))
    listed = [row["plot"] for row in kept.listed(Inquiry)]
    assert listed == (["new"] if does == "storing" else [])
    assert raw(path, "SELECT count(*) FROM inquiries") == [(len(listed),)]


# Limits


def test_an_address_has_so_many_an_hour(path: Path) -> None:
    for minute in (0, 10, 20):
        put(store(path, NOON + timedelta(minutes=minute), per_address_hour=3))
    with pytest.raises(TooMany) as caught:
        put(store(path, NOON + timedelta(minutes=30), per_address_hour=3), report())
    assert caught.value.wait_s == 30 * 60
    put(store(path, NOON + timedelta(minutes=30), per_address_hour=3), address="203.0.113.10")
    later = store(path, NOON + timedelta(seconds=30 * 60 + caught.value.wait_s), per_address_hour=3)
    put(later)
    with pytest.raises(TooMany):
        put(later)


def test_all_addresses_have_so_many_a_day(path: Path) -> None:
    for hour in (0, 5):
        put(store(path, NOON + timedelta(hours=hour), per_day=2), address=f"203.0.113.{hour}")
    with pytest.raises(TooMany) as caught:
        put(store(path, NOON + timedelta(hours=6), per_day=2), address="203.0.113.7")
    assert caught.value.wait_s == 18 * 3_600
    put(store(path, NOON + timedelta(hours=24), per_day=2), address="203.0.113.7")


def test_what_is_refused_does_not_count(path: Path) -> None:
    kept = store(path, per_address_hour=1)
    put(kept)
    for _ in range(3):
        with pytest.raises(TooMany):
            put(kept)
    assert len(kept.listed(Inquiry)) == 1
    assert raw(path, "SELECT count(*) FROM arrivals") == [(1,)]


def test_an_address_is_forgotten_after_an_hour_and_never_beside_what_was_said(path: Path) -> None:
    put(store(path), address="203.0.113.9")
    assert "203.0.113.9" not in str(store(path).listed(Inquiry))
    put(store(path, NOON + timedelta(hours=1)), address="203.0.113.10")
    assert raw(path, "SELECT address FROM arrivals ORDER BY at_s") == [("",), ("203.0.113.10",)]
    put(store(path, NOON + timedelta(days=2)), address="203.0.113.11")
    assert raw(path, "SELECT address FROM arrivals") == [("203.0.113.11",)]


# Several processes


def _write(path: Path, number: int) -> None:
    kept = store(path, per_address_hour=TAKEN)

    def one(company: int) -> None:
        with suppress(TooMany):
            put(kept, inquiry(company=f"{number}-{company}"))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(one, range(EACH)))


def test_processes_that_write_at_once_lose_nothing_and_share_the_limit(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, number)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(300)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    companies = {row["company"] for row in store(path).listed(Inquiry)}
    assert len(companies) == TAKEN


# What cannot be used


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_said_and_nothing_is_half_stored(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    kept = store(path)
    put(kept)
    with files_of_at_most(path.stat().st_size), pytest.raises(NotStored) as caught:
        _fill(kept)
    assert "secret" not in f"{caught.value} {caplog.text}"
    assert str(path) in caplog.text
    before = len(kept.listed(Inquiry))
    put(kept)
    assert len(kept.listed(Inquiry)) == before + 1


def _fill(kept: Store) -> None:
    for _ in range(40):
        put(kept, inquiry(requirement="secret " * 280))


@pytest.mark.parametrize("place", ["missing/x.sqlite", "file/x.sqlite", "."])
def test_a_place_where_no_file_can_be_is_said(tmp_path: Path, place: str, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NotStored, match=r"cannot be stored: (No such|Not a|unable to open) "):
        put(store(tmp_path / place))
    assert str(tmp_path) in caplog.text


def test_a_file_of_another_kind_is_said(path: Path) -> None:
    path.write_text("not a database, but a text of some length\n" * 100, encoding="utf-8")
    with pytest.raises(NotStored, match="not a database"):
        put(store(path))


def test_a_database_of_a_newer_version_is_left_alone(path: Path) -> None:
    put(store(path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for does in (lambda: put(store(path)), lambda: store(path).listed(Inquiry), lambda: store(path).prune()):
        with pytest.raises(NotStored, match="version 99, made by a newer Dikuai"):
            does()
    assert path.read_bytes() == before


def test_a_database_that_another_holds_too_long_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store(path))
    monkeypatch.setattr("api.inquiries.store._BUSY_S", 0.1)
    monkeypatch.setattr("api.inquiries.store._engine", _uncached())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotStored, match="locked"):
            put(store(path))
    put(store(path))


def _uncached() -> object:
    from_module: object = __import__("api.inquiries.store", fromlist=["_engine"])._engine.__wrapped__
    return from_module


def test_before_anything_is_stored_there_is_no_file(path: Path) -> None:
    kept = store(path)
    assert (kept.listed(Inquiry), kept.delete("X"), kept.prune()) == ([], False, 0)
    assert not path.exists()


def test_an_obstacle_is_known_beforehand(path: Path) -> None:
    assert store(path).obstacle() is None
    put(store(path))
    assert store(path).obstacle() is None
    assert "no such folder" in str(store(path / "x" / "y").obstacle())


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_is_read_only_is_an_obstacle(path: Path, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if there:
        put(store(path))
    monkeypatch.setattr(os, "access", lambda *_: False)  # which a superuser, as whom tests may run, never sees
    assert re.search(r"cannot be written$", str(store(path).obstacle()))


def test_the_database_stands_in_the_catalogues_folder_unless_it_is_set(tmp_path: Path) -> None:
    assert Store.of(settings(catalogue=tmp_path)).path == tmp_path / "inquiries.sqlite"
    said = {"database": tmp_path / "q.sqlite", "keep_days": 7, "per_address_hour": 3, "per_day": 5}
    kept = Store.of(settings(inquiries=said))
    assert (kept.path, kept.keep_days, kept.per_address_hour, kept.per_day) == (tmp_path / "q.sqlite", 7, 3, 5)
