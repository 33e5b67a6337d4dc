"""How large letters look and how much room they take, against what their typeface has at their size.

A font's outlines, its advances, the widths in the file and the distances between letters can all be
changed, while each text object goes on saying 9pt. What is seen of them is the height of the glyphs' boxes
and how long a line is: both are held against the typeface that the font's name promises.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.gutters import Interval
from mlcia_check.measure.lines.rows import extents, from_left
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Role, SetWidth
from mlcia_check.model.pdf_facts import FIRST_WIDE, Facts, TextRun
from mlcia_check.model.typefaces import ADVANCE_UNITS_PER_EM, Advances, Typeface, typeface, upright

_RISING: Final = frozenset("bdhkl")
_HANGING: Final = frozenset("gpqy")

_HANGING_MIN_EM: Final = 0.165
"""em below the baseline that descenders reach, at 70% of their size too; commas and a small Q do not."""

_AS_DRAWN_MIN_RATIO: Final = 0.975
"""Of its typeface's height: a glyph's box is exact to a thousandth of the em, the tables to 1%."""

_SAMPLES_MIN: Final = 3
"""Sampled lines of a font and size without which their letters' height says nothing."""

_LONG_MIN_CHARACTERS: Final = 20
"""Characters of a line from which on the side bearings at its ends are little of it."""

_MEASURED_MIN_SHARE: Final = 0.5
"""Of a line's length: what is set in known typefaces; the rest is formulas, and names in other fonts."""

_BODY_STEP_LINES: Final = 2
"""Every second line of the body is measured: some fifty of a page show its letters' width to 0.3%."""

_OF_BODY_MIN_SIZES: Final = 0.95
"""Of the body's size: a mean that formulas lower stays above it; 9pt in a paper of 10pt is below."""

_AS_LARGE_MIN_SIZES: Final = 0.9
"""Of a line's size: superscripts and limits are smaller."""

_OTHER_ROW_MIN_SIZES: Final = 0.6
"""Of a line's size, from baseline to baseline: raised words stand less far off, rows further."""

_OTHER_ROW_MIN_SHARE: Final = 0.2
"""Of a line's characters: a word that somebody raised is no row."""

_CODES: Final = "cp1252"
"""An encoding in one byte that has all characters of `Typeface.advances`; all others have no advance."""

_SETTABLE_ROLES: Final[frozenset[Role]] = frozenset(("body", "reference", "footnote"))


class _TextWidths:
    """How wide texts are in a typeface.

    The advances are two tables of bytes, for `bytes.translate`: a text is looked up at once, not by letters.
    """

    def __init__(self, advances: Advances) -> None:
        self._advances = advances

    @cached_property
    def _tables(self) -> tuple[bytes, bytes]:
        """The high and the low bytes of the advances by code."""
        by_code = [self._advances[character] for character in bytes(range(256)).decode(_CODES, "replace")]
        return bytes(advance >> 8 for advance in by_code), bytes(advance & 0xFF for advance in by_code)

    def width(self, text: str) -> int:
        """Return how wide a text is, in units of `ADVANCE_UNITS_PER_EM`."""
        codes = text.encode() if text.isascii() else text.encode(_CODES, "ignore")
        high, low = self._tables
        return (sum(codes.translate(high)) << 8) + sum(codes.translate(low))


