"""What is in whose hands: the competences of members, as the national base and people state them."""

from collections.abc import Sequence

from autan.evidence.figures.core.sources import EvidenceRef
from autan.plans.obligations.core.competences import CompetenceReading, Holding, read_competences
from autan.plans.obligations.importers.competences import plan_competences
from autan.plans.obligations.lake.competences import declared_codes
from autan.plans.plans.models import StatedCompetence

BASE, STATED = "competence-base", "stated-competence"


def competences_of(sirens: Sequence[str]) -> dict[str, tuple[CompetenceReading, ...]]:
    """Return what is known of each competence of each member, by SIREN. One query."""
    known = {competence.code: competence for competence in plan_competences()}
    by_hand: dict[str, dict[str, CompetenceReading]] = {siren: {} for siren in sirens}
    for stated_competence in StatedCompetence.objects.filter(territory__siren__in=sirens).select_related("territory"):
        if stated_competence.competence in known:
            by_hand[stated_competence.territory.siren][stated_competence.competence] = CompetenceReading(
                competence=known[stated_competence.competence],
                holding=Holding(stated_competence.holding),
                is_by_hand=True,
                evidence=(
                    EvidenceRef(kind=STATED, key=f"{stated_competence.territory.siren}/{stated_competence.competence}"),
                ),
            )
    return {
        siren: read_competences(
            plan_competences(), declared_codes(siren), by_hand[siren], EvidenceRef(kind=BASE, key=siren)
        )
        for siren in sirens
    }
