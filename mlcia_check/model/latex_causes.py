"""The closed list of causes that a rule can name for LaTeX sources. `latex/causes.py` finds them."""

from __future__ import annotations

from typing import Literal

Cause = Literal[
    "here",
    "class",
    "size-option",
    "paper-option",
    "columns-option",
    "geometry",
    "text-width",
    "text-height",
    "column-gap",
    "paper-lengths",
    "enlarged-page",
    "column-switch",
    "wide-box",
    "savetrees",
    "heading-spacing",
    "list-spacing",
    "float-spacing",
    "caption-settings",
    "display-spacing",
    "footnote-spacing",
    "paragraph-spacing",
    "negative-space",
    "page-top-space",
    "line-spread",
    "normal-size",
    "size-in-text",
    "tiny-type",
    "bibliography-type",
    "typeface",
    "letter-spacing",
    "white-text",
    "undefined-citation",
    "undefined-reference",
    "no-bibliography",
    "nocite",
    "balance",
    "appendix",
    "names",
]
"""What in LaTeX sources can make a paper break a rule.

- here: the words at the place of the finding, not a command elsewhere;
- class: another class than the pack's `latex.name`, or one of its `latex.options` is missing;
- size-option, paper-option, columns-option: options of the class such as 10pt, a4paper, onecolumn;
- geometry: the package geometry and others that set the page (fullpage, a4wide);
- text-width, text-height, column-gap, paper-lengths: changes of \\textwidth, \\textheight, \\columnsep,
  \\paperwidth and the lengths that go with each;
- enlarged-page: \\enlargethispage with a positive length;
- column-switch: \\onecolumn, \\twocolumn, multicols;
- wide-box: a box or list wider than its column (minipage, adjustwidth, \\hsize);
- savetrees: the package that changes everything at once;
- heading-spacing, list-spacing, float-spacing, caption-settings, display-spacing, footnote-spacing,
  paragraph-spacing: packages, lengths and commands that set the white space around these, as \\captionof
  in the text does around a figure;
- negative-space: \\vspace, \\vskip and the like with a negative length;
- page-top-space: \\vspace* with a negative length, which stays at the top of a page;
- line-spread: \\linespread, \\baselinestretch, \\baselineskip, setspace;
- normal-size: another \\normalsize, and packages that change all sizes;
- size-in-text: \\small, \\fontsize and the like in running text, not in floats, tables or code;
- tiny-type: \\tiny, \\scriptsize and \\fontsize anywhere;
- bibliography-type: what sets the type and the spaces of the reference list;
- typeface: packages and commands that load another font;
- letter-spacing: tracking, spaces between words, stretched letters;
- white-text: white or transparent text;
- undefined-citation, undefined-reference: \\cite and \\ref of a key that the sources do not define;
- no-bibliography: no command makes the reference list, or the file that it names is missing;
- nocite: \\nocite{*};
- balance: commands that balance the columns of a page;
- appendix: \\appendix;
- names: \\author, \\affiliation, \\email and the like.
"""