class GlyphSizes:
    """The typefaces of a document's fonts, by number, and where its text says other words than it shows."""

    def __init__(self, facts: Facts) -> None:
        # a font that is not embedded says nothing: its glyphs are those of another one in its place
        self._faces = [typeface(font.like or font.name) if font.embedded else None for font in facts.fonts]
        self._names = [font.like or font.name for font in facts.fonts]
        by_face = {id(face): _TextWidths(face.advances) for face in self._faces if face is not None}
        unknown = _TextWidths(Advances())
        self._widths = [by_face.get(id(face), unknown) for face in self._faces]
        self._spoken = {
            page.number: [
                replaced.box
                for replaced in page.replaced
                if not replaced.image
                and "".join(replaced.told.split()) != "".join((replaced.painted or "").split())
            ]
            for page in facts.pages
            if page.replaced
        }

    def set_height_ratios(self, lines: Sequence[DraftLine]) -> None:
        """Set `DraftLine.height_ratio` of lines whose letters are lower than their typeface has them.

        Lines come in reading order.

        Boxes show it where a run has an ascender and a descender and nothing taller, and samples of single
        letters for the lines between two of them in one font and size.
        """
        sampled: defaultdict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        for place, line in enumerate(lines):
            face = self._faces[line.font]
            if face is None or line.weight < _LONG_MIN_CHARACTERS:
                continue
            # all but every line of honest text ends here
            if line.top - line.bottom < _AS_DRAWN_MIN_RATIO * face.extent * line.size_bp:
                line.height_ratio = _drawn(line, face)
            for run in line.runs:
                if run.x_height_em is not None and (own := self._faces[run.font]):
                    sampled[run.font, round(run.size_bp)].append((place, run.x_height_em / own.short))
        lower = {
            kind: samples
            for kind, samples in sampled.items()
            if len(samples) >= _SAMPLES_MIN and min(ratio for _, ratio in samples) < _AS_DRAWN_MIN_RATIO
        }
        if lower:
            for place, line in enumerate(lines):
                samples = lower.get((line.font, round(line.size_bp)))
                if samples is not None and line.weight >= _LONG_MIN_CHARACTERS:
                    ratio = max(ratio for _, ratio in _next_to(place, samples))
                    line.height_ratio = min(line.height_ratio, ratio if ratio < _AS_DRAWN_MIN_RATIO else 1.0)

    def set_widths(self, lines: Iterable[DraftLine], body_bp: float) -> tuple[SetWidth, ...]:
        """Return how long lines of text are over what their letters take in their typeface, by page and role.

        Lines in a typeface that is not known are apart.

        Floats, captions, rows of cells, and words that stand in for others (ActualText) are left out, and
        what is smaller than the body's `body_bp`: an abstract in type of its own. A line that stands several
        times on its page, as of a sample text, counts once: TeX shrinks or stretches all of them alike.
        A paper that is set in italics throughout is held against the upright type that the format has.
        """
        lines = list(lines)
        self._hold_upright(lines)
        found: defaultdict[tuple[int, Role, bool], list[tuple[float, float]]] = defaultdict(list)
        seen: set[tuple[int, str]] = set()
        body = 0
        for line in lines:
            role = line.role
            if role not in _SETTABLE_ROLES or line.weight < _LONG_MIN_CHARACTERS or line.has_cells:
                continue
            if role == "body":
                if line.size_bp < _OF_BODY_MIN_SIZES * body_bp:
                    continue
                body += 1
                if body % _BODY_STEP_LINES:
                    continue
            spoken = self._spoken.get(line.page)
            if spoken and any(map(line.box.overlaps, spoken)):
                continue
            if (line.page, line.text) in seen:
                continue
            seen.add((line.page, line.text))
            lengths = self._lengths(line)
            if lengths is not None:
                face = self._faces[line.font]
                found[line.page, role, face is not None and face.known].append(lengths)
        return tuple(
            SetWidth(
                page,
                role,
                len(lengths),
                sum(real for real, _ in lengths),
                sum(own for _, own in lengths),
                known,
            )
            for (page, role, known), lengths in sorted(found.items())
        )

    def _hold_upright(self, lines: Sequence[DraftLine]) -> None:
        """Take the upright style for the font of most of the running text: theorems alone are fewer."""
        weights: defaultdict[int, int] = defaultdict(int)
        for line in lines:
            if line.role == "body" and line.full and line.part != "bibliography":
                weights[line.font] += line.weight
        main = max(weights, key=weights.__getitem__, default=-1)
        face = self._faces[main] if 2 * weights[main] > sum(weights.values()) else None
        if face is not None and (own := upright(self._names[main])) is not face:
            self._faces[main], self._widths[main] = own, _TextWidths(own.advances)

    def _lengths(self, line: DraftLine) -> tuple[float, float] | None:
        """Return how long a line's letters and spaces are, and would be by the typeface; None where few are
        known.

        What is set in other fonts is taken off: formulas, and names in a typeface that is not known. What
        stands below or above letters, as the glyphs of a wavy underline do, has no place of its own.
        Chinese is set on a grid of one em, in any typeface (see `TextRun.tracking_em`).
        """
        face = self._faces[line.font]
        if face is None or (not line.text.isascii() and max(line.text) >= FIRST_WIDE):
            return None
        if len(line.runs) > 1 and _is_two_rows(line):
            return None
        real = line.right - line.left
        if len(line.runs) == 1 and line.runs[0].mapped:
            own = self._widths[line.font].width(line.text) * line.size_bp * line.horizontal_scale
        else:
            own = 0.0
            spaces = line.text.count(" ")
            letters: list[TextRun] = []
            others: list[Box] = []
            for run in line.runs:
                its = self._faces[run.font]
                text = run.text.strip()
                if its is None or not run.mapped or (face.known and not its.known):
                    others.append(run.box)
                else:
                    letters.append(run)
                    own += self._widths[run.font].width(text) * run.size_bp * run.horizontal_scale
                spaces -= text.count(" ")
            if others:
                covered = extents(from_left(letters), 0.0)
                real -= sum(_beside(box, covered) for box in others)
            own += spaces * face.advances[" "] * line.size_bp * line.horizontal_scale
        own /= ADVANCE_UNITS_PER_EM
        return (real, own) if own > _MEASURED_MIN_SHARE * (line.right - line.left) else None


