"""Conditions of transfer of a lesson: what another territory needs before it takes it up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import Text


class ConditionKind(Labelled):
    """What a condition of transfer is about; each is asked of every lesson."""

    COMPETENCE = "competence", "Compétence exercée", "Competence held"
    SIZE = "size", "Taille du territoire", "Size of the territory"
    ENGINEERING = "engineering", "Ingénierie", "Engineering"
    MEANS = "means", "Moyens humains et matériels", "Staff and equipment"
    PARTNERS = "partners", "Partenaires", "Partners"
    TIME = "time", "Temps", "Time"
    INVESTMENT = "investment", "Investissement", "Investment"
    RUNNING_COST = "running_cost", "Fonctionnement", "Running cost"

    @property
    def is_money(self) -> bool:
        """True for what is paid: its amount and who paid are asked apart."""
        return self in {ConditionKind.INVESTMENT, ConditionKind.RUNNING_COST}


class ConditionWeight(Labelled):
    """How much a condition counts for the transfer; not known is an answer, saying nothing is none."""

    REQUIRED = "required", "indispensable", "required"
    HELPS = "helps", "aide", "helps"
    INDIFFERENT = "indifferent", "sans effet", "indifferent"
    NOT_KNOWN = "not_known", "non connu", "not known"

    @property
    def needs_evidence(self) -> bool:
        """True when what establishes it must be said."""
        return self in {ConditionWeight.REQUIRED, ConditionWeight.HELPS}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCondition:
    """One condition of transfer.

    Attributes:
        weight: how much it counts; None while nobody said.
        evidence: what establishes it, in words: who said it, where it is written.
        amount_eur: what it cost, in euros; None when unknown, and for what is not money.
        paid_by: who paid; empty when unknown, and for what is not money.
    """

    kind: ConditionKind
    weight: ConditionWeight | None = None
    words: str = ""
    evidence: str = ""
    amount_eur: float | None = None
    paid_by: str = ""

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        """Read a condition as it is kept."""
        weight = fields.get("weight")
        return cls(
            kind=ConditionKind(fields["kind"]),
            weight=ConditionWeight(weight) if weight else None,
            words=fields.get("words", ""),
            evidence=fields.get("evidence", ""),
            amount_eur=fields.get("amount_eur"),
            paid_by=fields.get("paid_by", ""),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the condition as it is kept."""
        return {
            "kind": self.kind.value,
            "weight": self.weight.value if self.weight else "",
            "words": self.words,
            "evidence": self.evidence,
            "amount_eur": self.amount_eur,
            "paid_by": self.paid_by,
        }


def all_conditions(transfer_conditions: Sequence[TransferCondition]) -> tuple[TransferCondition, ...]:
    """Return one condition of each kind, in their order: what nobody said has no weight."""
    by_kind = {condition.kind: condition for condition in transfer_conditions}
    return tuple(by_kind.get(kind, TransferCondition(kind=kind)) for kind in ConditionKind)


def condition_gap(condition: TransferCondition) -> Text | None:
    """Say what a condition lacks for publication; None when it lacks nothing."""
    fr, en = condition.kind.label.fr, condition.kind.label.en
    if condition.weight is None:
        return Text(
            f"{fr} : dites indispensable, aide, sans effet ou non connu",
            f"{en}: say required, helps, indifferent or not known",
        )
    if condition.weight.needs_evidence and not condition.evidence.strip():
        return Text(f"{fr} : dites ce qui l’établit", f"{en}: say what establishes it")
    if condition.amount_eur is not None and not condition.paid_by.strip():
        return Text(f"{fr} : dites qui a payé", f"{en}: say who paid")
    return None
