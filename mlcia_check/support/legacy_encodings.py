"""Decodes names in East Asian encodings that are not stated: names in archives, names of fonts.

One encoding is chosen for all names of one origin. Each candidate decodes all of them, and the candidate
with the most common letters wins: bytes of one encoding that are also valid in another turn into rare
characters there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple


def decoded(names: Sequence[bytes], fallback: str) -> list[str]:
    """Return the names as their sender saw them; decode them with `fallback` if no codec gives common
    letters.

    UTF-8 is recognized for each name separately: text in another encoding is hardly ever valid UTF-8.

    """
    texts = [_utf8(name) for name in names]
    rest = [name for name, text in zip(names, texts, strict=True) if text is None]
    if not rest:
        return [text or "" for text in texts]
    best = _best(rest)
    if best is None and len(rest) > 1:
        return [
            decoded([name], fallback)[0] if text is None else text
            for name, text in zip(names, texts, strict=True)
        ]
    best = best or fallback
    return [
        name.decode(best, "replace") if text is None else text
        for name, text in zip(names, texts, strict=True)
    ]


_NAMES_MIN_SCORE: Final = 0.5
"""Below this score, half of the letters are rare: accented letters of code page 437 decode to rare ones."""

_SAMPLE_MAX_NAMES: Final = 300
"""Number of names that are scored letter by letter; the others need only be decodable."""

_FREQUENT_SCORE: Final = 2.0
"""Extra score of a letter that is one of the most frequent."""

_SECOND_LEVEL_SCORE: Final = 0.55
"""Score of a less common character: a name can be a single rare surname."""


class _Candidate(NamedTuple):
    """A codec, the two-byte codes of its common and less common letters, and its most frequent letters."""

    codec: str
    common: tuple[tuple[int, int], ...]
    rarer: tuple[tuple[int, int], ...]
    frequent: str


_CHINESE: Final = (
    "的一是了在不有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
    "种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点"
    "从业本去把性好应开合还因由其前外天政四日社义事平形相全表间样与关各重新线内数正心反明看原利比质气"
    "第向道变条只结解问意建月公无系情者最立代已通并提直题程展五果料象员位入常文总次品式活设及管特件长"
    "求头基资边流路级少图山统接知较将组见计别手期根论运指几区强放决被做必先回则任取据处世车稿投篇研究"
    "参考摘要附录网络安密码隐私模攻击防御习联邦识检测算综述终改版陈李王张刘杨黄赵周吴徐孙马胡朱郭何林"
    "宋黑楷仿细标隶书幼圆微软雅华简匿名审回复补充材匿证明报告"
)
"""Simplified characters; Traditional ones are folded before they are looked up."""

_KANA: Final = "".join(map(chr, range(0x3041, 0x30FF)))
_KOREAN: Final = (
    "이다의는에을를가고지하한기사인도로시자정보안연구논문개서리어해스아과대부원나라은들제수일주전상성게"
    "학년관공그장국여조생용무합니최종김박강윤임바탕굴림돋움궁맑딕명신발표동물모델회본석선영민준부록투파험차"
)

_CANDIDATES: Final = (
    _Candidate("gb18030", ((0xA1A1, 0xA3FE), (0xB0A1, 0xD7F9)), ((0xD8A1, 0xF7FE),), _CHINESE),
    _Candidate("big5hkscs", ((0xA140, 0xA3BF), (0xA440, 0xC67E)), ((0xC940, 0xF9D5),), _CHINESE),
    _Candidate("cp932", ((0x8140, 0x8396), (0x889F, 0x9872)), ((0x989F, 0xEAA4),), _CHINESE + _KANA),
    _Candidate("cp949", ((0xA1A1, 0xA3FE), (0xB0A1, 0xC8FE)), (), _KOREAN),
)
"""In order of likelihood, for names that several codecs decode equally well."""


_WORDS: Final = re.compile(r"(?<![^\x00-\x7f])[A-Za-z]*[^\x00-\x7f][A-Za-z]*(?![^\x00-\x7f])|[^\x00-\x7f]+")
"""A single letter beyond ASCII with those of ASCII beside it, as in "naïve"; or several such letters."""

_LAST_ACCENTED_CODE: Final = 0xA5
"""The last accented letter of code page 437; a code that begins with such a byte may be a letter
in a word."""


def _utf8(name: bytes) -> str | None:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _best(names: Sequence[bytes]) -> str | None:
    """Return the codec that decodes all names and gives the most common letters; None if none
    decodes them.
    """
    sample = names[:_SAMPLE_MAX_NAMES]
    best, score = None, _NAMES_MIN_SCORE
    for candidate in _CANDIDATES:
        found = _score(sample, candidate)
        if found > score and all(_reads(name, candidate.codec) for name in names):
            best, score = candidate.codec, found
    return best


def _reads(name: bytes, codec: str) -> bool:
    try:
        name.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _score(names: Sequence[bytes], candidate: _Candidate) -> float:
    """Return how common the non-ASCII letters are under this codec, 0 if it cannot decode all names."""
    try:
        words = [word for name in names for word in _WORDS.findall(name.decode(candidate.codec))]
    except UnicodeDecodeError:
        return 0.0
    weights = [_weight(letter, candidate, word) for word in words for letter in word if letter > "\x7f"]
    return sum(weights) / max(len(weights), 1)


def _weight(letter: str, candidate: _Candidate, word: str) -> float:
    from mlcia_check.support.traditional_chinese import simplified

    code = int.from_bytes(letter.encode(candidate.codec), "big")
    if code >> 8 <= _LAST_ACCENTED_CODE and (word[0] <= "\x7f" or word[-1] <= "\x7f"):
        return 0.0
    if any(first <= code <= last for first, last in candidate.common):
        return 1.0 + _FREQUENT_SCORE * (simplified(letter) in candidate.frequent)
    return _SECOND_LEVEL_SCORE if any(first <= code <= last for first, last in candidate.rarer) else 0.0
