from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from geo.exchange.arrow import is_arrow, read
from tests.layers import TABLE, frame


@pytest.mark.parametrize("encoding", ["WKB", "geoarrow"])
def test_geoarrow_columns_are_read_where_nothing_else_says_which_they_are(tmp_path: Path, encoding: str) -> None:
    table = pa.table(frame().to_arrow(geometry_encoding=encoding))
    parquet.write_table(table.replace_schema_metadata(None), tmp_path / "a.parquet")
    found, shapes = read(tmp_path / "a.parquet")
    assert shapes is not None
    assert shapes.crs == "EPSG:4326"
    assert list(shapes.geom_equals(frame().geometry)) == [True] * 3
    assert list(found.columns) == list(TABLE)


def test_a_table_without_geometries_is_a_table(tmp_path: Path) -> None:
    pd.DataFrame({"a": [1, 2]}).to_feather(tmp_path / "a.feather")
    found, shapes = read(tmp_path / "a.feather")
    assert shapes is None
    assert found["a"].tolist() == [1, 2]


@pytest.mark.parametrize(("name", "known"), [("a.parquet", True), ("A.ARROW", True), ("a.gpkg", False)])
def test_the_ending_tells_arrow_from_the_rest(name: str, known: bool) -> None:
    assert is_arrow(Path(name)) is known
