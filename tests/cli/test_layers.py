"""A wrong layer stops the start, with one line that names the file and says why."""

import subprocess
from pathlib import Path

import geopandas as gpd
import pytest

from tests.cli.conftest import Dikuai
from tests.server import DIKUAI, environment
from tests.service import DATA

WRONG: dict[str, tuple[bytes | None, str]] = {
    "missing.gpkg": (None, "there is no such file"),
    "empty.geojson": (b"", "the file is empty"),
    "text.gpkg": (b"hello", "not recognized as being in a supported file format."),
    "cut.geojson": (b'{"type":"FeatureCollection","features":[{"type":"Feature","ge', "."),
    "none.geojson": (b'{"type":"FeatureCollection","features":[]}', "it holds no features"),
    "table.csv": (b"a,b\n1,2\n", "it holds a table without geometries"),
    "plane.csv": (b"x,y\n40500000,3460000\n", "names no coordinate system, and its positions are not degrees"),
    "swapped.csv": (b"lon,lat\n31,121\n", "its positions are not degrees"),
    "one.gpkg#other": (None, "has no layer “other”; it has one"),
    "two.gpkg": (None, "has 2 layers, name one as two.gpkg#LAYER: one, two"),
}


def wrong_file(folder: Path, name: str) -> str:
    """Write a wrong file and return how it is named on the command line."""
    content, _ = WRONG[name]
    file = folder / name.partition("#")[0]
    if content is not None:
        file.write_bytes(content)
    points = gpd.GeoDataFrame({"a": [1]}, geometry=gpd.points_from_xy([121], [31]), crs=4326)
    for layer in {"one.gpkg": ["one"], "two.gpkg": ["one", "two"]}.get(file.name, []):
        points.to_file(file, layer=layer)
    return f"x={folder / name}"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_layer_is_refused_in_one_line(dikuai: Dikuai, tmp_path: Path, name: str) -> None:
    ran = dikuai("serve", "--layer", wrong_file(tmp_path, name))
    assert ran.code != 0
    assert ran.out == ""
    *log, said = ran.err.strip().splitlines()
    assert all(line.startswith("INFO") for line in log)
    assert str(tmp_path / name.partition("#")[0]) in said
    assert WRONG[name][1] in said


@pytest.mark.clients
def test_the_process_ends_with_that_line_and_no_traceback(tmp_path: Path) -> None:
    command = [str(DIKUAI), "serve", str(DATA), "--layer", wrong_file(tmp_path, "cut.geojson")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=dict(environment()), check=False)
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].count(str(tmp_path / "cut.geojson")) == 1
    assert "Traceback" not in done.stderr
