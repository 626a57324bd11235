"""Open answers of surveys, as texts to be coded. The one file of the room that reads the room of surveys."""

from collections.abc import Iterator, Mapping, Sequence

from autan.evidence.figures.core.codable_texts import (
    AskedTerritory,
    AttributeGroup,
    AvailableTextSet,
    CodableKind,
    CodableText,
    TextSet,
)
from autan.evidence.figures.queries.codable_texts import TextSource
from autan.evidence.figures.queries.registry import PUBLIC, Reader, version_of_figures
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answers_by_key, hides_unvalidated, short_names
from autan.survey.campaigns.queries.campaigns import CampaignView, campaigns_of_network, every_campaign, view_of
from autan.survey.campaigns.queries.questionnaires import placed_questions, questionnaire_of
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.answers.values import AnswerValue
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.results.queries.figures import find_grouping, list_groupings
from autan.survey.results.queries.results import find_question, read_responses

ANSWERS = CodableKind(code="answer", label=Sentence("Réponses à l’enquête"), is_answer=True)
_WRITTEN = ("text", "other")
_OPEN = frozenset({QuestionKind.OPEN, QuestionKind.SHORT_TEXT})


def open_words(value: AnswerValue) -> Iterator[str]:
    """Give the words written by hand in an answer: a text, what is said beside a choice, the texts of its rows."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part, text in value.items():
            if part in _WRITTEN and isinstance(text, str):
                yield text


def _words(question: Question, answer: RecordedAnswer) -> str:
    """The words of an answer, those of the rows of a table one a line; empty when it holds none."""
    value = answer.value
    written = [column.code for column in question.columns if column.kind in _OPEN]
    if written and isinstance(value, Sequence) and not isinstance(value, str):
        rows = [row for row in value if isinstance(row, Mapping)]
        texts = [str(row[code]) for row in rows for code in written if row.get(code)]
    elif question.kind in _OPEN or isinstance(value, Mapping):
        texts = list(open_words(value))
    else:
        texts = []
    return "\n".join(words for words in texts if words.strip())


def _holds_words(question: Question) -> bool:
    has_written = any(column.kind in _OPEN for column in question.columns)
    return question.kind in {*_OPEN, QuestionKind.HALF_OPEN} or question.allows_other or has_written


def offer_questions(network: str) -> list[AvailableTextSet]:
    """Return the questions of the campaigns of a network whose answers hold words, latest campaign first. One query."""
    return [
        AvailableTextSet(
            kind=ANSWERS, address=f"{campaign.slug}.{question.code}", label=question.text, group=campaign.title
        )
        for campaign in campaigns_of_network(network)
        for question in questionnaire_of(campaign).questions
        if _holds_words(question)
    ]


def _enter(address: str) -> tuple[CampaignView, Question] | None:
    slug, _, code = address.partition(".")
    campaign = _campaign(slug)
    view = view_of(campaign) if campaign else None
    question = find_question(view, code) if view else None
    return (view, question) if view and question else None


def _campaign(slug: str) -> Campaign | None:
    """The campaign of a slug, or None. The query of `every_campaign`, however many of its questions are asked."""
    return next((campaign for campaign in every_campaign() if campaign.slug == slug), None)


def read_question(address: str) -> TextSet | None:
    """Return the answers to one question that hold words. Three queries.

    Whom the question is not asked of is not among the territories asked, nor is who chose without writing a word.
    """
    entered = _enter(address)
    if entered is None:
        return None
    view, question = entered
    (responses,) = read_responses(view, [question])
    texts = [_text(question, answer, member.name) for member, answer in responses.answered()]
    wordless = {text.siren for text in texts if not text.text}
    members = [member for member in responses.concerned if member.siren not in wordless]
    return TextSet(
        kind=ANSWERS,
        address=address,
        network=view.record.network_id,
        label=question.text,
        group=view.record.title,
        period=view.period,
        asked=tuple(AskedTerritory(siren=member.siren, name=member.name) for member in members),
        texts=tuple(text for text in texts if text.text),
    )


def read_withheld_words(address: str) -> list[str]:
    """Return the words of the answers to one question that are not validated, where the campaign keeps these.

    No more than the queries of `read_question` where it keeps none, else one more.
    """
    entered = _enter(address)
    if entered is None or not hides_unvalidated(entered[0].record):
        return []
    view, question = entered
    (shared,), (every,) = read_responses(view, [question]), read_responses(view, [question], including=view.sirens)
    withheld = (answer for siren, answer in every.answers.items() if siren not in shared.answers)
    return [words for answer in withheld if (words := _words(question, answer))]


def _text(question: Question, answer: RecordedAnswer, name: str) -> CodableText:
    return CodableText(
        key=answer.ref.key,
        kind=ANSWERS,
        text=_words(question, answer),
        siren=answer.siren,
        title=Text(name, name),
        evidence=answer.ref,
    )


def find_answer(address: str, key: str) -> CodableText | None:
    """Return one answer of a question that every reader of the results may read, or None. Three queries."""
    slug, _, code = address.partition(".")
    campaign = _campaign(slug)
    answer = answers_by_key([key], [campaign], PUBLIC).get(key) if campaign else None
    placed = placed_questions(campaign).get(code) if campaign else None
    if campaign is None or answer is None or placed is None or (answer.campaign, answer.question) != (slug, code):
        return None
    text = _text(placed[1], answer, short_names([(campaign, answer.siren)])[campaign.slug, answer.siren])
    return text if text.text else None


def may_read_answers(reader: Reader, address: str) -> bool:
    """Say whether a reader may read the answers of the campaign of a question. One query, and those of the right."""
    campaign = _campaign(address.partition(".")[0])
    return campaign is not None and reader.has_perm("surveys.read_results", campaign)


def list_question_groupings(address: str) -> list[tuple[str, Text]]:
    """Return what the members of the campaign of a question may be told apart by."""
    entered = _enter(address)
    return list(list_groupings(entered[0])) if entered else []


def read_groups(address: str, code: str) -> list[AttributeGroup]:
    """Return the members of the campaign of a question in groups."""
    entered = _enter(address)
    grouping = find_grouping(entered[0], code) if entered else None
    if grouping is None:
        return []
    return [
        AttributeGroup(
            code=f"{grouping.code}.{group.code}",
            label=group.label,
            sirens=frozenset(member.siren for member in group.members),
            basis=group.evidence,
        )
        for group in grouping.groups
    ]


SURVEY_TEXTS = TextSource(
    kind=ANSWERS,
    offer=offer_questions,
    read=read_question,
    find=find_answer,
    may_read=may_read_answers,
    withheld=read_withheld_words,
    version=lambda address: version_of_figures([f"survey.{address}.answered"]),
    groupings=list_question_groupings,
    groups=read_groups,
)
