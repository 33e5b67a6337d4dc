"""The packs of one pack file: one for each stage and kind of paper, each resolved once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec
from msgspec import structs

from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import Pack, PackChoice, Rule, Variant

KIND_CHECK: Final = "paper-kind"
"""The check by which a paper of unknown kind goes to review."""


class PackFamily:
    """A pack with its stages and kinds of paper."""

    def __init__(self, plain: Pack, resolved: Callable[[Variant], Pack]) -> None:
        """`plain` is the pack without what differs at any stage; `resolved` makes that of a variant."""
        self.plain = plain
        self._resolve = resolved
        self._packs: dict[Variant, Pack] = {}

    def pack(self, stage: str = "", kind: str = "") -> Pack:
        """Return the pack for a stage and a kind of paper, "" for the pack's default.

        Without a default kind, the pack sends every paper to review. Raises UsageProblem for a name that the
        pack does not have, and if it has stages, but no default, and `stage` is "".
        """
        variant = Variant(self._stage(stage), self._kind(kind))
        if self.plain.kinds and not variant.kind:
            return self._of_unknown_kind(variant)
        return self._of(variant)

    def choice(self, stage: str = "", kind: str = "") -> PackChoice:
        """Return the pack for a stage with that of each kind of paper; only that of `kind` if it is given.

        Raises UsageProblem as `pack` does.
        """
        usual = self.pack(stage, kind)
        if kind:
            return PackChoice(usual)
        return PackChoice(usual, {name: self.pack(stage, name) for name in self.plain.kinds})

    def every(self) -> Iterator[Pack]:
        """Yield the pack for each stage and kind."""
        for stage in self.plain.stages or ("",):
            for kind in self.plain.kinds or ("",):
                yield self._of(Variant(stage, kind))
            if self.plain.kinds and not self.plain.default.kind:
                yield self.pack(stage)

    def of_hash(self, sha256: str) -> Pack | None:
        """Return the pack whose resolved content has this hash, None if there is none."""
        return next((pack for pack in self.every() if pack.sha256 == sha256), None)

    def _stage(self, name: str) -> str:
        pack, known = self.plain.name, self.plain.stages
        if name and not known:
            raise UsageProblem(f"pack {pack} has no stages; name none.")
        if name and name not in known:
            raise UsageProblem(f"pack {pack} has no stage '{name}'; it has {', '.join(known)}.")
        if known and not name and not self.plain.default.stage:
            raise UsageProblem(f"pack {pack} has the stages {', '.join(known)}; name one with --stage.")
        return name or self.plain.default.stage

    def _kind(self, name: str) -> str:
        pack, known = self.plain.name, self.plain.kinds
        if name and not known:
            raise UsageProblem(f"pack {pack} has no kinds; name none.")
        if name and name not in known:
            raise UsageProblem(f"pack {pack} has no kind '{name}'; it has {', '.join(known)}.")
        return name or self.plain.default.kind

    def _of(self, variant: Variant) -> Pack:
        if variant == Variant():
            return self.plain
        if variant not in self._packs:
            self._packs[variant] = self._resolve(variant)
        return self._packs[variant]

    def _of_unknown_kind(self, variant: Variant) -> Pack:
        if variant not in self._packs:
            kinds = [self._of(Variant(variant.stage, kind)) for kind in self.plain.kinds]
            stage = self._resolve(variant) if variant.stage else self.plain
            self._packs[variant] = _of_any_kind(stage, kinds)
        return self._packs[variant]


def refuse_variant_of_resolved(pack: Pack, stage: str, kind: str) -> None:
    """Raise UsageProblem for a stage or a kind beside a pack that is resolved for one already."""
    if stage or kind:
        raise UsageProblem(
            f"pack {pack.full_name} is resolved already; name its stage and kind when it is loaded."
        )


def _of_any_kind(pack: Pack, kinds: Sequence[Pack]) -> Pack:
    """Return the pack for papers of unknown kind, which a person looks at.

    What all kinds demand stays. What differs between them can only ask a person, since the paper may be of
    the kind that allows it.
    """
    # Most packs have no kinds, and hashing is not needed to read them.
    from mlcia_check.rulebook.pack_hash import hashed

    names = tuple(kind.kind for kind in kinds)
    by_id = [{rule.id: rule for rule in kind.rules} for kind in kinds]
    rules = []
    for rule in pack.rules:
        versions = [rules_of_kind[rule.id] for rules_of_kind in by_id]
        is_same = len({msgspec.json.encode(version) for version in versions}) == 1
        if rule.check == KIND_CHECK:
            params = structs.replace(rule.params, kinds=names)
            rules.append(structs.replace(rule, severity="review", params=params))
        else:
            rules.append(versions[0] if is_same else _as_question(rule, versions))
    return hashed(structs.replace(pack, rules=tuple(rules)))


def _as_question(rule: Rule, versions: Sequence[Rule]) -> Rule:
    """Return a rule that differs between kinds with the severity `review`, off if no kind asks it."""
    asked = [version for version in versions if version.severity != "off"]
    first = rule if rule.severity != "off" or not asked else asked[0]
    return structs.replace(first, severity="review" if asked else "off")
