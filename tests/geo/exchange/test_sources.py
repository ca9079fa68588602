import os
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.errors import CatalogueError
from geo.exchange.gdal import read_layer
from geo.exchange.sources import opened

FRAME = gpd.GeoDataFrame({"名称": ["嘉定区外冈镇"]}, geometry=shapely.points([[121, 31]]), crs=4326)
NOBODY = 65534


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
@pytest.mark.parametrize("code_page", [0x00, 0x57])
def test_a_shapefile_that_does_not_say_its_encoding_is_read(tmp_path: Path, encoding: str, code_page: int) -> None:
    FRAME.to_file(tmp_path / "a.shp", encoding=encoding)
    (tmp_path / "a.cpg").unlink()
    table = bytearray((tmp_path / "a.dbf").read_bytes())
    table[29] = code_page
    (tmp_path / "a.dbf").write_bytes(table)
    layer = read_layer("layer", tmp_path / "a.shp")
    assert layer.frame["名称"].tolist() == ["嘉定区外冈镇"]
    assert layer.remarks == (f"it has no .cpg: read as {encoding}",)


@pytest.mark.parametrize("lacking", [".shx", ".dbf", ".prj"])
def test_a_shapefile_without_a_companion_is_read_or_refused(tmp_path: Path, lacking: str) -> None:
    FRAME.to_file(tmp_path / "a.shp")
    (tmp_path / f"a{lacking}").unlink()
    if lacking == ".shx":
        with pytest.raises(CatalogueError, match=r"a\.shp: Unable to open .*a\.shx or .*a\.SHX$"):
            read_layer("layer", tmp_path / "a.shp")
    else:
        assert read_layer("layer", tmp_path / "a.shp").frame.geometry.iloc[0].wkt == "POINT (121 31)"
    assert not (tmp_path / f"a{lacking}").exists()


def test_text_in_neither_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,WKT\n\xff\xff\xff,POINT (121 31)\n")
    with pytest.raises(CatalogueError, match="its text is neither in UTF-8 nor in GB 18030"):
        read_layer("layer", tmp_path / "a.csv")


def test_one_of_several_files_in_a_zip_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for name in ("blocks", "街区"):
            packed.writestr(f"in/{name}.geojson", FRAME.to_json())
        packed.writestr("read me.txt", "hello")
    with pytest.raises(CatalogueError, match=r"has 2 files, name one as a\.zip#NAME: blocks, 街区"):
        read_layer("layer", tmp_path / "a.zip")
    assert len(read_layer("layer", tmp_path / "a.zip", "街区").frame) == 1


def test_a_zip_without_a_layer_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("read me.txt", "hello")
    with pytest.raises(CatalogueError, match="it holds no file of a format that is known by its ending"):
        read_layer("layer", tmp_path / "a.zip")


def test_what_was_made_for_reading_is_gone_after(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("名称,WKT\n外冈,POINT (121 31)\n".encode("gbk"))
    with opened(tmp_path / "a.csv") as source:
        assert source.path.read_text(encoding="utf-8").startswith("名称")
        assert source.remarks == ("it is not in UTF-8: read as GB 18030",)
    assert not source.path.parent.exists()


def test_what_is_neither_a_file_nor_a_folder_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.gpkg")
    with pytest.raises(CatalogueError, match="it is neither a file nor a folder"):
        read_layer("layer", tmp_path / "a.gpkg")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="not recognized as being in a supported file format"):
        read_layer("layer", tmp_path)


@pytest.mark.parametrize("lock", ["file", "folder"])
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, lock: str) -> None:
    """Root may read everything, so that another user is asked where the tests run as root."""
    os.chmod(tmp_path, 0o755)
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "a.gpkg"
    FRAME.to_file(path)
    os.chmod(path if lock == "file" else folder, 0)
    script = f"""
import os
from pathlib import Path
from geo.errors import CatalogueError
from geo.exchange.sources import opened
if os.geteuid() == 0:
    os.setegid({NOBODY})
    os.seteuid({NOBODY})
try:
    with opened(Path({str(path)!r})):
        print("read")
except CatalogueError as error:
    print(error)
"""
    try:
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    finally:
        os.chmod(folder, 0o755)
    assert done.stdout == f"{path}: permission denied\n"
