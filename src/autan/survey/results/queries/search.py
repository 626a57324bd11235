"""The readers of what a search looks through: campaigns, and answers written by hand, needs among them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import facts_by_id
from autan.evidence.figures.queries.registry import Reader
from autan.ground.search.core.searching import is_acronym, rate_match
from autan.ground.wordings import Text
from autan.people.journal.queries import kept_until_written
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.exchanges import find_needs
from autan.survey.campaigns.models import Answer, Campaign, PublishedFinding
from autan.survey.campaigns.queries.answers import answers_open_to, in_order, read_revisions
from autan.survey.campaigns.queries.campaigns import campaigns_of_network, list_campaigns
from autan.survey.campaigns.queries.questionnaires import placed_questions, questionnaire_of
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.territories.networks.queries.networks import networks_of

_NEVER_ACCENTED = re.compile("[bdhjklmpqrtvwx]+")
_ELSE = r"|\\u[0-9a-f]{4}|[^\x01-\x7f]"  # how a letter is stored when it carries an accent: an escape, or itself
_WHOLE = 3  # letters of a word that are all compared; of a longer one, a stem may end otherwise than the word


def searched_campaigns(reader: Reader) -> list[tuple[Campaign, bool]]:
    """Return every campaign, latest first, and whether the reader may read its answers. The queries of the rights."""
    return [(campaign, reader.has_perm("surveys.read_results", campaign)) for campaign in list_campaigns()]


@kept_until_written
def searched_questions(campaign: Campaign, language: str) -> tuple[tuple[tuple[str, str], str, str], ...]:
    """Return what a search reads of each question of a campaign, as `rate_each` takes it; the key is code and text."""

    def words_of(text: Text | None) -> str:
        return text.in_language(language) if text else ""

    return tuple(
        ((question.code, words_of(question.text)), words_of(question.text), words_of(question.help))
        for question in questionnaire_of(campaign).questions
    )


@kept_until_written
def written_questions(campaign: Campaign) -> tuple[str, ...]:
    """Return the codes of the questions of a campaign whose answers may hold words written by hand."""
    questions = questionnaire_of(campaign).questions
    return tuple(question.code for question in questions if kind_of(question).takes_free_text(question))


type WordedAnswer = tuple[Question, AnswerRevision, str]
"""A question, an answer to it, and its words."""


def find_worded_answers(
    campaigns: Sequence[Campaign],
    terms: Sequence[str],
    reader: Reader,
    *,
    tell: Callable[[Question, AnswerRevision], str],
    most: int,
) -> Mapping[Campaign, Sequence[WordedAnswer]]:
    """Return the first answers of each campaign that hold every word, by territory.

    One query, and one more for each campaign that has more of them than are wanted: the rest of it is not read. `tell`
    gives the words of an answer, empty where none were written by hand; `most` are wanted of each campaign.
    """
    worded = {campaign: list[WordedAnswer]() for campaign in sorted(campaigns, key=lambda campaign: campaign.pk)}
    by_slug, waiting = {campaign.slug: campaign for campaign in campaigns}, list(worded)
    while waiting:
        answers = _that_may_hold(terms, answers_open_to(reader, waiting), waiting)
        for answer in read_revisions(answers.order_by("campaign_id", "territory_id", "pk"), is_streamed=True):
            campaign = by_slug[answer.campaign]
            placed = placed_questions(campaign).get(answer.question)
            if placed and (wording := tell(placed[1], answer)) and rate_match(terms, "", wording):
                worded[campaign].append((placed[1], answer, wording))
                if len(worded[campaign]) == most:
                    # rows come campaign by campaign: the campaigns before this one are read whole
                    waiting = waiting[waiting.index(campaign) + 1 :]
                    break
        else:
            break
    return worded


def _that_may_hold(terms: Sequence[str], answers: QuerySet[Answer], campaigns: Sequence[Campaign]) -> QuerySet[Answer]:
    """Keep the answers that may hold every word.

    The database compares the letters that carry no accent, then the beginning of each word, whatever the way it
    stores the others: it leaves out most answers, and none that holds the words.
    """
    written = {code for campaign in campaigns for code in written_questions(campaign)}
    answers = answers.filter(value__isnull=False, question__in=written).annotate(stored=Cast("value", TextField()))
    for letters in {run for word in terms for run in _NEVER_ACCENTED.findall(word)}:
        answers = answers.filter(stored__icontains=letters)
    for word in terms:
        if not is_acronym(word):
            answers = answers.filter(stored__iregex=_as_stored(word))
    return answers


def _as_stored(word: str) -> str:
    """A pattern of the beginning of a word, where each letter that may carry an accent may be stored as an escape."""
    beginning = word[:-1] if len(word) > _WHOLE else word
    return "".join(
        letter if _NEVER_ACCENTED.match(letter) or not letter.isalpha() else f"({letter}{_ELSE})"
        for letter in re.findall("oe|ae|.", beginning)
    )


def still_asked(campaign: Campaign, answers: Iterable[AnswerRevision]) -> set[tuple[str, str]]:
    """Return the SIREN and the question of the answers to what is still asked of their territories.

    One query; none where no rule decides of the questions answered.
    """
    ruled = {question.code for question in questionnaire_of(campaign).questions if question.relevance is not None}
    current, doubtful = set[tuple[str, str]](), set[str]()
    for answer in answers:
        if answer.question in ruled and not campaign.is_documented:
            doubtful.add(answer.siren)
        else:
            current.add((answer.siren, answer.question))
    if not doubtful:
        return current
    answers_by_siren: dict[str, dict[str, AnswerRevision]] = {siren: {} for siren in doubtful}
    for answer in read_revisions(Answer.objects.filter(campaign=campaign, territory_id__in=doubtful, is_current=True)):
        answers_by_siren[answer.siren][answer.question] = answer
    asked_pairs = {
        (siren, question.code)
        for siren, own in answers_by_siren.items()
        for question, _answer in in_order(campaign, own)
    }
    return current | asked_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNeeds:
    """What is asked of a network under one question of a campaign.

    `facts`: what is published of the members together; read only where the territory has no answer of its own.
    """

    campaign: Campaign
    question: Question
    answer: AnswerRevision | None
    facts: tuple[Fact, ...]


def needs_of(siren: str, reader: Reader) -> StatedNeeds | None:
    """Return what a territory asks of its network in the latest campaign that tells, as far as a reader may read it.

    Its own answer comes first, in any campaign; then what is published of the members together. None when neither is
    known. Two queries, two and those of the right for each campaign of its networks, and two for what is published.
    """
    candidates = [
        (campaign, question)
        for network in networks_of(siren)
        for campaign in campaigns_of_network(network.slug)
        if (question := find_needs(questionnaire_of(campaign)))
    ]
    for campaign, question in candidates:
        may_read = reader.has_perm("surveys.read_results", campaign)
        if may_read and (answer := _own_answer(campaign, question, siren, reader)):
            return StatedNeeds(campaign=campaign, question=question, answer=answer, facts=())
    for campaign, question in candidates:
        facts = _published_facts(campaign, question.code) if campaign.is_documented else ()
        if facts:
            return StatedNeeds(campaign=campaign, question=question, answer=None, facts=tuple(facts))
    return None


def _own_answer(campaign: Campaign, question: Question, siren: str, reader: Reader) -> AnswerRevision | None:
    """The answer of the territory that a reader may read, when it gave one to what is still asked of it."""
    rows = read_revisions(answers_open_to(reader, [campaign]).filter(territory_id=siren).order_by("pk"))
    answers = {own.code: answer for own, answer in in_order(campaign, {row.question: row for row in rows})}
    answer = answers.get(question.code)
    return answer if answer and answer.value is not None else None


def _published_facts(campaign: Campaign, question: str) -> Sequence[Fact]:
    ids = list(PublishedFinding.objects.filter(campaign=campaign, question=question).values_list("fact", flat=True))
    facts = facts_by_id(ids)
    return [facts[fact_id] for fact_id in ids if fact_id in facts]
