"""What TeX does not typeset is blanked; the rest stays where it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcia_check.latex.tex_tokens import blanked

PIECES = st.sampled_from(
    [
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "\\iffalse",
        "\\ifx",
        "\\else",
        "\\fi",
        "\\verb|",
        "|",
        "%",
        "\n",
        "\\lstinline[",
        "]",
        "\\\\",
        "\\%",
        "{",
        "}",
        "\\end{document}",
        "\\endinput",
        "a",
        " ",
        "字",
        "\\",
    ]
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a % \\small\nb", "a\nb"),
        ("100\\% \\small", "100\\% \\small"),
        ("\\\\% \\small", "\\\\"),
        ("\\begin{verbatim}\n\\small\n\\end{verbatim} b", "\n\n b"),
        ("\\begin{lstlisting}[style=x]\n% \\small\n\\end{lstlisting}", "\n\n"),
        ("\\verb|\\small| b", " b"),
        ("\\verb*+\\small+ b", " b"),
        ("\\lstinline[language=C]|\\small| b", " b"),
        ("\\iffalse \\small \\fi b", " b"),
        ("\\iffalse \\ifx\\a\\b \\small \\fi \\small \\else b \\fi", " b \\fi"),
        ("\\iffalse \\ifthenelse{a}{b}{c} \\fi b", " b"),
        ("\\iftrue \\small \\fi", "\\iftrue \\small \\fi"),
        ("a\n\\end{document}\n\\small", "a\n\n"),
        ("a\n\\endinput\n\\small", "a\n\n"),
        ("\\begin{verbatim} never closed \\small", ""),
    ],
)
def test_what_is_left(text: str, left: str) -> None:
    assert [line.strip() for line in blanked(text).split("\n")] == [line.strip() for line in left.split("\n")]


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_lines_and_lengths_stay(text: str) -> None:
    assert [len(line) for line in blanked(text).split("\n")] == [len(line) for line in text.split("\n")]


@pytest.mark.parametrize(
    "piece", ["\\verb|", "\\lstinline[", "\\iffalse \\ifx", "\\begin{verbatim}", "\\end{"]
)
def test_hostile_repetition_ends(piece: str) -> None:
    assert len(blanked(piece * 100_000)) == len(piece) * 100_000
