"""What is imported is required: a package that happens to be installed here is missing on the next machine."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.test_floors import ROOT, ids, imports

OWN = {"ap_engine", "pages", "tests", "app"}
SOURCES = [ROOT / "app.py", *sorted((ROOT / "ap_engine").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]


def required(file: Path) -> set[str]:
    """Names of the packages that a requirements file pins, in the form in which they compare."""
    names = (
        re.match(r"[A-Za-z0-9._-]+", line) for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    return {plain(name.group()) for name in names if name}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


PINNED = required(ROOT / "requirements.txt") | required(ROOT / "requirements-ocr.txt")
OPTIONAL = {"cv2": {"opencv-python-headless"}}  # of requirements-ocr.txt, which is seldom installed
PROVIDED_BY = {module: {plain(name) for name in names} for module, names in packages_distributions().items()}


@pytest.mark.parametrize("path", SOURCES, ids=ids)
def test_every_import_has_its_requirement(path: Path) -> None:
    for module in {name.split(".")[0] for name in imports(path)} - OWN - set(sys.stdlib_module_names):
        assert PROVIDED_BY.get(module, OPTIONAL.get(module, {module})) & PINNED, (
            f"{ids(path)} imports {module}, which requirements.txt does not have"
        )
