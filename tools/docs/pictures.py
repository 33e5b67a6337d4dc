"""Two pictures a rule, from fixtures: a paper that breaks it, its finding framed, and one that keeps it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct, structs
from PIL import Image, ImageDraw

from mlcia_check import rulebook
from mlcia_check.examination import Criteria, examine
from mlcia_check.model.geometry import Box
from mlcia_check.model.rule_pack import Rule
from mlcia_check.sources import Source

ROOT = Path(__file__).parents[2]
RULES = ROOT / "docs" / "rules"
FOLDER = RULES / "pictures"
LIST = FOLDER / "list.json"
PACK = "mlcia-2022"

OF_THE_FILE = "pdf-"
"""How the ids of rules begin whose fault no page shows."""

STRIP_WIDTH_PX, PAGE_WIDTH_PX = 640, 400
"""Pixels: of a strip as wide as its page, and of a whole page."""
STRIP_MIN_BP, STRIP_MAX_BP, AROUND_BP = 120.0, 280.0, 40.0
"""bp: a strip's height, and what is shown above and below its finding; what needs more is shown as a page."""
WEBP_QUALITY = 45


class Picture(Struct, frozen=True):
    """What a picture shows: the page of a fixture, as `sha256` has it, and the framed finding."""

    fixture: str
    sha256: str
    page: int
    frame: tuple[int, int, int, int] | None
    strip: tuple[int, int] | None

    @property
    def path(self) -> Path:
        return ROOT / "fixtures" / "pdf" / f"{self.fixture}.pdf"


@cache
def rules() -> tuple[Rule, ...]:
    return rulebook.load_pack(PACK).rules


@cache
def pictures() -> dict[str, Picture]:
    """Every picture by the name of its file; none for a rule whose fault shows on no page."""
    made = {}
    for rule in rules():
        broken = None if rule.id.startswith(OF_THE_FILE) else _broken(rule)
        if broken is None:
            continue
        made[f"{rule.id}-fail.webp"] = broken
        kept = _kept(rule, broken)
        if kept is not None:
            made[f"{rule.id}-pass.webp"] = kept
    return made


def listed() -> dict[str, Picture]:
    """The pictures that are there, as they were made."""
    return msgspec.json.decode(LIST.read_bytes(), type=dict[str, Picture])


def write() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    for name, picture in pictures().items():
        _drawn(picture).save(FOLDER / name, quality=WEBP_QUALITY, method=6)
    LIST.write_bytes(msgspec.json.format(msgspec.json.encode(pictures()), indent=1) + b"\n")


def _broken(rule: Rule) -> Picture | None:
    """The first failing case with a finding that has a page."""
    pack = structs.replace(rulebook.load_pack(PACK), rules=(_switched_on(rule),))
    for fixture in rule.cases.get("fail", ()):
        source = Source(fixture, file=str(ROOT / "fixtures" / "pdf" / f"{fixture}.pdf"))
        document = examine(source, Criteria(pack, (rule.id,), confirm=False))
        for finding in document.findings:
            if finding.rule == rule.id and finding.answer.place is not None:
                place = finding.answer.place
                return _picture(fixture, place.page, place.box)
    return None


def _switched_on(rule: Rule) -> Rule:
    """The rule as in a pack that asks for it."""
    return structs.replace(rule, severity="error") if rule.severity == "off" else rule


def _kept(rule: Rule, broken: Picture) -> Picture | None:
    """The same part of the same page of the first passing case that has such a page."""
    for fixture in rule.cases.get("pass", ()):
        picture = Picture(fixture, "", broken.page, None, broken.strip)
        count = _pages(picture.path)
        if count:
            page = min(broken.page, count)
            return Picture(fixture, _sha256(picture.path), page, None, broken.strip)
    return None


def _picture(fixture: str, page: int, box: Box | None) -> Picture:
    frame = None if box is None else (round(box.left), round(box.bottom), round(box.right), round(box.top))
    picture = Picture(fixture, "", page, frame, _strip(box))
    return Picture(fixture, _sha256(picture.path), page, frame, picture.strip)


def _strip(box: Box | None) -> tuple[int, int] | None:
    """Lower and upper edge of a strip around the box; None where the page is shown as a whole."""
    if box is None or box.top - box.bottom + 2 * AROUND_BP > STRIP_MAX_BP:
        return None
    around = max(AROUND_BP, (STRIP_MIN_BP - (box.top - box.bottom)) / 2)
    return round(box.bottom - around), round(box.top + around)


def _drawn(picture: Picture) -> Image.Image:
    import pypdfium2  # type: ignore[import-untyped]

    page = pypdfium2.PdfDocument(picture.path)[picture.page - 1]
    width, height = page.get_size()
    scale = (STRIP_WIDTH_PX if picture.strip else PAGE_WIDTH_PX) / width
    shown: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    if picture.frame:
        left, bottom, right, top = picture.frame
        edges = (left - 3, height - top - 3, right + 3, height - bottom + 3)
        ImageDraw.Draw(shown).rectangle([edge * scale for edge in edges], outline=(208, 0, 32), width=2)
    if picture.strip:
        low, high = picture.strip
        shown = shown.crop((0, int((height - high) * scale), shown.width, int((height - low) * scale)))
    ImageDraw.Draw(shown).rectangle((0, 0, shown.width - 1, shown.height - 1), outline=(190, 190, 190))
    return shown


def _pages(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
