"""Inquiries and reports, as pages and programs send them, and that nothing of them ever comes out again."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.inquiries.store import Store, is_reference
from api.inquiries.submissions import Inquiry, Report
from tests.inquiries import CONSENT, INQUIRY, PLOT, REPORT
from tests.server import Served, serving
from tests.service import DATA, HOSTILE, Client, client_of, record, write_catalogue

FILLED = {**INQUIRY, "consent": "true"}
PAGE = {"Accept": "text/html"}

#: Everything of these stands nowhere but in the database.
SECRETS = {
    "requirement": "needle-need",
    "company": "needle-company",
    "contact": "needle-name",
    "phone": "+44 20 7946 0987",
}
NEEDLES = ("needle", "0987")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "inquiries.sqlite"


@pytest.fixture
def asked(kept: Path) -> Iterator[Client]:
    """The service over the repository's data, with a database of its own."""
    with client_of(inquiries={"database": kept, "per_address_hour": 20}) as made:
        yield made


def post(
    client: Client, path: str = "/inquiries", /, headers: dict[str, str] | None = None, **said: Any
) -> httpx.Response:
    right = INQUIRY if path.startswith("/inquiries") else REPORT
    return client.request("POST", path, json={**right, **said}, headers=headers or {})


def rows(client: Client, kind: type[Inquiry | Report] = Inquiry) -> list[dict[str, str]]:
    return Store.of(client.app.service.settings).listed(kind)  # type: ignore[attr-defined]


# From programs


@pytest.mark.parametrize(("path", "kind"), [("/inquiries", Inquiry), ("/reports", Report)])
def test_a_program_gets_a_reference_and_nothing_more(asked: Client, path: str, kind: type[Inquiry | Report]) -> None:
    response = post(asked, path)
    assert response.status_code == 201
    assert set(response.json()) == {"reference", "received_at"}
    assert is_reference(response.json()["reference"])
    assert "location" not in response.headers
    assert response.headers["cache-control"] == "no-store"
    (row,) = rows(asked, kind)
    assert row["reference"] == response.json()["reference"]
    assert row["received_at"] == response.json()["received_at"]


