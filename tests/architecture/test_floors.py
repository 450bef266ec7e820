"""The rules of the house, read from the code itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "ap_engine"

FLOOR = {
    "model": 0,
    "rules": 1,
    "extraction": 1,
    "capture": 2,
    "store": 2,
    "erp": 2,
    "mail": 2,
    "notify": 2,
    "engine": 3,
    "settings": 3,
    "policy_file": 3,
    "template_file": 3,
    "text_yaml": 3,
    "web": 5,
}
ABOVE = 4  # everything else in the engine is the process
ONLY_IN = {
    "duckdb": {"store"},
    "requests": {"erp"},
    "imap_tools": {"mail"},
    "apprise": {"notify"},
    "pypdfium2": {"capture"},
    "pytesseract": {"capture"},
    "pdfplumber": {"capture"},
    "zxingcpp": {"capture"},
}
IMPURE = {
    "os",
    "io",
    "pathlib",
    "time",
    "random",
    "secrets",
    "logging",
    "socket",
    "subprocess",
    "threading",
    "requests",
    "httpx",
    "uuid",
}
CLOCKS = {"now", "today", "utcnow"}


def modules() -> list[Path]:
    return sorted(p for p in ENGINE.rglob("*.py") if "__pycache__" not in p.parts)


def room(path: Path) -> str:
    """The folder or file directly under the engine that a module belongs to."""
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return FLOOR.get(name, ABOVE)


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" if node.module == "ap_engine" else str(node.module) for alias in node.names}
    return names


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(), ids=ids)
def test_imports_go_down_and_rooms_of_one_floor_do_not_know_one_another(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        if not name.startswith("ap_engine."):
            continue
        there = name.split(".")[1]
        if there == here or here in ("__init__", "__main__"):
            continue
        assert floor(there) <= floor(here), f"{ids(path)} looks up to {name}"
        if floor(here) in (1, 2):
            assert floor(there) < floor(here), f"{ids(path)} looks sideways to {name}"


@pytest.mark.parametrize("path", modules(), ids=ids)
def test_the_engine_never_heard_of_a_screen(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & {"streamlit", "pages", "app"}


@pytest.mark.parametrize("path", modules(), ids=ids)
def test_each_outside_library_has_one_room(path: Path) -> None:
    for name in {name.split(".")[0] for name in imports(path)} & set(ONLY_IN):
        assert room(path) in ONLY_IN[name], f"{ids(path)} imports {name}"


@pytest.mark.parametrize("path", [p for p in modules() if floor(room(p)) <= 1], ids=ids)
def test_decisions_are_pure(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & IMPURE
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"{ids(path)}:{node.lineno} has a float"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("float", "open", "print"), f"{ids(path)}:{node.lineno} calls {node.func.id}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS, f"{ids(path)}:{node.lineno} asks a clock"


def test_only_the_engine_builds_adapters() -> None:
    builders = {p: imports(p) for p in modules() if floor(room(p)) >= 3 and room(p) not in ("engine", "demo")}
    for path, names in builders.items():
        assert "ap_engine.erp.omie" not in names, ids(path)


@pytest.mark.parametrize("path", sorted((ROOT / "pages").rglob("*.py")), ids=ids)
def test_screens_know_floor_four_and_nouns_only(path: Path) -> None:
    allowed = {"workflow", "queries", "views", "model", "people", "engine", "web"}
    for name in imports(path):
        if name.startswith("ap_engine"):
            assert name.split(".")[1] in allowed, f"{ids(path)} imports {name}"
        assert name.split(".")[0] not in ("duckdb", "sqlite3", "requests"), f"{ids(path)} imports {name}"
    assert not re.search(r"\bSELECT\b.+\bFROM\b|\bINSERT INTO\b", path.read_text(encoding="utf-8")), f"{ids(path)} has SQL"
    assert "unsafe_allow_html" not in path.read_text(encoding="utf-8"), f"{ids(path)} lets text be markup"


def test_python_files_in_pages_stand_in_subfolders() -> None:
    assert {p.name for p in (ROOT / "pages").glob("*.py")} <= {"main.py", "__init__.py"}


@pytest.mark.parametrize(
    "path", [p for folder in ("ap_engine", "pages", "tests") for p in sorted((ROOT / folder).rglob("*.py"))], ids=ids
)
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
