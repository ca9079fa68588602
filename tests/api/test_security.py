"""What pages may load."""

import pytest

from api.security import HEADER, content_security_policy
from tests.service import Client


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (one.split() for one in policy.split("; "))}


def test_nothing_inline_and_nothing_foreign_runs() -> None:
    said = directives(content_security_policy())
    assert said["default-src"] == ["'none'"]
    assert said["script-src"] == said["style-src"] == said["connect-src"] == ["'self'"]
    assert not any("unsafe" in source for sources in said.values() for source in sources)


def test_images_come_from_where_base_maps_are() -> None:
    said = directives(content_security_policy({"https://b.example", "https://a.example"}))
    assert said["img-src"][-2:] == ["https://a.example", "https://b.example"]


@pytest.mark.parametrize("path", ["/", "/plots/waigang-29-08"])
def test_pages_about_plots_say_it(client: Client, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"})
    assert directives(page.headers[HEADER])["script-src"] == ["'self'"]
    assert "<style" not in page.text
    assert 'style="' not in page.text
