"""How far a batch has come: a bar on a terminal, else a line every few seconds on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import Final

from mlcia_check.model.judged import Verdict
from mlcia_check.report.styled_lines import width, wrapped
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support.printable import printable

LINE_INTERVAL_SECONDS: Final = 10.0
REDRAWS_PER_SECOND: Final = 4
NAME_MAX_CELLS: Final = 40
VERDICTS: Final[tuple[Verdict, ...]] = ("pass", "fail", "review", "unreadable")


class Tally:
    """Counts papers as they are done, and knows the rate, the time left and the paper that is waited for."""

    def __init__(self, total: int, lang: Lang) -> None:
        self.total = total
        self.verdicts: Counter[Verdict] = Counter()
        self.kept = 0
        self._lang = lang
        self._in_hand: dict[str, None] = {}
        self._began = time.monotonic()

    @property
    def finished(self) -> int:
        return self.verdicts.total()

    def begun(self, path: str) -> None:
        self._in_hand[path] = None

    def done(self, path: str, verdict: Verdict, *, kept: bool) -> None:
        self._in_hand.pop(path, None)
        self.verdicts[verdict] += 1
        self.kept += kept

    def again(self, papers: int) -> None:
        """Count anew: so many papers are judged a second time."""
        self.total = papers
        self.verdicts.clear()
        self.kept = 0
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    @property
    def rate(self) -> float:
        """Papers read a second, those of an earlier run left out."""
        return (self.finished - self.kept) / max(self.seconds, 0.001)

    def sentence(self) -> str:
        """ "120 of 800, 8.1 a second, 1:24 left: 100 pass, 15 fail"."""
        of = phrase(self._lang, "batch.of", n=f"{self.finished:,}", total=f"{self.total:,}")
        rate = phrase(self._lang, "batch.rate", n=f"{self.rate:.1f}")
        parts = [of, rate]
        if self.rate and self.finished < self.total:
            left = clock((self.total - self.finished) / self.rate)
            parts.append(phrase(self._lang, "batch.left", time=left))
        join = phrase(self._lang, "join")
        return join.join(parts) + phrase(self._lang, "at") + self.counts()

    def counts(self) -> str:
        return phrase(self._lang, "join").join(
            phrase(self._lang, f"summary.{verdict}", n=f"{self.verdicts[verdict]:,}")
            for verdict in VERDICTS
            if self.verdicts[verdict]
        )

    def in_hand(self) -> str:
        """Return the paper that was begun first of those that are not done."""
        name = printable(next(iter(self._in_hand), ""))
        return (
            name if width(name) <= NAME_MAX_CELLS else "…" + wrapped(name[::-1], NAME_MAX_CELLS - 1)[0][::-1]
        )


class Lines(Tally):
    """Progress in a pipe or a log."""

    def __init__(self, total: int, lang: Lang) -> None:
        super().__init__(total, lang)
        self._said = time.monotonic()

    def __enter__(self) -> Lines:  # noqa: PYI034 - Self is not in Python 3.10's typing
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def done(self, path: str, verdict: Verdict, *, kept: bool) -> None:
        super().done(path, verdict, kept=kept)
        now = time.monotonic()
        if now - self._said >= LINE_INTERVAL_SECONDS:
            self._said = now
            sys.stderr.write(f"mlcia-check: {self.sentence()}\n")
            sys.stderr.flush()


class ProgressBar(Tally):
    """Progress on a terminal."""

    def __init__(self, total: int, lang: Lang) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        super().__init__(total, lang)
        self._progress = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True),
            transient=True,
            refresh_per_second=REDRAWS_PER_SECOND,
        )
        self._task = self._progress.add_task("", total=total)

    def __enter__(self) -> ProgressBar:  # noqa: PYI034
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def begun(self, path: str) -> None:
        super().begun(path)
        self._show()

    def done(self, path: str, verdict: Verdict, *, kept: bool) -> None:
        super().done(path, verdict, kept=kept)
        self._show()

    def again(self, papers: int) -> None:
        super().again(papers)
        self._progress.update(self._task, total=papers)
        self._show()

    def _show(self) -> None:
        hand = self.in_hand()
        said = self.sentence() + (f"  {hand}" if hand else "")
        self._progress.update(self._task, completed=self.finished, description=said)


def progress(total: int, lang: Lang) -> Lines | ProgressBar:
    """Return a bar where standard error is a terminal, lines where it is none."""
    return ProgressBar(total, lang) if sys.stderr.isatty() else Lines(total, lang)


def clock(seconds: float) -> str:
    """Return minutes and seconds, hours before them where there are any: 1:24, 2:05:09."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
