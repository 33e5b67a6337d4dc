"""The tables of docs/accuracy.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from mlcia_check import rulebook
from tools.bench.random_papers.building import Made
from tools.bench.random_papers.cheats import CHEATS
from tools.bench.random_papers.judging import Judged
from tools.bench.random_papers.thresholds import Spread, spreads

BEGIN, END = "<!-- tables begin -->\n", "<!-- tables end -->\n"
FOUND_MIN_SHARE = 0.99


def write(path: Path, made: list[Made], judged: list[Judged]) -> None:
    """Put the tables between their marks in a document."""
    text = path.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    path.write_text(f"{before}{BEGIN}{tables(made, judged)}{END}{after}", encoding="utf-8")


def tables(made: list[Made], judged: list[Judged]) -> str:
    """All tables, as Markdown."""
    pack = rulebook.load_pack(rulebook.DEFAULT_PACK)
    parts = (
        ("Papers", _papers(made, judged)),
        ("Findings on conforming papers", _honest(judged)),
        ("Cheats", _cheats(judged)),
        ("Thresholds", _thresholds(list(spreads(judged, pack)))),
    )
    return "".join(f"\n### {title}\n\n" + "\n".join(rows) + "\n" for title, rows in parts) + "\n"


def _papers(made: list[Made], judged: list[Judged]) -> Iterator[str]:
    honest = [one for one in judged if not one.made.cheat]
    engines = Counter(one.made.engine for one in honest).most_common()
    left_out = Counter(bool(one.cheat) for one in made if one.trouble)
    rows: tuple[tuple[str, object], ...] = (
        ("conforming papers", len(honest)),
        ("their engines", ", ".join(f"{count} {name}" for name, count in engines)),
        ("of them Chinese", sum(one.made.language == "zh" for one in honest)),
        ("false alarms (verdict other than pass)", sum(one.verdict != "pass" for one in honest)),
        ("cheated variants", len(judged) - len(honest)),
        ("papers left out: did not compile, or too short or too long", left_out[False]),
        ("variants left out: did not compile, or poppler does not see the cheat", left_out[True]),
    )
    yield "| | |\n| --- | --- |"
    for name, value in rows:
        yield f"| {name} | {value} |"


def _honest(judged: list[Judged]) -> Iterator[str]:
    honest = [one for one in judged if not one.made.cheat]
    papers: Counter[tuple[str, str, str]] = Counter()
    for one in honest:
        papers.update({(found.rule, found.case, found.severity) for found in one.found})
    yield "| rule | case | severity | papers |\n| --- | --- | --- | --- |"
    for (rule, case, severity), count in sorted(papers.items()):
        yield f"| `{rule}` | {case} | {severity} | {count} |"


def _cheats(judged: list[Judged]) -> Iterator[str]:
    by_cheat: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_cheat[one.made.cheat].append(one)
    yield "| cheat | size | asked for | variants | found | share |\n| --- | --- | --- | --- | --- | --- |"
    for cheat in sorted(CHEATS, key=lambda cheat: (cheat.family, cheat.size)):
        variants = by_cheat[cheat.name]
        found = sum(one.has(cheat.rules) for one in variants)
        share = f"{found / len(variants):.1%}" if variants else ""
        yield (
            f"| {cheat.family} | {cheat.name.rpartition('-')[2]} | {'yes' if cheat.target else ''} "
            f"| {len(variants)} | {found} | {share} |"
        )


def _thresholds(rows: list[Spread]) -> Iterator[str]:
    yield (
        "| measure | rule | limit | conforming: extreme, 1%, median | cheats: size, 1%, median, 99% |\n"
        "| --- | --- | --- | --- | --- |"
    )
    for row in rows:
        if not row.honest:
            continue
        honest = row.honest[::-1] if row.threshold.most else row.honest
        low = f"{_show(honest[0])}, {_show(_at(honest, 0.01))}, {_show(_at(honest, 0.5))}"
        cheated = "; ".join(
            f"{cheat.name}: {_show(_at(values, 0.01))}, {_show(_at(values, 0.5))}, {_show(_at(values, 0.99))}"
            for cheat, values in row.cheated.items()
        )
        threshold = row.threshold
        head = f"{threshold.title} ({threshold.unit}) | `{threshold.rule}`"
        yield f"| {head} | {_show(row.limit)} | {low} | {cheated} |"


def _at(values: tuple[float, ...], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def _show(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 2 else f"{value:.2f}"


def alarms(judged: list[Judged]) -> str:
    """What a developer has to look at: findings on honest papers, and cheats that pass."""
    rules = {cheat.name: cheat for cheat in CHEATS}
    rows = []
    for one in judged:
        if not one.made.cheat:
            rows += [
                f"{one.verdict} {one.made.pdf} {found.rule} {found.severity} {found.case} p{found.page} "
                f"{found.measured} {found.words}"
                for found in one.found
                if found.severity in {"error", "review"}
                or (found.rule, found.case) != ("text-block", "overfull")
            ]
        elif rules[one.made.cheat].target and not one.has(rules[one.made.cheat].rules):
            rows.append(f"missed {one.made.cheat} {one.made.pdf}")
    return "\n".join(rows)
