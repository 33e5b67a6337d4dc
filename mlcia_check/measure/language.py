"""The language of the running text: by its script, then by its commonest words. No model is loaded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft import Draft
from mlcia_check.paper import Unmeasured

_FEWEST: Final = 700
"""Letters, ten lines of a column, below which nothing is said: the publisher's small print alone has
as many on a first page that has no text of its own to be told from."""

_READ: Final = 12_000
"""Characters that are read, spread evenly over a longer text: two pages tell as much as twenty."""

_HAN_WEIGHT: Final = 3
"""A Chinese character says about what three Latin letters do."""

_FEWEST_SHARE: Final = 0.15
"""Of all words, those that the best language must know: prose gives 0.3 to 0.5, a foreign one below 0.12."""

_AHEAD: Final = 1.4
"""How many times more words the best language knows than the second."""

_SCRIPTS: Final = (
    ("han", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"),
    ("kana", "\u3041-\u30fa\uff66-\uff9d"),
    ("ko", "\uac00-\ud7a3\u1100-\u11ff"),
    ("cyrillic", "\u0400-\u04ff"),
    ("el", "\u0386-\u03ce"),
    ("arabic", "\u0620-\u064a\u0671-\u06d3"),
    ("he", "\u05d0-\u05ea"),
    ("hi", "\u0904-\u0939"),
    ("th", "\u0e01-\u0e3a"),
    ("latin", "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\ufb00-\ufb06"),
)
_WORD: Final = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff]+")

_COMMON: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in a is that for we with as on are by this be it an from our can which or"
        " not at have these has their was each its were both between than all they also but how"
        " when where such if using",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es"
        " an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen"
        " so zum war kann durch oder wir",
        "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il"
        " sont avec ou son aux d l s n c cette nous être ces comme leur entre peut dont elle mais"
        " on été",
        "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero"
        " sus le ha este sí porque esta entre cuando muy sin sobre también hasta hay donde son ser"
        " desde está nos estos",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao"
        " ele das tem à seu sua ou ser quando muito há nos já está também só pelo pela até isso"
        " entre são este esta",
        "it": "di che e la il un a è per una in del non si con della i le da al dei sono come più nel"
        " alla ma o gli delle ha questo lo anche degli se ai tra dal nella essere dalla sul cui"
        " questa sia può loro",
        "nl": "de van het een en in is dat op te zijn met voor niet aan er die om ook als dan maar bij"
        " of uit nog naar worden door over wordt deze ze tot we heeft hebben kan meer geen dit"
        " tussen hun onze",
        "pl": "w i na z do się nie że jest to o dla od po przez oraz jak a za są ich ten tym co być"
        " może które który jego tego przy jej lub także tylko ze została można tych był",
        "ro": "de și în a la cu pe o din că un pentru este care nu mai sunt prin sau ale al ca se au fi"
        " dintre această acest fost între cele cel lui sa unei",
        "cs": "a v se na je že s z do o to i pro jako k jsou by ve od které který po podle při ale nebo"
        " však bylo být za tak jeho má může která mezi této",
        "sv": "och i att det som en på är av för med till den har de inte om ett men var vi kan från"
        " eller så sig vid när också mellan detta denna dessa",
        "da": "og i at det er en til på som af for med de den ikke har et om men var kan fra eller vi"
        " ved når også mellem dette denne disse bliver hvor",
        "fi": "ja on ei että se oli joka mutta kun ovat myös tai kuin sen ole mukaan voi olla sekä jos"
        " niin tämä tässä voidaan joita jotka",
        "hu": "a az és hogy nem is egy ez meg van azt csak ha már vagy mint de volt el lehet ezt ki"
        " ezek között amely nagyon kell valamint",
        "tr": "ve bir bu için ile de da olarak olan daha en çok gibi ise kadar veya ancak sonra"
        " tarafından her ne göre arasında olduğu bunun üzerinde değil",
        "id": "yang dan di dengan untuk dari ini pada dalam adalah itu tidak dapat atau oleh sebagai"
        " akan ke juga karena telah bahwa lebih antara secara tersebut kami",
        "vi": "và của là các có được trong cho một với những không để này khi đã từ người về như theo"
        " tại trên đến nhiều bằng chúng thể hoặc",
        "ca": "de la i el que a en les un els per amb una del es no al com són més aquest aquesta o"
        " seva seu també entre però dels ha pot ser hi",
    }.items()
}


_SHOWN: Final = (None, "caption", "float", "listing", "display", "footnote")
"""Roles of whatever the authors wrote themselves; small print and title block are the class's or names."""

_FEWEST_RUNNING: Final = 1500
"""Characters of running text that tell a language by themselves: a dozen lines."""


def language(lines: Sequence[Draft]) -> str | Unmeasured:
    """The language as an ISO 639-1 code; unmeasured where the text is too little, or of no known kind."""
    running = [line.text for line in lines if line.role is None and line.part != "bibliography"]
    if sum(map(len, running)) < _FEWEST_RUNNING:
        # a paper of boxes, listings or floats: whatever words it shows, if there are many
        shown = [line.text for line in lines if line.role in _SHOWN and line.part != "bibliography"]
        running = shown if sum(map(len, shown)) > 2 * _FEWEST_RUNNING else running
    step = max(1, sum(map(len, running)) // _READ)
    return language_of("\n".join(running[::step]))


def language_of(text: str) -> str | Unmeasured:
    """The language of a text. Words are compared in lower case, so that names count as unknown words."""
    counts = {name: len(re.findall(f"[{span}]", text)) for name, span in _SCRIPTS}
    weights = counts | {"han": _HAN_WEIGHT * counts["han"], "kana": _HAN_WEIGHT * counts["kana"]}
    total = sum(weights.values())
    if total < _FEWEST:
        return Unmeasured("too-little-text")
    # A Japanese sentence needs kana between its characters; a Chinese paper has some in an example at most.
    if counts["kana"] > 0.15 * (counts["han"] + counts["kana"]) and weights["kana"] > 0.1 * total:
        return "ja"
    script = max(weights, key=lambda name: weights[name])
    if script == "han":
        return "zh"
    if script == "latin":
        return _by_words(text)
    if script == "cyrillic":
        return "uk" if len(re.findall("[іїєґІЇЄҐ]", text)) > 0.02 * counts["cyrillic"] else "ru"
    if script == "arabic":
        return "fa" if re.search("[پچژگ]", text) else "ar"
    return script


def _by_words(text: str) -> str | Unmeasured:
    """A language in Latin letters, by how many of the words are among its commonest."""
    words = Counter(_WORD.findall(text.replace("-\n", "").lower()))
    known = Counter({name: sum(words[word] for word in common) for name, common in _COMMON.items()})
    total = sum(words.values())
    (best, most), (_, second) = known.most_common(2)
    if not total or most < _FEWEST_SHARE * total or most < _AHEAD * second:
        return Unmeasured("unknown-language")
    return best
