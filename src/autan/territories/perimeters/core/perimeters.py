"""Perimeters through time: which commune and EPCI of a vintage hold any code, and what changed between two vintages.

The passage between them is made, and tables added over it, by `core/perimeter_sql.py`. The algorithm, with an example
and its limits, is in docs/algorithms/perimeters.md.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from autan.ground.errors import DomainError


class CommuneWithoutEpciError(DomainError):
    """Communes of a table belong to no EPCI of the vintage.

    `communes`: code and name of each, sorted by code; the name is empty when no vintage knows the code.
    """

    def __init__(self, vintage: int, communes: Sequence[tuple[str, str]]) -> None:
        self.vintage = vintage
        self.communes = tuple(communes)
        shown = ", ".join(f"{code} {name or '(code inconnu)'}" for code, name in self.communes[:10])
        rest = "…" if len(self.communes) > 10 else ""
        super().__init__(
            "{count} commune(s) sans EPCI en {vintage}\u00a0: {shown}{rest}",
            count=len(self.communes),
            vintage=vintage,
            shown=shown,
            rest=rest,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterChange:
    """What changed between two perimeters of one territory; every list is sorted.

    Attributes:
        joined: codes of the communes whose ground came in.
        left: codes of the communes whose ground went out.
        merged: former code and code it became, for communes that are still inside under another code.
        restored: code that came back and code that held it, for communes that were inside under another code.
    """

    joined: tuple[str, ...]
    left: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]
    restored: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneHolders:
    """The communes of a vintage and the other codes whose ground they hold, to compare many territories.

    Attributes:
        communes: codes of the vintage.
        holder_of: commune that holds the ground of each code that is not one of the vintage.
        held_by: codes, not of the vintage, whose ground each commune holds.
    """

    communes: Set[str]
    holder_of: Mapping[str, str]
    held_by: Mapping[str, tuple[str, ...]]

    @classmethod
    def of_passage(cls, communes: Set[str], passage: Iterable[tuple[str, str]]) -> "CommuneHolders":
        """Read the communes of a vintage, and `source_code, insee_code` of the passage of the other codes."""
        holder_of = dict(passage)
        held_by: dict[str, tuple[str, ...]] = {}
        for code, commune in holder_of.items():
            held_by[commune] = (*held_by.get(commune, ()), code)
        return cls(communes=communes, holder_of=holder_of, held_by=held_by)


def compare_perimeters(
    before: Iterable[str], after: Iterable[str], *, holders_before: CommuneHolders, holders_after: CommuneHolders
) -> PerimeterChange:
    """State what changed between two perimeters of one territory.

    Codes are compared by the ground that they stand for: a commune that merged inside the territory has not left it,
    and one that came back under its own code inside it has not joined it.

    Args:
        before: codes of the communes in the older vintage.
        after: codes of the communes in the newer vintage.
        holders_before: who holds the ground of each code in the older vintage.
        holders_after: the same in the newer vintage.
    """
    old, new = set(before), set(after)
    later, earlier = holders_after.holder_of, holders_before.holder_of
    went = {code: later.get(code, code) for code in old}
    came = {code: earlier.get(code, code) for code in new - set(went.values())}
    restored = {code: holder for code, holder in came.items() if holder in old}
    inside = (code for commune in old for code in (commune, *holders_before.held_by.get(commune, ())))
    split_off = {code for code in inside if code in holders_after.communes}
    return PerimeterChange(
        joined=tuple(sorted(came.keys() - restored.keys())),
        left=tuple(sorted({code for code, place in went.items() if place not in new} | (split_off - new))),
        merged=tuple(sorted((code, place) for code, place in went.items() if code != place and place in new)),
        restored=tuple(sorted(restored.items())),
    )


THRESHOLD = 20_000
"""Inhabitants above which an EPCI with own taxation prepares a PCAET (Code de l’environnement, article L. 229-26)."""


def is_bound_to_pcaet(population: int) -> bool:
    """Say whether an EPCI with own taxation of this population must prepare a PCAET.

    >>> is_bound_to_pcaet(20_000), is_bound_to_pcaet(20_001)
    (False, True)
    """
    return population > THRESHOLD
