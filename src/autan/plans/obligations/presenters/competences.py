"""How competences are described in a trace: those of the national base, and those that people state."""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, Reader, one_by_one
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import recorded
from autan.ground.wordings import Sentence, Text
from autan.plans.obligations.importers.competences import competence_source, plan_competences
from autan.plans.obligations.lake.competences import declared_codes
from autan.plans.obligations.queries.competences import BASE, STATED
from autan.plans.plans.models import StatedCompetence
from autan.territories.networks.queries.people import sirens_acted_for


def describe_base(siren: str) -> EvidenceCard | None:
    """Describe what the national base lists for an EPCI; None when it does not know it."""
    codes = declared_codes(siren)
    if codes is None:
        return None
    listed = [known.label for known in plan_competences() if set(known.national_codes) & set(codes)]
    return EvidenceCard(
        ref=EvidenceRef(kind=BASE, key=siren),
        title=competence_source(),
        statement=Text(", ".join(label.fr for label in listed), ", ".join(label.en for label in listed)),
        note=Sentence("Une compétence absente de la liste n’est pas déclarée ; elle peut être exercée."),
    )


def describe_stated_competences(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe what people stated of competences; who did is told to those who act for the territory. Two queries."""
    known = sirens_acted_for(reader)
    wanted = {key: key.partition("/") for key in keys}
    sirens = {siren for siren, _, _ in wanted.values()}
    stated = StatedCompetence.objects.filter(territory__siren__in=sirens).select_related("territory")
    statements = {(statement.territory.siren, statement.competence): statement for statement in stated}
    return {
        key: _stated_card(key, statement, is_named=siren in known)
        for key, (siren, _, code) in wanted.items()
        if (statement := statements.get((siren, code)))
    }


def _stated_card(key: str, stated_competence: StatedCompetence, *, is_named: bool) -> EvidenceCard:
    return EvidenceCard(
        ref=EvidenceRef(kind=STATED, key=key),
        title=next(
            (known.label for known in plan_competences() if known.code == stated_competence.competence), NO_TEXT
        ),
        statement=Text(stated_competence.source, stated_competence.source),
        recorded=recorded(stated_competence.stated_at, by=stated_competence.stated_by_name if is_named else ""),
        is_free_text=True,
    )


EVIDENCE = (
    EvidenceKind(kind=BASE, describe=one_by_one(describe_base)),
    EvidenceKind(kind=STATED, describe=describe_stated_competences),
)
