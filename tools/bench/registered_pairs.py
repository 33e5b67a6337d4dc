"""Scores `metadata-mismatch` on registered data made from real papers.

    python -m tools.bench.registered_pairs FOLDER [--pairs 500] [--verbose]

FOLDER holds PDFs. Half of the pairs have a change that counts: one word of the title or abstract replaced,
left out or added, a name replaced, two names exchanged. The others have what web forms have: TeX accents and
commands, other case, ligatures, hyphens, dashes and quotes, family names first, initials. Names are those of
the paper's own "ACM Reference Format". Prints how many changes were shown, and how many of the other pairs
were named.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from mlcia_check import rulebook
from mlcia_check.batch.front_text import front_text, joined
from mlcia_check.checks.content import author_names
from mlcia_check.checks.content.metadata_mismatch import Params, compare
from mlcia_check.checks.content.word_difference import words_of
from mlcia_check.examination import Criteria, examine, only_readable
from mlcia_check.model.answers import Doubt
from mlcia_check.model.front_text import FrontText, Registered
from mlcia_check.model.measured_paper import Paper
from mlcia_check.sources import Source

PARAMS: Final = Params(shown=50)
SEED: Final = 20
OTHER_WORDS: Final = (
    *("robust", "graph", "slow", "attack", "seven", "kernel", "private", "ninety", "never", "quantum"),
    *("learning", "system", "data", "not", "faster", "neural", "policy", "tree", "half", "cloud"),
)
TEX_ACCENTS: Final = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0308": '"',
    "\u0327": "c ",
}
CITED: Final = re.compile(r"ACM Reference [Ff]ormat:?\s*(.+?)\s*\.? (?:19|20)\d\d\.")
"""The names in a paper's own reference: "Jun Li and Ana Ruiz. 2024."."""


class Pair(Struct, frozen=True):
    """A paper's printed front matter, what is registered for it, and the word that was changed ("": none)."""

    file: str
    kind: str
    printed: FrontText
    registered: Registered
    changed: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    papers = list(read(sorted(asked.folder.rglob("*.pdf"))))
    chance = random.Random(SEED)
    made = list(pairs(papers, asked.pairs, chance))
    changed = [pair for pair in made if pair.changed]
    missed = [pair for pair in changed if pair.changed.casefold() not in told(pair).casefold()]
    needless = [pair for pair in made if not pair.changed and told(pair)]
    if asked.verbose:
        for pair in (*missed, *needless):
            print(f"{pair.file} {pair.kind} {pair.changed!r}: {told(pair)}")
    print(f"{len(papers)} papers, {len(made)} pairs")
    print(f"changed: {len(changed) - len(missed)} of {len(changed)} shown")
    print(f"not changed: {len(needless)} of {len(made) - len(changed)} named")


def read(files: Sequence[Path]) -> Iterator[tuple[str, FrontText, Registered]]:
    """Yield each paper that has a title and an abstract, as printed and as registered word for word."""
    pack = rulebook.load_pack("mlcia-2022")
    for file in files:
        paper = examine(Source(str(file), file=str(file)), Criteria(only_readable(pack), confirm=False)).paper
        if paper is None:
            continue
        printed = front_text(paper, pack.vocabulary)
        if printed.title and len(words_of(printed.abstract)) > 30:
            yield file.name, printed, Registered("1", "", printed.title, printed.abstract, cited(paper))


def cited(paper: Paper) -> tuple[str, ...]:
    """Return the authors as the paper asks to be cited."""
    notes = joined(line.text for line in paper.lines if line.page == 1 and line.role == "front-note")
    match = CITED.search(notes)
    names = re.split(r",? and |, ", match[1]) if match else []
    return tuple(name.strip() for name in names if len(name.split()) > 1)


def told(pair: Pair) -> str:
    """Return all that the rule says of a pair, "" for nothing."""
    said = []
    for answer in compare(PARAMS, pair.printed, pair.registered):
        if isinstance(answer, Doubt):
            said.append(answer.case)
        else:
            said.append(" ".join(map(str, answer.detail.values())))
    return " | ".join(said)


