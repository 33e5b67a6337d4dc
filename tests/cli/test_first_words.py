"""The program without arguments: it says how to begin, in a browser first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mlcia_check.cli import first_words, main
from tests.cli.test_cli import QUIET_ENVIRONMENT, run


def test_without_arguments_it_says_how_to_start_the_page() -> None:
    python = "py" if sys.platform == "win32" else "python3"
    code, out, err = run()
    assert (code, err) == (2, "")
    assert out.splitlines() == [
        f"To check papers in a browser: {python} -m mlcia_check serve",
        f"To check a paper here: {python} -m mlcia_check check paper.pdf",
        f"All commands: {python} -m mlcia_check --help",
    ]


def test_in_a_chinese_locale_it_says_so_in_chinese() -> None:
    _, out, _ = run(env={"LANG": "zh_CN.UTF-8"})
    assert out.startswith("在浏览器中检查论文：")
    _, out, _ = run(env={"LANG": "zh_CN.UTF-8", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert out.startswith("To check papers in a browser:")


def test_called_by_its_name_it_names_itself(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/local/bin/mlcia-check"])
    assert main([]) == 2
    assert "browser: mlcia-check serve\n" in capfd.readouterr().out


def test_without_the_extra_the_first_words_say_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(first_words, "find_spec", lambda _: None)
    assert main(["--lang", "en"]) == 2
    assert "the extra 'serve'; in the checkout, run: pip install '.[serve]'\n" in capfd.readouterr().out


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path) -> None:
    """A finder that knows no web server stands in for an installation without the extra."""
    program = (
        "import sys\n"
        "class Without:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name in ('starlette', 'uvicorn'): raise ModuleNotFoundError(name=name)\n"
        "sys.meta_path.insert(0, Without())\n"
        "from mlcia_check.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )

    def ended(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program, *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, env=QUIET_ENVIRONMENT, cwd=tmp_path, check=False
        )

    done = ended("serve", "--lang", "en", "--no-browser")
    assert done.returncode == 2
    assert done.stderr == (
        "mlcia-check: serve needs the extra 'serve'; in the checkout, run: pip install '.[serve]'.\n"
    )


def test_the_window_of_a_terminal_is_not_held_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("asked for a key"))
    assert first_words.say("en") == 2