def _beside(box: Box, covered: Sequence[Interval]) -> float:
    """Return the length of the part of a box that no letters stand above or below.

    `covered` are the stretches of x that the letters of the line cover, from the left.
    """
    length = box.right - box.left
    for begin, end in islice(covered, bisect_left(covered, box.left, key=itemgetter(1)), None):
        if begin >= box.right:
            break
        length -= min(box.right, end) - max(box.left, begin)
    return length


def _next_to(place: int, samples: Sequence[tuple[int, float]]) -> Sequence[tuple[int, float]]:
    """Return the samples before and after a place, or the two nearest ones at an end."""
    after = bisect_left(samples, (place + 1, 0.0))
    first = min(max(after - 1, 0), len(samples) - 2)
    return samples[first : first + 2]


def _is_two_rows(line: DraftLine) -> bool:
    """Return whether much of a line's text stands on another baseline: rows beside an initial are read as
    one.
    """
    far = _OTHER_ROW_MIN_SIZES * line.size_bp
    baselines = [run.baseline_bp for run in line.runs]
    if max(baselines) - min(baselines) <= far:
        return False
    apart = sum(
        [
            len(run.text)
            for run in line.runs
            if abs(run.baseline_bp - line.baseline_bp) > far
            and run.size_bp > _AS_LARGE_MIN_SIZES * line.size_bp
        ]
    )
    return apart > _OTHER_ROW_MIN_SHARE * len(line.text)


def _drawn(line: DraftLine, face: Typeface) -> float:
    """Return the height of a line's letters over the typeface's, where letters of one run rise and hang; else
    1.

    Small capitals neither rise nor hang, whatever letters they stand for.
    """
    shown = [
        (run.box.top - run.box.bottom) / run.size_bp
        for run in line.runs
        if run.font == line.font
        and run.baseline_bp - run.box.bottom > _HANGING_MIN_EM * run.size_bp
        and (run.text.isascii() or not any(map(_is_accented, run.text)))
        and not _RISING.isdisjoint(run.text)
        and not _HANGING.isdisjoint(run.text)
    ]
    return min(max(shown) / face.extent, 1.0) if shown else 1.0


def _is_accented(character: str) -> bool:
    """Return whether it has an accent or a cedilla, which reach further up or down; dashes do not."""
    return character > "\x7f" and character.isalpha()
