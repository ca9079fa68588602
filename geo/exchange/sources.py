"""Files as GDAL must find them: unpacked, whole, in an encoding that it reads, with no traces left beside them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.errors import CatalogueError
from geo.exchange.formats import format_of

_ZIPPED = {".zip", ".shz"}
_TEXT_TABLES = {".csv", ".tsv"}
_SEQUENCES = {".geojsonl", ".geojsons", ".ndjson"}

#: Code pages of a .dbf (its byte 29) that say nothing, or "whatever this machine has".
_UNSAID_CODE_PAGES = {0x00, 0x57}
_CODE_PAGE_AT, _RECORDS_AT = 29, 8
_SHAPEFILE_HEADER_BYTES = 100


@dataclass(frozen=True, slots=True)
class Source:
    """What GDAL opens for a file.

    Parameters
    ----------
    path
        The file itself, or what was made from it for the time of reading.
    options
        How to open it.
    remarks
        What was assumed.
    records
        How many features it must have, where that is known: GDAL passes over what it cannot read of a sequence.
    """

    path: Path
    options: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    records: int = 0


@contextmanager
def opened(path: Path, layer: str | None = None) -> Iterator[Source]:
    """Make a file ready for GDAL; what was made for that is gone when the block ends.

    Parameters
    ----------
    path
        The file, or the folder of a geodatabase.
    layer
        Which of several files in a zip, by its name without ending, where it names one.

    Raises
    ------
    CatalogueError
        The file cannot be opened, is empty, or ends too early.
    """
    _check_readable(path)
    with TemporaryDirectory(prefix="dikuai-") as name:
        folder = Path(name)
        found = _unzipped(path, folder, layer) if path.suffix.lower() in _ZIPPED else path
        yield _source(found, folder)


def _source(path: Path, folder: Path) -> Source:
    suffix, format = path.suffix.lower(), format_of(path)
    options = dict(format.options) if format else {}
    if suffix in _TEXT_TABLES:
        copy = _in_utf8(path, folder)
        remarks = () if copy == path else ("it is not in UTF-8: read as GB 18030",)
        return Source(copy, options, remarks)
    if suffix == ".shp":
        _check_shapefile(path)
        encoding = _encoding_of_shapefile(path)
        return (
            Source(path, {"encoding": encoding}, (f"it has no .cpg: read as {encoding}",)) if encoding else Source(path)
        )
    if suffix == ".gml":
        return Source(_linked(path, folder), options)
    return Source(path, options, records=_records(path) if suffix in _SEQUENCES else 0)


def _check_readable(path: Path) -> None:
    try:
        if not path.exists():
            raise CatalogueError(f"{path}: there is no such file")
        if path.is_dir():
            next(path.iterdir(), None)
        elif not path.is_file():
            raise CatalogueError(f"{path}: it is neither a file nor a folder")
        else:
            with path.open("rb") as file:
                if not file.read(1):
                    raise CatalogueError(f"{path}: the file is empty")
    except OSError as error:
        raise CatalogueError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def _unzipped(path: Path, folder: Path, layer: str | None) -> Path:
    try:
        with zipfile.ZipFile(path) as packed:
            packed.extractall(folder)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise CatalogueError(f"{path}: it cannot be unpacked: {error}") from None
    found = {one.stem: one for one in sorted(folder.rglob("*")) if _is_layer(one)}
    if layer in found:
        return found[layer or ""]
    if len(found) > 1:
        raise CatalogueError(f"{path} has {len(found)} files, name one as {path.name}#NAME: {', '.join(found)}")
    if not found:
        raise CatalogueError(f"{path}: it holds no file of a format that is known by its ending")
    return next(iter(found.values()))


def _is_layer(path: Path) -> bool:
    """Tell whether something unpacked is a layer of its own, not a part of a geodatabase."""
    if any(parent.suffix.lower() == ".gdb" for parent in path.parents):
        return False
    return format_of(path) is not None and (path.is_dir() == (path.suffix.lower() == ".gdb"))


def _in_utf8(path: Path, folder: Path) -> Path:
    """Return a text file as it is if it is in UTF-8, or else a copy that is."""
    content = path.read_bytes()
    if _is_in(content, "utf-8-sig"):
        return path
    if not _is_in(content, "gb18030"):
        raise CatalogueError(f"{path}: its text is neither in UTF-8 nor in GB 18030")
    copy = folder / path.name
    copy.write_text(content.decode("gb18030"), encoding="utf-8", newline="")
    return copy


def _is_in(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _encoding_of_shapefile(path: Path) -> str:
    """Return the encoding that texts must be in where nothing says it and they are not plain ASCII; or else nothing."""
    table = path.with_suffix(".dbf")
    if any(path.with_suffix(ending).exists() for ending in (".cpg", ".CPG", ".cst")) or not table.exists():
        return ""
    content = table.read_bytes()
    if len(content) <= _CODE_PAGE_AT or content[_CODE_PAGE_AT] not in _UNSAID_CODE_PAGES:
        return ""
    (start,) = struct.unpack_from("<H", content, _RECORDS_AT)
    names, texts = content[_CODE_PAGE_AT + 3 : start], content[start:]
    if names.isascii() and texts.isascii():
        return ""
    for encoding in ("UTF-8", "GBK"):
        if all(_is_in(part, encoding) for part in (names, texts)):
            return encoding
    return ""


def _check_shapefile(path: Path) -> None:
    """Refuse a .shp that is shorter than its header says: GDAL would give missing geometries."""
    with path.open("rb") as file:
        header = file.read(_SHAPEFILE_HEADER_BYTES)
    if len(header) == _SHAPEFILE_HEADER_BYTES:
        (words,) = struct.unpack_from(">i", header, 24)
        if path.stat().st_size < 2 * words:
            raise CatalogueError(f"{path}: it is cut off: {path.stat().st_size} of {2 * words} bytes are there")


def _records(path: Path) -> int:
    """Count the records of a sequence: each begins with a record separator (RFC 8142), or is a line."""
    content = path.read_bytes()
    return sum(1 for record in content.split(b"\x1e" if b"\x1e" in content else b"\n") if record.strip())


def _linked(path: Path, folder: Path) -> Path:
    """Link a file and what lies beside it under the same name: GDAL writes what it learns of a GML file beside it."""
    for one in path.parent.glob(f"{path.stem}.*"):
        (folder / one.name).symlink_to(one.resolve())
    return folder / path.name
