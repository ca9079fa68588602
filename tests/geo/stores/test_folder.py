import asyncio
import json
import os
import shutil
from pathlib import Path

import pytest

from geo.errors import CatalogueError
from geo.measure import implied
from geo.plots import PLOT
from geo.stores.folder import PlotFolder, plot_frame
from tests.zoo import X, polygon, ring

PLOTS = Path(__file__).parents[3] / "data/plots"


def record(id, **properties):
    stated = {"name": f"地块 {id}", "location_method": "surveyed", "sources": [], "updated_at": "2026-01-31T09:00:00Z"}
    return {
        "type": "Feature",
        "id": id,
        "geometry": polygon(ring()),
        "properties": {**stated, "revision": 1, **properties},
    }


def put(folder, name, feature):
    text = feature if isinstance(feature, str) else json.dumps(feature, indent=1, ensure_ascii=False)
    (folder / name).write_text(text, encoding="utf-8")


def served(plots):
    return sorted(plot.id for plot in plots.plots())


def test_all_six_plots_of_jiading_load_with_nothing_set_aside():
    plots = PlotFolder(PLOTS)
    report = plots.load()
    assert (report.served, report.set_aside, report.remarks) == (6, (), ())
    assert served(plots) == sorted(path.stem for path in PLOTS.glob("*.geojson"))


def test_a_broken_file_is_set_aside_with_file_line_and_reason(tmp_path):
    put(tmp_path, "a.geojson", record("a"))
    put(tmp_path, "b.geojson", record("b", status="sold"))
    put(tmp_path, "c.geojson", '{\n"type": "Feature",,\n}')
    (tmp_path / "d.geojson").mkdir()
    (tmp_path / "notes.txt").write_text("no plot")
    report = (plots := PlotFolder(tmp_path)).load()
    assert (report.served, served(plots)) == (1, ["a"])
    found = {error.record: [(fault.field, fault.line) for fault in error.faults] for error in report.set_aside}
    line = (tmp_path / "b.geojson").read_text().splitlines().index('  "status": "sold"') + 1
    assert found == {"b.geojson": [("status", line)], "c.geojson": [("file", 2)], "d.geojson": [("file", None)]}
    assert "one of planned" in str(report.set_aside[0])


def test_an_unknown_property_is_remarked_and_served(tmp_path):
    put(tmp_path, "a.geojson", record("a", colour="red"))
    report = (plots := PlotFolder(tmp_path)).load()
    assert [(name, str(remark)) for name, remark in report.remarks] == [
        ("a.geojson", "colour: unknown property, kept"),
    ]
    assert plot_frame(plots.plots()).loc["a", "colour"] == "red"


@pytest.mark.parametrize("name", ["distance_m", "match", "nearest", "geometry"])
def test_an_unknown_property_named_like_what_an_answer_says_has_another_name(tmp_path, name):
    put(tmp_path, "a.geojson", record("a", **{name: "x"}))
    (plots := PlotFolder(tmp_path)).load()
    frame = plot_frame(plots.plots())
    assert frame.loc["a", f"{name}_in_file"] == "x"
    assert name == frame.geometry.name or name not in frame


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["a.geojson", "b.geojson"], ["a.geojson"]),
        (["0.geojson", "a.geojson", "z.geojson"], ["a.geojson"]),
        (["b.geojson", "c.geojson"], []),
    ],
)
def test_of_files_with_one_id_the_one_named_after_it_keeps_it(tmp_path, names, kept):
    for name in names:
        put(tmp_path, name, record("a", name=name))
    report = (plots := PlotFolder(tmp_path)).load()
    assert [plot.properties["name"] for plot in plots.plots()] == kept
    refused = {error.record: str(error) for error in report.set_aside}
    assert sorted(refused) == sorted(set(names) - set(kept))
    for name, message in refused.items():
        assert "“a” is also the id of" in message
        assert all(other in message for other in names if other != name)


def test_a_duplicate_is_served_when_the_other_is_gone(tmp_path):
    for name in ("a.geojson", "b.geojson"):
        put(tmp_path, name, record("a", name=name))
    plots = PlotFolder(tmp_path)
    plots.load()
    (tmp_path / "a.geojson").unlink()
    report = plots.update([tmp_path / "a.geojson"])
    assert (report.served, report.set_aside) == (1, ())
    assert plots.plots()[0].properties["name"] == "b.geojson"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CatalogueError, match="nowhere: there is no such folder of plots"):
        PlotFolder(tmp_path / "nowhere")


def test_loading_shows_how_far_it_is(tmp_path):
    put(tmp_path, "a.geojson", record("a"))
    seen = []
    PlotFolder(tmp_path).load(lambda paths: [seen.append(path.name) or path for path in paths])
    assert seen == ["a.geojson"]


