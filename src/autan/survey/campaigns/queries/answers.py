"""The readers of answers and of their revisions. Results over all the members are read by `results`."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from autan.evidence.figures.queries.registry import Reader
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Answer, Campaign, SectionValidation
from autan.survey.campaigns.queries.answering_access import ANSWERING_ROLES
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.rules import settle_relevance
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.people import mandates_of


def hides_unvalidated(campaign: Campaign) -> bool:
    """Say whether the answers that are not validated are kept, today, from other readers of the results."""
    return campaign.hides_unvalidated(timezone.localdate())


def shared_answers(campaign: Campaign, *, including: Collection[str] = ()) -> QuerySet[Answer]:
    """Return the current answers that every reader of the results may read; results and figures rest on these alone.

    Those of the territories in `including`, by SIREN, are wanted validated or not.
    """
    return _current([campaign], Q(territory__in=list(including)) if including else Q())


def answers_open_to(reader: Reader, campaigns: Collection[Campaign]) -> QuerySet[Answer]:
    """Return the current answers that a reader may read, among campaigns whose results this reader may read.

    Whoever runs a campaign or serves a territory reads its answers as soon as they are given. One query and those of
    the right for each campaign that hides some.
    """
    hiding = [campaign for campaign in campaigns if hides_unvalidated(campaign)]
    if not hiding:
        return _current(campaigns, Q())
    run = [campaign for campaign in hiding if reader.has_perm("surveys.run_campaign", campaign)]
    return _current(campaigns, Q(campaign__in=run) | Q(territory__in=served_by(reader)))


def reads_unvalidated(reader: Reader, campaign: Campaign, territory: Territory) -> bool:
    """Say whether a reader may read the answers of one territory before they are validated.

    No query where the campaign hides none, else those of the right.
    """
    if not hides_unvalidated(campaign):
        return True
    return reader.has_perm("surveys.record_answer", Answer(campaign=campaign, territory=territory))


def served_by(reader: Reader) -> set[str]:
    """Return the SIREN codes of the territories that a reader answers for. One query for an account, none else."""
    mandates = mandates_of(reader) if isinstance(reader, Person) else ()
    return {mandate.territory.siren for mandate in mandates if mandate.territory and mandate.role in ANSWERING_ROLES}


def _current(campaigns: Collection[Campaign], also: Q) -> QuerySet[Answer]:
    """The current answers of campaigns: all of those that hide none, else the validated ones and `also`."""
    answers = Answer.objects.filter(campaign__in=campaigns, is_current=True)
    hiding = [campaign for campaign in campaigns if hides_unvalidated(campaign)]
    if not hiding:
        return answers
    part = Case(*_sections(hiding), default=Value(""), output_field=CharField())
    current = SectionValidation.objects.filter(
        Q(section="") | Q(section=OuterRef("part")),
        campaign=OuterRef("campaign"),
        territory=OuterRef("territory"),
        withdrawn_at__isnull=True,
    )
    shared = Exists(current) | ~Q(campaign__in=hiding)
    return answers.annotate(part=part).filter(shared | also if also else shared)


def _sections(campaigns: Iterable[Campaign]) -> list[When]:
    return [
        When(
            campaign=campaign, question__in=[question.code for question in section.questions], then=Value(section.code)
        )
        for campaign in campaigns
        for section in questionnaire_of(campaign).sections
    ]


_COLUMNS = (
    "campaign__slug", "territory_id", "question", "revision", "state", "value", "is_partial", "facts", "note_fr",
    "note_en", "source_document", "confidence", "by__name", "at", "is_on_behalf",
)  # fmt: skip
_STATES = {state.value: state for state in AnswerState}
_CONFIDENCES: dict[str, AnswerConfidence | None] = {"": None} | {level.value: level for level in AnswerConfidence}


def read_revisions(answers: QuerySet[Answer], *, is_streamed: bool = False) -> Iterator[AnswerRevision]:
    """Give the revisions that a query selects, as values. One query; no model is built.

    A query `is_streamed` when its rows are read as they are taken, where only the first ones may be.
    """
    rows = answers.values_list(*_COLUMNS)
    for (
        campaign, siren, question, revision, state, value, is_partial, facts, note_fr, note_en, source, confidence,
        by_name, at, is_on_behalf,
    ) in rows.iterator(chunk_size=100) if is_streamed else rows:  # fmt: skip
        yield AnswerRevision(
            campaign=campaign,
            siren=siren,
            question=question,
            state=_STATES[state],
            value=value,
            is_partial=is_partial,
            facts=tuple(facts),
            note=Text(note_fr, note_en) if note_fr else None,
            source_document=source,
            confidence=_CONFIDENCES[confidence],
            revision=revision,
            by_name=by_name or "",
            at=at,
            is_on_behalf=is_on_behalf,
        )


def answers_of(campaign: Campaign, siren: str, questions: Sequence[str] | None = None) -> dict[str, AnswerRevision]:
    """Return the current answers of a territory, by question; to some questions or to all. One query."""
    answers = Answer.objects.filter(campaign=campaign, territory_id=siren, is_current=True)
    if questions is not None:
        answers = answers.filter(question__in=questions)
    return {answer.question: answer for answer in read_revisions(answers.order_by())}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableAnswers:
    """The current answers of a territory that a reader may read, by question.

    `are_validated_only`: True when the others, if there are any, are kept from this reader.
    """

    by_question: Mapping[str, AnswerRevision]
    are_validated_only: bool


def readable_answers_of(
    campaign: Campaign, territory: Territory, reader: Reader, *, holds_lead_link: bool = False
) -> ReadableAnswers:
    """Return the current answers of a territory that a reader of their results may read, by question.

    Who `holds_lead_link`, a personal link for the whole of the territory, reads them as its officer does. One query,
    and those of the right where the campaign hides some.
    """
    reads_all = holds_lead_link or reads_unvalidated(reader, campaign, territory)
    rows = shared_answers(campaign, including=[territory.siren] if reads_all else ()).filter(territory=territory)
    answers = {answer.question: answer for answer in read_revisions(rows.order_by())}
    return ReadableAnswers(by_question=answers, are_validated_only=not reads_all)


def answers_by_member(
    campaign: Campaign, sirens: Collection[str] | None = None
) -> dict[str, dict[str, AnswerRevision]]:
    """Return the current answers of a campaign, of some territories or of all, by SIREN then by question. One query."""
    current = Answer.objects.filter(campaign=campaign, is_current=True)
    answers: dict[str, dict[str, AnswerRevision]] = {}
    for answer in read_revisions(current if sirens is None else current.filter(territory__siren__in=sirens)):
        answers.setdefault(answer.siren, {})[answer.question] = answer
    return answers


def earlier_revisions(campaign: Campaign, siren: str, places: Iterable[tuple[str, int]]) -> dict[str, AnswerRevision]:
    """Return given revisions of some answers, by question. One query, none when nothing is wanted."""
    pairs = [Q(question=question, revision=revision) for question, revision in places]
    if not pairs:
        return {}
    answers = Answer.objects.filter(reduce(or_, pairs), campaign=campaign, territory_id=siren)
    return {answer.question: answer for answer in read_revisions(answers)}


def changes_written(campaign: Campaign, siren: str, changes: Iterable[str]) -> dict[str, int]:
    """Return which changes of a device were recorded, with the revision that each became. One query, or none."""
    change_ids = list(changes)
    if not change_ids:
        return {}
    rows = Answer.objects.filter(campaign=campaign, territory_id=siren, change__in=change_ids)
    return {str(change): revision for change, revision in rows.values_list("change", "revision")}


def answer_history(campaign: Campaign, siren: str, question: str) -> list[AnswerRevision]:
    """Return every revision of one answer, newest first. One query."""
    answers = Answer.objects.filter(campaign=campaign, territory_id=siren, question=question)
    return list(read_revisions(answers.order_by("-revision")))


def answers_by_key(keys: Iterable[str], campaigns: Collection[Campaign], reader: Reader) -> dict[str, AnswerRevision]:
    """Return the current answers that a reader of their results may read, by their keys among the evidence.

    One query, and those of the rights where a campaign hides some.
    """
    key_set = set(keys)
    sirens = {key.split("/")[1] for key in key_set if key.count("/") == 2}  # campaign, SIREN and question
    answers = answers_open_to(reader, campaigns).filter(territory_id__in=sirens)
    return {answer.ref.key: answer for answer in read_revisions(answers) if answer.ref.key in key_set}


def short_names(places: Collection[tuple[Campaign, str]]) -> dict[tuple[str, str], str]:
    """Return the names that territories bear in campaigns, by slug and SIREN: those of the time when documented."""
    territories = Territory.objects.filter(siren__in={siren for _, siren in places})
    names: dict[str, dict[int | None, str]] = {}
    columns = ("siren", "short_name", "former_identities__year", "former_identities__short_name")
    for siren, today, year, former in territories.values_list(*columns):
        names.setdefault(siren, {})[None] = today
        names[siren][year] = former or today
    return {
        (campaign.slug, siren): names[siren].get(campaign.names_year, names[siren][None])
        for campaign, siren in places
        if siren in names
    }


def answers_of_territory(siren: str, reader: Reader) -> dict[Campaign, list[tuple[Question, AnswerRevision]]]:
    """Return the answers of one territory that a reader may read, by campaign, latest first, in the order asked.

    What is no longer asked of the territory, since another answer changed, is left out. Two queries and those of the
    right for each campaign that it answered.
    """
    current = Answer.objects.filter(territory_id=siren, is_current=True)
    campaigns = Campaign.objects.select_related("questionnaire", "network").filter(
        Exists(current.filter(campaign=OuterRef("pk"))), archived_at=None
    )
    readable = [campaign for campaign in campaigns if reader.has_perm("surveys.read_results", campaign)]
    answers: dict[str, dict[str, AnswerRevision]] = {}
    for answer in read_revisions(answers_open_to(reader, readable).filter(territory_id=siren).order_by("pk")):
        answers.setdefault(answer.campaign, {})[answer.question] = answer
    return {campaign: in_order(campaign, answers[campaign.slug]) for campaign in readable if campaign.slug in answers}


def in_order(campaign: Campaign, answers: Mapping[str, AnswerRevision]) -> list[tuple[Question, AnswerRevision]]:
    """Return the answers of one territory that are still asked of it, each with its question, in the order asked."""
    questions = {question.code: question for question in questionnaire_of(campaign).questions}
    relevant = {} if campaign.is_documented else settle_relevance(questions, answers, silence=None)
    return [
        (question, answers[code])
        for code, question in questions.items()
        if code in answers and relevant.get(code, True) is not False
    ]