@pytest.mark.parametrize("path", ["/inquiries", "/reports"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_nothing_can_be_read(asked: Client, path: str, method: str) -> None:
    response = asked.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == "OPTIONS, POST"


def test_the_language_is_that_in_which_the_text_was_read(asked: Client) -> None:
    post(asked, "/inquiries?lang=zh")
    post(asked, headers={"Accept-Language": "en"})
    assert {row["lang"]: row["consent_text"] for row in rows(asked)} == {"zh": CONSENT.text.zh, "en": CONSENT.text.en}


@pytest.mark.parametrize(("lang", "words"), [("zh", "请填写此项"), ("en", "This must be stated")])
def test_all_that_is_wrong_is_told_field_by_field(asked: Client, lang: str, words: str) -> None:
    response = post(asked, f"/inquiries?lang={lang}", plot="atlantis", requirement="", phone="12", consent=False, x=1)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    told = {one["field"]: one for one in response.json()["errors"]}
    assert set(told) == {"plot", "requirement", "phone", "consent", "x"}
    assert words in told["requirement"]["message"]
    assert told["plot"]["value"] == "atlantis"
    assert rows(asked) == []


@pytest.mark.parametrize(
    ("content", "type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"a=%ff", "application/x-www-form-urlencoded", 400),
        (b"{}", "text/plain", 415),
        (b"", "", 415),
        (b" " * 70_000, "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_a_problem(asked: Client, content: bytes, type: str, status: int) -> None:
    response = asked.request("POST", "/inquiries", content=content, headers={"Content-Type": type})
    assert response.status_code == response.json()["status"] == status


def test_an_unknown_parameter_is_an_error(asked: Client) -> None:
    assert post(asked, "/inquiries?plot=x").json()["parameter"] == "plot"


def test_what_people_agree_to_can_be_read(asked: Client) -> None:
    for lang in ("zh", "en"):
        said = asked.get("/inquiries/consent", lang=lang).json()
        assert said == {"version": CONSENT.version, "text": CONSENT.text[lang], "lang": lang, "keep_days": 365}
    assert post(asked, consent_version=said["version"]).status_code == 201
    assert post(asked, consent_version="older").json()["errors"][0]["field"] == "consent"


def test_too_many_must_wait(kept: Path) -> None:
    with client_of(inquiries={"database": kept, "per_address_hour": 2}) as client:
        assert [post(client).status_code, post(client, "/reports").status_code] == [201, 201]
        response = post(client)
        assert response.status_code == 429
        assert 3_590 <= int(response.headers["retry-after"]) <= 3_600
        assert "try again" in response.json()["detail"]
        page = client.request("POST", "/inquiries?lang=zh", data=FILLED, headers=PAGE)
        assert "请稍后再试" in page.text
        assert page.headers["retry-after"]


def test_behind_a_proxy_every_client_has_its_own_limit(kept: Path) -> None:
    said = {"inquiries": {"database": kept, "per_address_hour": 1}}
    for proxies, expected in ((1, [201, 201, 429]), (0, [429, 429, 429])):
        with client_of(http={"proxies": proxies}, **said) as client:
            if proxies == 0:
                post(client)
            statuses = [
                post(client, headers={"X-Forwarded-For": f"6.6.6.{number}, 203.0.113.{number % 2}"}).status_code
                for number in range(3)
            ]
        assert statuses == expected


@pytest.mark.parametrize("database", ["missing/q.sqlite", "."])
def test_what_cannot_be_stored_is_said_and_is_no_surprise(tmp_path: Path, database: str) -> None:
    with client_of(inquiries={"database": tmp_path / database}) as client:
        response = post(client, **SECRETS)
        assert response.status_code == 503
        assert response.json()["title"] == "Not stored"
        assert str(tmp_path) not in response.text
        page = client.request("POST", "/inquiries?lang=zh", data={**FILLED, **SECRETS}, headers=PAGE)
    assert page.status_code == 503
    assert "没有提交" in page.text
    for needle in NEEDLES:
        assert needle not in response.text + page.text


# From pages


def form_of(page: str) -> tuple[str, dict[str, str]]:
    """Return a form's address and what it sends where nothing is filled in."""
    (action,) = re.findall(r'<form class="fill" action="([^"]+)" method="post">', page)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    names = re.findall(r'<(?:input|textarea|select) (?:type="checkbox" )?id="([^"]+)" name="\1"', page)
    return unescape(action), {**dict.fromkeys(names, ""), "website": "", **hidden}


@pytest.mark.parametrize(
    ("kind", "filled", "thanks"), [("inquiry", FILLED, "Received"), ("report", REPORT, "Received")]
)
def test_a_form_works_without_a_script(asked: Client, kind: str, filled: dict[str, str], thanks: str) -> None:
    assert f'href="/plots/{PLOT}/{kind}?lang=en"' in asked.page(f"/plots/{PLOT}?lang=en")
    action, fields = form_of(asked.page(f"/plots/{PLOT}/{kind}?lang=en"))
    assert set(filled) <= set(fields)
    headers = {**PAGE, "Origin": "http://dikuai.test", "Sec-Fetch-Site": "same-origin"}
    sent = {name: value for name, value in {**fields, **filled}.items() if name != "consent" or value}
    response = asked.request("POST", action, data=sent, headers=headers)
    assert response.status_code == 303
    page = asked.page(response.headers["location"])
    assert thanks in page
    (row,) = rows(asked, Inquiry if kind == "inquiry" else Report)
    assert row["reference"] in page


def test_a_form_comes_back_with_its_faults_and_without_what_is_private(asked: Client) -> None:
    wrong = {**FILLED, "phone": "needle-12", "contact": "needle-name", "requirement": f"{HOSTILE}\r\nmore"}
    response = asked.request("POST", "/inquiries?lang=zh&f=html", data=wrong)
    assert response.status_code == 400
    assert response.headers["cache-control"] == "no-store"
    page = response.text
    assert 'aria-invalid="true"' in page
    assert "不是有效的电话号码" in page
    assert "needle" not in page
    assert "<script>" not in page
    assert unescape(re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[0]) == f"{HOSTILE}\r\nmore"
    assert 'value="示例有限公司"' in page
    (other,) = re.findall(r'<a class="language" href="([^"]+)"', page)
    assert asked.get(unescape(other)).status_code == 200


def test_faults_without_a_field_of_the_form_are_told_too(asked: Client) -> None:
    wrong = {**FILLED, "website": "https://example.org", "pone": "1"}
    page = asked.request("POST", "/inquiries?lang=en&f=html", data=wrong).text
    for words in ("website", "This must be left empty.", "pone", "There is no such field."):
        assert words in page


def test_a_form_without_its_plot_is_a_problem(asked: Client) -> None:
    response = asked.request("POST", "/inquiries?f=html", data={**FILLED, "plot": "atlantis"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "plot"


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_a_page_of_another_site_can_send_nothing(asked: Client, headers: dict[str, str]) -> None:
    for sent in ({"data": FILLED}, {"json": INQUIRY}):
        assert asked.request("POST", "/inquiries", headers=headers, **sent).status_code == 403  # type: ignore[arg-type]
    assert rows(asked) == []


@pytest.mark.parametrize("kind", ["inquiry", "report"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_field_has_its_label_and_nothing_runs(asked: Client, kind: str, lang: str) -> None:
    page = asked.page(f"/plots/{PLOT}/{kind}?lang={lang}")
    ids = re.findall(r'<(?:input|textarea|select) id="([^"]+)"', page)
    assert len(ids) >= 3
    for id in ids:
        assert f'<label for="{id}">' in page
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert all(f'id="{one}"' in page for one in described.split())
    assert CONSENT.text[lang] in unescape(page)  # type: ignore[index]
    assert "<script" not in page
    assert not re.search(r"\sstyle=|\son\w+=|<style", page)


def test_what_a_record_says_stays_text_in_the_forms(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "data", record("hostile", name=HOSTILE, name_en=HOSTILE))
    with client_of(catalogue=folder) as client:
        for page in ("inquiry", "report", "received?reference=ABCD-ABCD-ABCD-ABCD"):
            assert "<script>" not in client.page(f"/plots/hostile/{page}")
        assert post(client, plot="hostile").status_code == 201
    assert (folder / "inquiries.sqlite").exists()


def test_only_a_reference_is_thanked_for(asked: Client) -> None:
    for path in (f"/plots/{PLOT}/received", f"/plots/{PLOT}/received?reference=your-account-is-locked"):
        assert asked.problem(path)["parameter"] == "reference"


@pytest.mark.parametrize("path", ["inquiry", "report", "received?reference=ABCD-ABCD-ABCD-ABCD"])
def test_a_plot_that_is_not_there_has_no_form(asked: Client, path: str) -> None:
    asked.problem(f"/plots/atlantis/{path}", 404)


# Of a real server


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """Two workers over the repository's data, and the database that they share."""
    folder = tmp_path_factory.mktemp("pair")
    lines = [f"DIKUAI_INQUIRIES__DATABASE={folder}/q.sqlite", "DIKUAI_INQUIRIES__PER_ADDRESS_HOUR=60"]
    (folder / ".env").write_text("\n".join(lines), encoding="utf-8")
    with serving(folder / "log.txt", str(DATA), "--workers", "2") as served:
        yield served, folder / "q.sqlite"


def test_two_workers_lose_nothing_share_the_limit_and_say_nothing(pair: tuple[Served, Path]) -> None:
    served, path = pair

    def one(number: int) -> tuple[int, str]:
        with served.client() as client:
            said = {**INQUIRY, **SECRETS, "company": f"needle-{number}"}
            response = client.post("/inquiries", json=said, headers={"User-Agent": f"test-{number}"})
            return response.status_code, response.text

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(70)))
    statuses = [status for status, _ in answers]
    assert Counter(statuses) == {201: 60, 429: 10}
    with closing(sqlite3.connect(path)) as connection:
        stored = connection.execute("SELECT reference, company FROM inquiries").fetchall()
    told = {json.loads(text)["reference"] for status, text in answers if status == 201}
    assert {reference for reference, _ in stored} == told
    assert len({company for _, company in stored}) == 60

    with served.client() as client:
        wrong = {**INQUIRY, **SECRETS, "contact": "needle\x07", "x-needle": "needle"}
        said = [client.post("/inquiries", json=wrong).text.replace("x-needle", "")]
        said += [
            client.post("/inquiries", data={**FILLED, **SECRETS}, headers={**PAGE, **sent}).text
            for sent in ({}, {"Origin": "https://x"})
        ]
        said += [client.post("/inquiries", content=b"{needle", headers={"Content-Type": "application/json"}).text]
        said += [client.get(path).text for path in ("/", "/readyz", "/healthz", "/metrics", f"/plots/{PLOT}", "/api")]
    path.write_bytes(b"no database any more" * 500)
    with served.client() as client:
        broken = client.post("/inquiries", json={**INQUIRY, **SECRETS})
    assert broken.status_code == 503
    log = served.said()
    assert "not a database" in log
    for needle in NEEDLES:
        assert needle not in "".join([*said, broken.text, log])


def test_a_place_that_cannot_be_written_is_said_at_the_start(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DIKUAI_INQUIRIES__DATABASE={tmp_path}/missing/q.sqlite\n", encoding="utf-8")
    with serving(tmp_path / "log.txt", str(DATA)) as served, served.client() as client:
        assert client.post("/inquiries", json=INQUIRY).status_code == 503
        assert client.get(f"/plots/{PLOT}").status_code == 200
    assert "inquiries cannot be stored" in served.said()
    assert "DIKUAI_INQUIRIES__DATABASE" in served.said()
