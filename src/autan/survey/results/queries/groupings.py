"""The ways to put the members of a campaign in groups: by kind, by size, by their answers, or as a reader chooses."""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import AMONG, BY_KIND, BY_SIZE, WITH
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.questionnaires.core.answers.answer import MANY, Respondent
from autan.survey.questionnaires.core.kinds.kind import ClassLabel
from autan.survey.results.core.groups import (
    MemberGrouping,
    can_group,
    group_by_question,
    group_chosen,
    group_members,
    size_class,
    size_classes,
)
from autan.survey.results.queries.results import find_question, read_responses
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.perimeters.core.bodies import Epci, EpciKind
from autan.territories.perimeters.lake.register import LATEST

_LABELS = {
    BY_KIND: Sentence("Nature de l’intercommunalité, aujourd’hui"),
    BY_SIZE: Sentence("Population municipale, registre de {latest}", latest=LATEST),
}
_INVENTED_LABELS = {
    BY_KIND: Sentence("Nature de l’intercommunalité, inventée avec le réseau"),
    BY_SIZE: Sentence("Population, inventée avec le réseau"),
}


def list_groupings(view: CampaignView) -> list[ClassLabel]:
    """Return what the members of a campaign may be told apart by: code and label, questions after kind and size."""
    questions = [question for question in view.questionnaire.questions if can_group(question)]
    by_answer = ((f"{WITH}{question.code}", question.text) for question in questions)
    return [*((code, _label(code, view)) for code in (BY_KIND, BY_SIZE)), *by_answer]


def _label(code: str, view: CampaignView) -> Text:
    """No register holds the kind or the population of a territory that does not exist."""
    return (_INVENTED_LABELS if view.record.network.is_invented else _LABELS)[code]


def find_grouping(view: CampaignView, code: str) -> MemberGrouping | None:
    """Return the members in groups, or None when no grouping has this code. One query for a question, else none.

    Codes: `by_kind`, `by_size`, `with_<question>`, `among_<siren>-<siren>…` for the members that a reader chose.
    """
    if code.startswith(AMONG):
        chosen = set(code.removeprefix(AMONG).split("-")) & set(view.sirens)
        return group_chosen(view.respondents, chosen) if chosen else None
    if code.startswith(WITH):
        return _group_by_answers(view, code.removeprefix(WITH))
    return {BY_KIND: _group_by_kind, BY_SIZE: _group_by_size}.get(code, lambda _view: None)(view)


def _group_by_answers(view: CampaignView, code: str) -> MemberGrouping | None:
    question = find_question(view, code)
    if question is None or not can_group(question):
        return None
    return group_by_question(read_responses(view, [question])[0])


def _group_by_kind(view: CampaignView) -> MemberGrouping:
    bodies = known_bodies(view.sirens)
    return group_members(
        BY_KIND,
        _label(BY_KIND, view),
        view.respondents,
        classes=[(kind.value, kind.label) for kind in EpciKind],
        class_of=view.kinds.get,
        evidence_of=lambda members: _register_evidence(view, members, bodies),
    )


def _group_by_size(view: CampaignView) -> MemberGrouping:
    bodies = known_bodies(view.sirens)
    populations = {siren: body.population for siren, body in bodies.items()}
    return group_members(
        BY_SIZE,
        _label(BY_SIZE, view),
        view.respondents,
        classes=size_classes(),
        class_of=lambda siren: size_class(populations.get(siren)),
        evidence_of=lambda members: _register_evidence(view, members, bodies),
    )


def _register_evidence(
    view: CampaignView, members: Sequence[Respondent], bodies: Mapping[str, Epci]
) -> tuple[EvidenceRef, ...]:
    """The rows of the register, or the campaign where there are too many: its members are those that it asked."""
    if len(view.respondents) > MANY:
        return (EvidenceRef(kind="campaign", key=view.record.slug),)
    return tuple(EvidenceRef(kind="register", key=f"{m.siren}@{LATEST}") for m in members if m.siren in bodies)
