"""pdfminer is imported without what its package does beside, and works as it does otherwise."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pdfminer

SCRIPT = """
import sys
from mlcia_check.pdf.pdfminer_package import import_without_version
import_without_version()
import_without_version()
import pdfminer.pdfpage
from pdfminer import psparser
assert "importlib.metadata" not in sys.modules
assert pdfminer.pdfpage.PDFPage and psparser is pdfminer.psparser
assert not hasattr(pdfminer, "nothing")
print(pdfminer.__version__)
"""


def test_its_modules_are_there_and_its_version_on_demand() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == (version("pdfminer.six"), "")


def test_the_package_itself_defines_nothing_but_its_version() -> None:
    assert pdfminer.__file__
    tree = ast.parse(Path(pdfminer.__file__).read_text(encoding="utf-8"))
    named = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert (named, imported) == ({"__version__"}, {"importlib.metadata"})