def pairs(
    papers: Sequence[tuple[str, FrontText, Registered]], number: int, chance: random.Random
) -> Iterator[Pair]:
    """Yield pairs in turn over the papers, half of them with a change that counts."""
    for index in range(number):
        file, printed, registered = papers[(index // 2) % len(papers)]
        if index % 2:
            kind = chance.choice(tuple(HONEST))
            yield Pair(file, kind, printed, HONEST[kind](registered, chance))
        else:
            yield changed_pair(file, printed, registered, chance)


def changed_pair(file: str, printed: FrontText, registered: Registered, chance: random.Random) -> Pair:
    """Return a pair with one word replaced, left out or added, or a name changed."""
    kind = chance.choice(("title", "abstract", "abstract", "author"))
    names = registered.authors
    if kind == "author" and len(names) > 1 and author_names.compare(names, printed.authors):
        return _changed_author(file, printed, registered, chance)
    field = "abstract" if kind == "author" else kind
    words = getattr(registered, field).split(" ")
    at = chance.choice([place for place, word in enumerate(words) if len(words_of(word)) == 1])
    old = re.sub(r"\W", "", words[at])
    new = chance.choice([word for word in OTHER_WORDS if words_of(word) != words_of(old)])
    how = chance.choice(("replaced", "left out", "added"))
    text = " ".join(
        [*words[:at], *{"replaced": [new], "left out": [], "added": [words[at], new]}[how], *words[at + 1 :]]
    )
    changed = structs.replace(registered, **{field: text})
    return Pair(file, f"{field} {how}", printed, changed, old if how == "left out" else new)


def _changed_author(file: str, printed: FrontText, registered: Registered, chance: random.Random) -> Pair:
    names = list(registered.authors)
    if chance.random() < 0.5:
        names[0], names[1] = names[1], names[0]
        # The finding gives the printed order.
        return Pair(file, "order", printed, structs.replace(registered, authors=tuple(names)), names[1])
    given, _, _ = names[0].rpartition(" ")
    names[0] = f"{given} Brandstetter"
    return Pair(file, "author", printed, structs.replace(registered, authors=tuple(names)), "Brandstetter")


def tex(text: str) -> str:
    """Return a text with TeX's accents and commands, as authors type it."""
    text = text.replace("%", "\\%").replace("&", "\\&")
    for letter in set(text):
        base, *marks = list(unicodedata.normalize("NFD", letter))
        if len(marks) == 1 and marks[0] in TEX_ACCENTS:
            text = text.replace(letter, f"{{\\{TEX_ACCENTS[marks[0]]}{{{base}}}}}")
    return text.replace("–", "--").replace("“", "``").replace("”", "''")


def _texts(change: Callable[[str], str]) -> Callable[[Registered, random.Random], Registered]:
    def changed(registered: Registered, _: random.Random) -> Registered:
        title, abstract = change(registered.title), change(registered.abstract)
        return structs.replace(registered, title=title, abstract=abstract)

    return changed


def _emphasised(text: str) -> str:
    words = text.split(" ")
    words[1:2] = [f"\\emph{{{word}}}" for word in words[1:2]]
    return re.sub(r"\b(\d+)\b(?!\.\d)", r"$\1$", " ".join(words))


def _family_first(registered: Registered, _: random.Random) -> Registered:
    turned = tuple(" ".join([*name.split()[-1:], *name.split()[:-1]]) for name in registered.authors)
    return structs.replace(registered, authors=turned)


def _initials(registered: Registered, _: random.Random) -> Registered:
    short = tuple(f"{name[0]}. {name.split()[-1]}" for name in registered.authors)
    return structs.replace(registered, authors=short)


HONEST: Final[dict[str, Callable[[Registered, random.Random], Registered]]] = {
    "tex": _texts(tex),
    "commands": _texts(_emphasised),
    "upper case": _texts(str.upper),
    "lower case": _texts(str.lower),
    "ligatures": _texts(lambda text: text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")),
    "decomposed": _texts(lambda text: unicodedata.normalize("NFD", text)),
    "no hyphens": _texts(lambda text: re.sub(r"(?<=\w)-(?=\w)", " ", text)),
    "joined": _texts(lambda text: re.sub(r"(?<=[a-z])-(?=[a-z])", "", text)),
    "quotes": _texts(
        lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"').replace("–", "-")
    ),
    "lines": _texts(lambda text: "\n".join(text.split(" "))),
    "family first": _family_first,
    "initials": _initials,
}
"""Ways to write the same that must not be named."""


if __name__ == "__main__":
    main()
