"""Conditions of transfer of a lesson: what another territory needs before it takes it up."""

from dataclasses import dataclass

from autan.ground.descriptions.core.fields import choice, money, text
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text


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


def _needs_evidence(condition: "TransferCondition") -> bool:
    return condition.weight is not None and condition.weight.needs_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCondition:
    """One condition of transfer; `amount_eur` is None when unknown, and for what is not money."""

    kind: ConditionKind = choice(Text("Condition", "Condition"), ConditionKind, is_required=True)
    weight: ConditionWeight | None = choice(
        Sentence("Poids"),
        ConditionWeight,
        absent=Sentence("non renseigné"),
        needed=Sentence("dites indispensable, aide, sans effet ou non connu"),
    )
    words: str = text(Sentence("Ce qu’il faut"), max_length=4000)
    evidence: str = text(
        Text("Ce qui l’établit", "What states it"),
        max_length=4000,
        needed=Sentence("dites ce qui l’établit"),
        needed_when=_needs_evidence,
    )
    amount_eur: float | None = money(Sentence("Montant, en euros"))
    paid_by: str = text(
        Sentence("Qui a payé"),
        max_length=4000,
        needed=Sentence("dites qui a payé"),
        needed_when=lambda condition: condition.amount_eur is not None,
    )
