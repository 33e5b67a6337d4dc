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
from mlcia_check.pdf.pdfminer_package import importing_only_what_is_needed
for _ in range(2):
    with importing_only_what_is_needed():
        import pdfminer.pdfpage
        from pdfminer import psparser
assert "importlib.metadata" not in sys.modules
assert not any(name.startswith(("cryptography", "charset_normalizer")) for name in sys.modules)
assert pdfminer.pdfpage.PDFPage and psparser is pdfminer.psparser
assert not hasattr(pdfminer, "nothing")
print(pdfminer.__version__)
"""

CALLED = """
import sys
from mlcia_check.pdf.pdfminer_package import importing_only_what_is_needed
with importing_only_what_is_needed():
    from pdfminer import pdfdocument, utils
cipher = pdfdocument.Cipher(pdfdocument.algorithms.AES(bytes(16)), pdfdocument.modes.CBC(bytes(16)))
from cryptography.hazmat.primitives.ciphers import Cipher
assert type(cipher) is Cipher
print(cipher.encryptor().update(bytes(16)).hex(), utils.make_compat_str(b"abc"))
"""


def test_its_modules_are_there_and_its_version_on_demand() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == (version("pdfminer.six"), "")


def test_what_it_calls_rarely_is_imported_when_it_is_called() -> None:
    done = subprocess.run([sys.executable, "-c", CALLED], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("66e94bd4ef8a2c3b884cfa59ca342b2e abc", "")


def test_the_package_itself_defines_nothing_but_its_version() -> None:
    assert pdfminer.__file__
    tree = ast.parse(Path(pdfminer.__file__).read_text(encoding="utf-8"))
    named = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert (named, imported) == ({"__version__"}, {"importlib.metadata"})
