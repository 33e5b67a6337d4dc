"""What stands in the text itself: lists, quotations, theorems, display formulas, run-in heads, addresses."""

from __future__ import annotations

from tools.bench.random_papers.source import Piece
from tools.bench.random_papers.text import Writer

DISPLAYS = (
    r"""\begin{equation}
\mathcal{R}(k) \le \sum_{t=1}^{k} \frac{\eta_t L}{2\sigma^2} + \sqrt{\frac{\log(1/\delta)}{2n}}
\end{equation}
""",
    r"""\[ \Pr[A \mid b = 1] - \Pr[A \mid b = 0] \le \epsilon \]
""",
    r"""\begin{align}
\sigma_k &= C \sqrt{2 \log \frac{1.25}{\delta}} \cdot \frac{\sqrt{k}}{\epsilon}, \\
\tau_k &= \inf \{ \tau > 0 : \int_0^\tau p_k(u)\,du \ge \alpha \}
\end{align}
""",
    r"""\begin{align*}
L(\theta) &= \frac{1}{n} \sum_{i=1}^{n} \ell(f_\theta(x_i), y_i) \\
&\quad + \lambda \|\theta\|_2^2
\end{align*}
""",
    r"""\begin{equation*}
g(x) = \begin{cases} 1 & \text{if } d(x) < \tau \\ 0 & \text{otherwise} \end{cases}
\end{equation*}
""",
    r"""\begin{multline}
x_1 y_1 + x_2 y_2 + x_3 y_3 + x_4 y_4 + x_5 y_5 \\ + x_6 y_6 + x_7 y_7 + x_8 y_8 \le n
\end{multline}
""",
    r"""\begin{gather}
a = b + c \\ M = \begin{pmatrix} 1 & 0 & 2 \\ 0 & 1 & 3 \\ 4 & 5 & 1 \end{pmatrix}
\end{gather}
""",
)


def _items(w: Writer, count: int, label: bool = False, inner: str = "") -> str:
    return "".join(
        f"\\item{f'[{w.phrase(1)}]' if label else ''} {w.sentences(w.rng.choice((1, 1, 2)))}\n"
        f"{inner if i == 1 else ''}"
        for i in range(count)
    )


def bullets(w: Writer) -> Piece:
    """A list, now and then with one inside."""
    kind = w.rng.choice(("itemize", "enumerate"))
    inner = ""
    if w.rng.random() < 0.2:
        inner = f"\\begin{{itemize}}\n{_items(w, 2)}\\end{{itemize}}\n"
    items = _items(w, w.rng.randrange(2, 8), inner=inner)
    return Piece(f"{w.sentence()}\n\\begin{{{kind}}}\n{items}\\end{{{kind}}}\n{w.paragraph(3)}")


def description(w: Writer) -> Piece:
    """A list of terms."""
    items = _items(w, w.rng.randrange(2, 6), label=True)
    return Piece(f"{w.sentence()}\n\\begin{{description}}\n{items}\\end{{description}}\n\n{w.paragraph(3)}")


def inline_list(w: Writer) -> Piece:
    """A list that enumitem runs on in its paragraph."""
    items = "".join(f"\\item {w.phrase(5)}; " for _ in range(4))
    return Piece(
        f"{w.sentence()} \\begin{{enumerate*}}[label=(\\roman*)] {items}\\end{{enumerate*}} {w.paragraph(2)}",
        ("\\usepackage[inline]{enumitem}",),
    )


def quotation(w: Writer) -> Piece:
    """A block quotation, as of an interview or of a standard."""
    look = w.rng.choice(("", "", "\\small", "\\itshape", "\\small\\itshape"))
    who = w.rng.choice(("", f" \\hfill (P{w.rng.randrange(1, 30)})"))
    kind = w.rng.choice(("quote", "quote", "quotation"))
    return Piece(
        f"{w.sentence()}\n\\begin{{{kind}}}{look} {w.sentences(w.rng.randrange(1, 4))}{who}\\end{{{kind}}}\n"
        f"{w.paragraph(3)}"
    )


