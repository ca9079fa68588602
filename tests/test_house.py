"""The rules of the house (CONTRIBUTING.md), for every module and every text of the repository."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("geo", "api", "maps", "cli", "bench")
NOT_OURS = {"node_modules", "vendor", "__pycache__"}
BUILT = {ROOT / "maps" / "static" / name for name in ("explorer", "overview")}

MODULE_LINES_MAX = 400
FUNCTION_LINES_MAX = 40
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
EVASIONS = {"skip", "skipif", "xfail", "importorskip"}

UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
BLANKET_IGNORE = re.compile(r"#\s*(?:type:\s*ignore(?!\[)|noqa(?!:))")
ONE_MACHINE = re.compile(r"(?<![\w.:/])/(?:home|root|Users)/\w+")
MOBILE_NUMBER = re.compile(r"(?<![\w.])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\w)")

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def files(*folders: str, suffixes: set[str]) -> list[Path]:
    """Our own files of some kinds in some folders of the repository."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    ours = (path for path in found if not NOT_OURS & set(path.relative_to(ROOT).parts))
    return sorted(path for path in ours if not BUILT & set(path.parents))


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


MODULES = names(files(*PACKAGES, suffixes={".py"}))
TESTS = names(files("tests", suffixes={".py"}))
TEXTS = names(
    [path for path in ROOT.iterdir() if path.suffix in {".md", ".toml", ".yaml"} or path.name == "Makefile"]
    + files(*PACKAGES, "tests", "docs", suffixes={".py", ".md", ".ts", ".tsx", ".js", ".css", ".html", ".jinja", ".j2"})
    + files(".ci", suffixes={""})
)
RECORDS = names(
    files("data", "docs", suffixes={".geojson", ".json", ".csv", ".md", ".txt", ".html"}) + sorted(ROOT.glob("*.md"))
)


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(text_of(name), filename=name)


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function from its `def` on, without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree_of(name)) if isinstance(node, FUNCTIONS))


def only_introduces(name: str) -> bool:
    """Say whether a package's `__init__` has nothing but a docstring, imports and `__all__`."""
    return name.endswith("/__init__.py") and all(
        isinstance(node, ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        for node in tree_of(name).body
    )


def mirrors(name: str) -> list[str]:
    """Name the files that may test a module; a package's own code is tested beside it or inside it."""
    path = Path(name)
    if path.name != "__init__.py":
        return [f"tests/{path.parent.as_posix()}/test_{path.stem.strip('_')}.py"]
    package = path.parent
    return [Path("tests", place, f"test_{package.name}.py").as_posix() for place in (package.parent, package)]


def lines_matching(pattern: re.Pattern[str], name: str) -> list[str]:
    found = enumerate(text_of(name).splitlines(), start=1)
    return [f"{name}:{number}: {line.strip()[:120]}" for number, line in found if pattern.search(line)]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_short(name: str) -> None:
    lines = len(text_of(name).splitlines())
    assert lines <= MODULE_LINES_MAX, f"{name} has {lines} lines, more than {MODULE_LINES_MAX}: make two modules of it"


@pytest.mark.parametrize("name", MODULES)
def test_a_function_is_short(name: str) -> None:
    long = [
        f"{name}:{function.lineno}: {function.name} has {lines_of_code(function)} lines of code"
        for function in functions(name)
        if lines_of_code(function) > FUNCTION_LINES_MAX
    ]
    assert not long, f"longer than {FUNCTION_LINES_MAX} lines without docstring:\n" + "\n".join(long)


@pytest.mark.parametrize("name", [name for name in MODULES if not only_introduces(name)])
def test_a_module_has_its_mirrored_test(name: str) -> None:
    wanted = mirrors(name)
    assert any((ROOT / test).is_file() for test in wanted), f"{name} has no test file {' or '.join(wanted)}"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_named_after_what_it_is_about(name: str) -> None:
    vague = VAGUE_NAMES & set(Path(name).with_suffix("").parts)
    assert not vague, f"{name}: '{vague.pop()}' says nothing; name the noun or verb that the module is about"


@pytest.mark.parametrize("name", MODULES)
def test_imports_stand_at_the_top(name: str) -> None:
    hidden = [
        f"{name}:{node.lineno}: {ast.unparse(node)} in {function.name}"
        for function in functions(name)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, "imports inside a function:\n" + "\n".join(hidden)


@pytest.mark.parametrize("name", TESTS)
def test_no_test_is_skipped_or_expected_to_fail(name: str) -> None:
    evasions = [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.Attribute)
        and node.attr in EVASIONS
        and ast.unparse(node.value) in {"pytest", "pytest.mark"}
    ]
    assert not evasions, "a test runs and passes, or it is not there:\n" + "\n".join(evasions)


@pytest.mark.parametrize("name", MODULES + TESTS)
def test_what_a_checker_shall_ignore_is_named(name: str) -> None:
    tokens = tokenize.generate_tokens(io.StringIO(text_of(name)).readline)
    blanket = [
        f"{name}:{token.start[0]}: {token.string}"
        for token in tokens
        if token.type == tokenize.COMMENT and BLANKET_IGNORE.search(token.string)
    ]
    assert not blanket, "write the code of the complaint, as in `# type: ignore[code]`:\n" + "\n".join(blanket)


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_is_left_unfinished(name: str) -> None:
    unfinished = lines_matching(UNFINISHED, name)
    assert not unfinished, "finish it, or write an issue:\n" + "\n".join(unfinished)


@pytest.mark.parametrize("name", TEXTS)
def test_no_path_of_one_machine_is_named(name: str) -> None:
    paths = lines_matching(ONE_MACHINE, name)
    assert not paths, "a path that only one machine has:\n" + "\n".join(paths)


@pytest.mark.parametrize("name", RECORDS)
def test_no_private_mobile_number_is_published(name: str) -> None:
    numbers = lines_matching(MOBILE_NUMBER, name)
    assert not numbers, "a person's mobile number:\n" + "\n".join(numbers)
