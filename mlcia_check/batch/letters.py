"""Renders letters from a pack's own template in a worker process, because an untrusted template could loop
for ever: there it costs no more than its limits."""

from __future__ import annotations

from types import TracebackType
from typing import Final

from msgspec import Struct

from mlcia_check.errors import BrokenPack
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.chair.letter import BeforeDeadline, Letters, Subject
from mlcia_check.report.words.phrases import Lang
from mlcia_check.workers.limits import Limits, Lost
from mlcia_check.workers.worker import Worker

LIMITS: Final = Limits(seconds=5.0, megabytes=256)
"""Limits for one letter. A letter with a hundred findings takes 10 ms."""


class LetterRequest(Struct, frozen=True):
    """A letter to write, as for `Letters.write`."""

    subject: Subject
    lang: Lang


class Refusal(Struct, frozen=True):
    """The sentence that says why a template cannot be used."""

    sentence: str


class Render:
    """The task of the worker: renders a letter, or tries the template (None)."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._letters: Letters | None = None

    def __call__(self, asked: LetterRequest | None) -> str | Refusal:
        try:
            self._letters = self._letters or Letters(self._pack)
            return "" if asked is None else self._letters.write(asked.subject, asked.lang)
        except BrokenPack as problem:
            return Refusal(str(problem))


class BoundedLetters:
    """Writes the letters of a batch. The shipped template is trusted and rendered in this process, without a
    worker."""

    def __init__(self, pack: Pack, stage: BeforeDeadline | None = None) -> None:
        """Try the templates, before any paper is read. Raises BrokenPack if one cannot be used."""
        self._pack = pack
        self.stage = stage
        self._own = Letters(pack, stage) if stage or pack.letter is None else None
        self._reader = Worker(Render(pack), LIMITS)
        if self._own is None:
            self._answer(None)
            # The next worker starts with the first letter, which may be hours later.
            self._reader.end()
            self._reader = Worker(Render(pack), LIMITS)

    def __enter__(self) -> BoundedLetters:  # noqa: PYI034 - Self is not in Python 3.10's typing
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.end()

    def write(self, subject: Subject, lang: Lang) -> str:
        """Return the letter about one paper. Raises BrokenPack if the template exceeds its limits."""
        if self._own is not None:
            return self._own.write(subject, lang)
        return self._answer(LetterRequest(subject, lang))

    def _answer(self, asked: LetterRequest | None) -> str:
        answer = self._reader.ask(asked)
        if isinstance(answer, str):
            return answer
        self._reader.end()
        if isinstance(answer, Refusal):
            raise BrokenPack(answer.sentence)
        assert isinstance(answer, Lost)
        if answer.reason == "time-limit":
            raise BrokenPack(_sentence(self._pack, f"a letter takes longer than {answer.detail}"))
        raise BrokenPack(_sentence(self._pack, f"a letter takes more than {LIMITS.megabytes} MB of memory"))


def _sentence(pack: Pack, what: str) -> str:
    return f"pack {pack.name}: the template 'letter' cannot be used: {what}."