def test_a_frame_has_stated_and_implied_properties_in_the_order_of_the_table():
    plots = PlotFolder(PLOTS)
    plots.load()
    frame = plot_frame(plots.plots())
    assert list(frame.columns) == [*(name for name in PLOT if name != "id"), "geometry"]
    for plot in plots.plots():
        row = frame.loc[plot.id]
        assert {name: row[name] for name in plot.properties} == dict(plot.properties)
        assert {name: row[name] for name in implied(plot)} == implied(plot)


def test_no_plots_make_an_empty_frame():
    assert len(plot_frame([])) == 0


def test_a_property_called_geometry_does_not_hide_the_geometry(tmp_path):
    put(tmp_path, "a.geojson", record("a", geometry="POINT (1 2)"))
    plots = PlotFolder(tmp_path)
    plots.load()
    assert plot_frame(plots.plots()).geometry.iloc[0].bounds[0] == X


def rename_over(folder):
    put(folder, "new.tmp", record("a", name="改"))
    os.replace(folder / "new.tmp", folder / "a.geojson")


def copy_here(folder):
    shutil.copy(PLOTS / "waigang-1704.geojson", folder)


EDITS = {
    "write": (lambda folder: put(folder, "a.geojson", record("a", name="改")), {"a": "改", "b": "地块 b"}),
    "rename over": (rename_over, {"a": "改", "b": "地块 b"}),
    "delete": (lambda folder: (folder / "a.geojson").unlink(), {"b": "地块 b"}),
    "create": (lambda folder: put(folder, "c.geojson", record("c")), {"a": "地块 a", "b": "地块 b", "c": "地块 c"}),
    "copy": (copy_here, {"a": "地块 a", "b": "地块 b", "waigang-1704": None}),
    "rename": (lambda folder: (folder / "a.geojson").rename(folder / "z.geojson"), {"a": "地块 a", "b": "地块 b"}),
    "rename away": (lambda folder: (folder / "a.geojson").rename(folder / "a.bak"), {"b": "地块 b"}),
    "break": (lambda folder: put(folder, "a.geojson", "{"), {"b": "地块 b"}),
}


async def after(plots, edit, settled):
    """Follow a folder, edit it, and return when it has settled; fail after some seconds."""
    async with asyncio.timeout(10):
        changes = plots.changes(debounce_ms=50)
        first = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0.3)
        edit()
        await first
        while not settled():
            await anext(changes)
        await changes.aclose()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_on_disk_is_followed(tmp_path, name):
    for id in ("a", "b"):
        put(tmp_path, f"{id}.geojson", record(id))
    plots = PlotFolder(tmp_path)
    plots.load()
    edit, expected = EDITS[name]

    def settled():
        names = {plot.id: plot.properties["name"] for plot in plots.plots()}
        return names.keys() == expected.keys() and all(expected[id] in {None, names[id]} for id in names)

    asyncio.run(after(plots, lambda: edit(tmp_path), settled))
    assert len(plots.report().set_aside) == (name == "break")


def test_a_mended_file_is_served_again(tmp_path):
    put(tmp_path, "a.geojson", "{")
    plots = PlotFolder(tmp_path)
    assert len(plots.load().set_aside) == 1
    asyncio.run(after(plots, lambda: put(tmp_path, "a.geojson", record("a")), lambda: served(plots) == ["a"]))
    assert plots.report().set_aside == ()


def test_other_files_are_not_followed(tmp_path):
    put(tmp_path, "a.geojson", record("a"))
    plots = PlotFolder(tmp_path)
    plots.load()

    async def run():
        first = asyncio.ensure_future(anext(plots.changes(debounce_ms=50)))
        await asyncio.sleep(0.2)
        (tmp_path / "notes.txt").write_text("x")
        (tmp_path / "a.geojson~").write_text("x")
        await asyncio.wait_for(first, 0.6)

    with pytest.raises(TimeoutError):
        asyncio.run(run())


def test_an_edit_made_before_the_watch_began_is_found(tmp_path, monkeypatch):
    put(tmp_path, "a.geojson", record("a"))
    plots = PlotFolder(tmp_path)
    plots.load()
    put(tmp_path, "b.geojson", record("b"))
    assert plots.stale() == {tmp_path / "b.geojson"}
    monkeypatch.setattr("geo.stores.folder.LOOK_EVERY_MS", 300)

    async def run():
        async with asyncio.timeout(10):
            return await anext(plots.changes(debounce_ms=50))

    assert asyncio.run(run()).served == 2
    assert plots.stale() == set()
