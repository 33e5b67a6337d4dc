"""Says which commands belong to which cause. One entry of COMMAND_CAUSES for each cause that is a command."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from mlcia_check.latex.tex_reader import Command
from mlcia_check.model.latex_causes import Cause

_SETS: Final = frozenset(
    (
        "setlength",
        "addtolength",
        "advance",
        "multiply",
        "divide",
        "settowidth",
        "renewcommand",
        "def",
        "gdef",
        "edef",
        "xdef",
        "let",
        "DeclareRobustCommand",
        "RenewDocumentCommand",
        "renewenvironment",
        "RenewDocumentEnvironment",
        "patchcmd",
        "apptocmd",
        "pretocmd",
        "xpatchcmd",
    )
)
"""Commands that change what their first argument names."""

_TARGET: Final = re.compile(
    r"\*?\s{0,4}(?:\[[^\]\n]{0,40}\]\s{0,4})?\{?\s{0,4}\\?(?:skip\s{0,4}\\)?([A-Za-z@]+)"
)
_ASSIGNS: Final = re.compile(r"\s{0,4}=|\s{0,4}[-+]?[0-9.]+\s{0,4}(?:pt|in|cm|mm|bp|em|ex|pc|sp|dd|cc|\\)")
_STARTS_A_LINE: Final = re.compile(r"(?:[\s{}]|\\AtBeginDocument\b)*(?:\\global\s*|\\skip\s*)?")
_ADDED: Final = re.compile(r"\s{0,4}\{?\s{0,4}\\[A-Za-z@]+\s{0,4}\}?\s{0,4}(?:\{|by\b)?\s{0,4}[+0-9.]")
_PACKAGE: Final = re.compile(r"\s*(?:\[([^\]]{0,300})\])?\s*\{([^{}]{1,300})\}")
_PASSED: Final = re.compile(r"\s*\{([^{}]{0,300})\}\s*\{([^{}]{1,300})\}")
_NUMBER: Final = re.compile(r"\s{0,4}[{=]?\s{0,4}([0-9]*\.?[0-9]+)")
_NEGATIVE: Final = re.compile(r"\*?\s{0,4}\{?\s{0,4}-")
_ENVIRONMENT: Final = re.compile(r"\s{0,4}\{([^{}\n]{1,60})\}")
_NAMED_ONLY: Final = re.compile(
    r"\\(?:(?:re)?newcommand\*?|providecommand\*?|DeclareRobustCommand\*?|def|let|@setfontsize)\s*\{?\s*$"
)
"""A size after this is named, not used: \\renewcommand{\\small}{...}."""

_SIZES: Final = frozenset(
    (
        "tiny",
        "scriptsize",
        "footnotesize",
        "small",
        "fontsize",
        "smaller",
        "relsize",
        "relscale",
    )
)
_TINY: Final = ("tiny", "scriptsize", "fontsize")
_FLOATS: Final = frozenset(
    (
        "figure",
        "figure*",
        "table",
        "table*",
        "teaserfigure",
        "wrapfigure",
        "sidewaystable",
        "sidewaysfigure",
        "algorithm",
        "algorithm*",
        "algorithmic",
        "tabular",
        "tabular*",
        "tabularx",
        "longtable",
        "tikzpicture",
        "picture",
        "equation",
        "equation*",
        "align",
        "align*",
        "subfigure",
        "subtable",
        "thebibliography",
        "CCSXML",
    )
)
"""Environments in which smaller type is not running text."""

_WIDER: Final = re.compile(
    r"[^{}]{0,40}\{?\s{0,4}(?:(?:1\.0*[1-9]|[2-9])[0-9.]*\\(?:column|line|text)width"
    r"|\\dimexpr\s{0,4}(?:1\.?0*)?\\(?:column|line|text)width\s{0,4}\+)"
)
"""A width of more than the column: "1.03\\columnwidth", "\\dimexpr\\columnwidth+8mm"."""

_WHITE: Final = re.compile(
    r"\s{0,4}(?:\[[a-zA-Z]+\]\s{0,4})?\{\s*(?:white(?:![0-9]+)?|1(?:\.0*)?(?:\s*,\s*1(?:\.0*)?)*)\s*\}"
)
_LIST_KEYS: Final = re.compile(r"nosep|noitemsep|topsep|itemsep|parsep|partopsep|nolistsep|wide\b")
_TRACKING: Final = re.compile(r"tracking|stretch|shrink|spacing|letterspace|factor")
_FONT_FEATURES: Final = re.compile(r"LetterSpace|WordSpace|FakeStretch|extend\s*=")


class Package(NamedTuple):
    """A package as it is loaded: "enumitem", "inline"."""

    name: str
    options: str


def packages(command: Command) -> Iterator[Package]:
    """Yield the packages that a command loads, or gives options to."""
    if command.name in ("usepackage", "RequirePackage"):
        match = _PACKAGE.match(command.rest)
        if match:
            yield from (Package(name.strip(), match[1] or "") for name in match[2].split(","))
    elif command.name == "PassOptionsToPackage":
        passed = _PASSED.match(command.rest)
        if passed:
            yield from (Package(name.strip(), passed[1]) for name in passed[2].split(","))


def changes(command: Command, *names: str) -> bool:
    """Return whether a command changes one of these lengths or macros, given without backslash."""
    if command.name in _SETS:
        match = _TARGET.match(command.rest)
        return match is not None and match[1] in names
    if command.name not in names or not _ASSIGNS.match(command.rest):
        return False
    return command.rest.lstrip().startswith("=") or bool(_STARTS_A_LINE.fullmatch(command.before))


def _tightens(command: Command, *names: str) -> bool:
    """Return whether a command changes one of these lengths and does not only add to it."""
    adds = command.name in ("addtolength", "advance") and _ADDED.match(command.rest)
    return changes(command, *names) and not adds


def _loads(command: Command, *names: str) -> bool:
    return any(package.name in names for package in packages(command))


def _loads_with(command: Command, name: str, options: re.Pattern[str]) -> bool:
    return any(package.name == name and options.search(package.options) for package in packages(command))


def _begins(command: Command, *names: str) -> bool:
    match = _ENVIRONMENT.match(command.rest) if command.name == "begin" else None
    return match is not None and match[1] in names


def _below_one(rest: str) -> bool:
    """Return whether a factor is below 1, or is not a number: \\linespread{1.0} changes nothing."""
    match = _NUMBER.match(rest)
    return not match or float(match[1]) < 1


def _geometry(command: Command) -> bool:
    with_options = re.compile(r"\S")
    return (
        command.name in ("geometry", "newgeometry")
        or _loads(command, "fullpage", "a4wide", "vmargin", "anysize")
        or _loads_with(command, "geometry", with_options)
    )


def _text_width(command: Command) -> bool:
    return changes(command, "textwidth", "oddsidemargin", "evensidemargin", "hoffset", "columnwidth")


def _text_height(command: Command) -> bool:
    names = ("textheight", "topmargin", "headsep", "headheight", "footskip", "voffset", "topskip")
    return changes(command, *names)


def _column_gap(command: Command) -> bool:
    return changes(command, "columnsep")


def _paper_lengths(command: Command) -> bool:
    names = ("paperwidth", "paperheight", "pdfpagewidth", "pdfpageheight", "pagewidth", "pageheight")
    return changes(command, *names) or (command.name == "special" and "papersize" in command.rest[:20])


def _enlarged_page(command: Command) -> bool:
    return command.name == "enlargethispage" and not _NEGATIVE.match(command.rest)


def _column_switch(command: Command) -> bool:
    return command.name in ("onecolumn", "twocolumn") or _begins(command, "multicols", "multicols*")


def _wide_box(command: Command) -> bool:
    if _begins(command, "adjustwidth", "adjustwidth*", "changemargin", "fullwidth"):
        return True
    boxes = command.name in ("parbox", "makebox", "resizebox", "scalebox") or _begins(command, "minipage")
    arguments = command.rest.partition("}")[2] if command.name == "begin" else command.rest
    is_wide = boxes and bool(_WIDER.match(arguments))
    return is_wide or changes(command, "hsize", "linewidth", "leftskip", "rightskip")


def _savetrees(command: Command) -> bool:
    return _loads(command, "savetrees")


def _heading_spacing(command: Command) -> bool:
    return (
        command.name in ("titlespacing", "titleformat", "titlespacing*")
        or _loads(command, "titlesec")
        or changes(command, "section", "subsection", "subsubsection", "paragraph", "@startsection")
    )


def _list_spacing(command: Command) -> bool:
    if command.name in ("setlist", "begin", "setenumerate", "setitemize"):
        is_list = command.name != "begin" or _begins(command, "itemize", "enumerate", "description")
        options = command.rest[: command.rest.find("\n")] if command.name == "begin" else command.rest[:200]
        return is_list and bool(_LIST_KEYS.search(options))
    return (
        _loads(command, "paralist", "mdwlist")
        or _begins(command, "compactitem", "compactenum", "compactdesc", "asparaenum", "asparaitem")
        or _tightens(
            command, "topsep", "itemsep", "parsep", "partopsep", "@listi", "@listI", "smallskipamount"
        )
    )


def _float_spacing(command: Command) -> bool:
    names = ("textfloatsep", "floatsep", "intextsep", "dbltextfloatsep", "dblfloatsep")
    return _tightens(command, *names) or (command.name == "captionof" and not is_in_float(command))


def _caption_settings(command: Command) -> bool:
    return (
        command.name == "captionsetup"
        or _loads_with(command, "caption", re.compile(r"\S"))
        or _tightens(command, "abovecaptionskip", "belowcaptionskip")
    )


def _display_spacing(command: Command) -> bool:
    sides = ("abovedisplayskip", "belowdisplayskip", "abovedisplayshortskip", "belowdisplayshortskip", "jot")
    in_text = command.name == "displaystyle" and command.before.rstrip().endswith(("$", "\\("))
    return _tightens(command, *sides) or (in_text and not is_in_float(command))


def _footnote_spacing(command: Command) -> bool:
    return _tightens(command, "footins", "footnotesep", "footnoterule")


def _paragraph_spacing(command: Command) -> bool:
    return _tightens(command, "parskip") or _loads(command, "parskip")


def _negative_space(command: Command) -> bool:
    return command.name in ("vspace", "vskip", "addvspace") and bool(_NEGATIVE.match(command.rest))


def _page_top_space(command: Command) -> bool:
    return _negative_space(command) and command.rest.lstrip().startswith("*")


def _line_spread(command: Command) -> bool:
    if command.name in ("linespread", "setstretch"):
        return _below_one(command.rest)
    if _begins(command, "spacing"):
        return _below_one(command.rest.partition("}")[2])
    if changes(command, "baselinestretch"):
        return _below_one(command.rest.partition("baselinestretch")[2].lstrip("} "))
    return changes(command, "baselineskip", "lineskip", "normalbaselineskip", "lineskiplimit")


def _normal_size(command: Command) -> bool:
    return (
        changes(command, "normalsize")
        or _loads(command, "extsizes", "scalefnt", "scrextend")
        or command.name in ("scalefont", "changefontsizes")
    )


def _is_size(command: Command) -> bool:
    if _begins(command, *_SIZES):
        return True
    return command.name in _SIZES and not _NAMED_ONLY.search(command.before)


def is_in_float(command: Command) -> bool:
    """Return whether a command stands where type is set smaller than running text: floats, tables, code."""
    # basicstyle=\footnotesize is an option of code.
    return bool(_FLOATS.intersection(command.environments)) or command.before.rstrip().endswith("=")


def _size_in_text(command: Command) -> bool:
    return _is_size(command) and not is_in_float(command)


def _tiny_type(command: Command) -> bool:
    is_tiny = _begins(command, *_TINY) or command.name in _TINY
    return is_tiny and not _NAMED_ONLY.search(command.before)


def _bibliography_type(command: Command) -> bool:
    return (
        changes(command, "bibfont", "bibsep", "bibitemsep", "thebibliography", "footnotesize")
        or command.name == "AtBeginBibliography"
        or (_is_size(command) and "thebibliography" in command.environments)
    )


def _typeface(command: Command) -> bool:
    return (
        _loads(command, *_TYPEFACES)
        or command.name in ("setmainfont", "setromanfont", "fontfamily")
        or changes(command, "rmdefault", "familydefault")
    )


_TYPEFACES: Final = (
    "avant",
    "bookman",
    "charter",
    "cmbright",
    "crimson",
    "ebgaramond",
    "fourier",
    "helvet",
    "kpfonts",
    "lmodern",
    "mathpazo",
    "mathptmx",
    "newcent",
    "newpxtext",
    "newtxtext",
    "palatino",
    "pxfonts",
    "stix",
    "stix2",
    "tgpagella",
    "tgtermes",
    "times",
    "txfonts",
    "utopia",
    "XCharter",
)


def _letter_spacing(command: Command) -> bool:
    return (
        command.name in ("SetTracking", "textls", "lsstyle", "SetExtraSpacing", "pdfadjustspacing")
        or _loads_with(command, "microtype", _TRACKING)
        or (command.name == "microtypesetup" and bool(_TRACKING.search(command.rest[:80].partition("}")[0])))
        or changes(command, "spaceskip", "xspaceskip", "fontdimen")
        or (command.name == "fontdimen" and "=" in command.rest[:12])
        or (command.name in ("scalebox", "resizebox") and not is_in_float(command))
        or (
            command.name in ("setmainfont", "addfontfeature", "addfontfeatures", "defaultfontfeatures")
            and bool(_FONT_FEATURES.search(command.rest))
        )
    )


def _white_text(command: Command) -> bool:
    return (
        (command.name in ("color", "textcolor") and bool(_WHITE.match(command.rest)))
        or command.name in ("transparent", "texttransparent", "pdfliteral")
        or "opacity=0" in command.rest[:60].partition("]")[0]
    )


def _nocite(command: Command) -> bool:
    return command.name == "nocite" and command.rest.lstrip().startswith("{*}")


def _balance(command: Command) -> bool:
    return command.name in ("balance", "flushcolsend") or _loads(command, "flushend")


def _appendix(command: Command) -> bool:
    return command.name == "appendix" or _begins(command, "appendices", "appendix")


def _names(command: Command) -> bool:
    return command.name in (
        "author",
        "affiliation",
        "email",
        "institution",
        "thanks",
        "authornote",
        "shortauthors",
    )


COMMAND_CAUSES: Final[dict[Cause, Callable[[Command], bool]]] = {
    "geometry": _geometry,
    "text-width": _text_width,
    "text-height": _text_height,
    "column-gap": _column_gap,
    "paper-lengths": _paper_lengths,
    "enlarged-page": _enlarged_page,
    "column-switch": _column_switch,
    "wide-box": _wide_box,
    "savetrees": _savetrees,
    "heading-spacing": _heading_spacing,
    "list-spacing": _list_spacing,
    "float-spacing": _float_spacing,
    "caption-settings": _caption_settings,
    "display-spacing": _display_spacing,
    "footnote-spacing": _footnote_spacing,
    "paragraph-spacing": _paragraph_spacing,
    "negative-space": _negative_space,
    "page-top-space": _page_top_space,
    "line-spread": _line_spread,
    "normal-size": _normal_size,
    "size-in-text": _size_in_text,
    "tiny-type": _tiny_type,
    "bibliography-type": _bibliography_type,
    "typeface": _typeface,
    "letter-spacing": _letter_spacing,
    "white-text": _white_text,
    "nocite": _nocite,
    "balance": _balance,
    "appendix": _appendix,
    "names": _names,
}
"""Cause: whether a command can be it."""

SCOPED: Final[frozenset[Cause]] = frozenset(
    {
        "size-in-text",
        "tiny-type",
        "line-spread",
        "white-text",
        "wide-box",
        "column-switch",
        "letter-spacing",
    }
)
"""Causes that act from their place to the end of their group, unless they stand before \\begin{document}."""