def theorem(w: Writer) -> Piece:
    """A statement and its proof."""
    kind = w.rng.choice(("theorem", "lemma", "proposition", "corollary"))
    note = w.rng.choice(("", "[Bound]"))
    display = w.rng.choice(("", w.rng.choice(DISPLAYS)))
    return Piece(
        f"\\begin{{{kind}}}{note} {w.sentences(w.rng.choice((1, 2)))}\\end{{{kind}}}\n"
        f"\\begin{{proof}} {w.sentences(w.rng.randrange(2, 5))}\n{display}{w.sentences(2)}\\end{{proof}}\n\n"
    )


def definition(w: Writer) -> Piece:
    """A definition or an example."""
    kind = w.rng.choice(("definition", "example"))
    return Piece(f"\\begin{{{kind}}} {w.sentences(2)}\\end{{{kind}}}\n\n{w.paragraph(3)}")


def display(w: Writer) -> Piece:
    """A formula on lines of its own, in a paragraph."""
    before, after = w.paragraph(2).strip(), w.paragraph(3)
    return Piece(f"{before}\n{w.rng.choice(DISPLAYS)}{after}")


def run_in(w: Writer) -> Piece:
    """A paragraph with a head of its own."""
    command = w.rng.choice(("\\paragraph{%s}", "\\paragraph{%s.}", "\\smallskip\\noindent\\textbf{%s.}"))
    return Piece(f"{command % w.title(3)} {w.paragraph(4)}")


def third_level(w: Writer) -> Piece:
    """A subsubsection."""
    return Piece(f"\\subsubsection{{{w.title(4)}}}\n{w.paragraph(4)}")


def addresses(w: Writer) -> Piece:
    """A list of long addresses."""
    items = "".join(f"\\item {w.url()}\n" for _ in range(w.rng.randrange(2, 6)))
    return Piece(f"{w.sentence()}\n\\begin{{itemize}}\n{items}\\end{{itemize}}\n\n")


def quantities(w: Writer) -> Piece:
    """Measures by siunitx."""
    amounts = ", ".join(f"\\SI{{{w.rng.randrange(1, 900)}}}{{\\milli\\second}}" for _ in range(3))
    return Piece(
        f"{w.paragraph(2).strip()} The delays were {amounts}. {w.paragraph(2)}", ("\\usepackage{siunitx}",)
    )


def remark(w: Writer) -> Piece:
    """A note that the authors left for themselves."""
    return Piece(
        f"\\todo[inline,size=\\small]{{{w.sentence()}}}\n\n{w.paragraph(3)}",
        ("\\setlength{\\marginparwidth}{2cm}\\usepackage{todonotes}",),
    )


def questionnaire(w: Writer) -> Piece:
    """Questions with their answers, as appendices of studies print them."""
    questions = "".join(
        f"\\item {w.sentence()}\n\\begin{{itemize}}\n"
        + "".join(f"\\item {w.phrase(4)}\n" for _ in range(w.rng.choice((2, 4))))
        + "\\end{itemize}\n"
        for _ in range(w.rng.randrange(4, 9))
    )
    return Piece(f"{w.sentence()}\n\\begin{{enumerate}}\n{questions}\\end{{enumerate}}\n\n")


def indented_list(w: Writer) -> Piece:
    """A list with enumitem's own indents and labels."""
    options = w.rng.choice(
        ("leftmargin=*", "label=(\\alph*)", "label=\\textbf{RQ\\arabic*},leftmargin=*,align=left")
    )
    items = _items(w, w.rng.randrange(2, 6))
    return Piece(
        f"{w.sentence()}\n\\begin{{enumerate}}[{options}]\n{items}\\end{{enumerate}}\n\n{w.paragraph(3)}",
        ("\\usepackage{enumitem}",),
    )


def unnumbered(w: Writer) -> Piece:
    """A section without a number."""
    return Piece(f"\\section*{{{w.title(3)}}}\n{w.paragraph(4)}")
