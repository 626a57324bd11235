"""The readers of what a search looks through: campaigns, and answers that hold words written by hand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import TextField
from django.db.models.functions import Cast

from autan.evidence.core.searching import is_acronym
from autan.evidence.queries.registry import Reader
from autan.questionnaires.core.questionnaire import Question
from autan.surveys.core.answer_revisions import AnswerRevision
from autan.surveys.models import Answer, Campaign
from autan.surveys.queries.answers import in_order, read_revisions
from autan.surveys.queries.campaigns import list_campaigns
from autan.surveys.queries.questionnaires import placed_questions, questionnaire_of
from autan.surveys.queries.readable_answers import answers_open_to

_NEVER_ACCENTED = re.compile("[bdhjklmpqrtvwx]+")
_ELSE = r"|\\u[0-9a-f]{4}|[^\x01-\x7f]"  # how a letter is stored when it carries an accent: an escape, or itself
_WHOLE = 3  # letters of a word that are all compared; of a longer one, a stem may end otherwise than the word


def searched_campaigns(reader: Reader) -> list[tuple[Campaign, bool]]:
    """Return every campaign, latest first, and whether the reader may read its answers. One query and the rights."""
    return [(campaign, reader.has_perm("surveys.read_results", campaign)) for campaign in list_campaigns()]


type WordedAnswer = tuple[Question, AnswerRevision]


def find_worded_answers(
    campaigns: Sequence[Campaign], words: Sequence[str], reader: Reader
) -> defaultdict[Campaign, list[WordedAnswer]]:
    """Return the answers of campaigns that may hold every word, each with its question. One query.

    The database compares the letters that carry no accent, then the beginning of each word, whatever the way it
    stores the others: it leaves out most answers, and none that holds the words.

    Args:
        campaigns: those whose answers may be read.
        words: words as `search_words` gives them.
        reader: who searches.
    """
    held = defaultdict[Campaign, list[WordedAnswer]](list)
    if not campaigns:
        return held
    found = answers_open_to(reader, campaigns).filter(value__isnull=False)
    found = found.annotate(stored=Cast("value", TextField()))
    for letters in {run for word in words for run in _NEVER_ACCENTED.findall(word)}:
        found = found.filter(stored__icontains=letters)
    for word in words:
        if not is_acronym(word):
            found = found.filter(stored__iregex=_as_stored(word))
    by_slug = {campaign.slug: campaign for campaign in campaigns}
    for answer in read_revisions(found.order_by("territory_id", "pk")):
        campaign = by_slug[answer.campaign]
        if placed := placed_questions(campaign).get(answer.question):
            held[campaign].append((placed[1], answer))
    return held


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
    kept, doubtful = set[tuple[str, str]](), set[str]()
    for answer in answers:
        if answer.question in ruled and not campaign.is_documented:
            doubtful.add(answer.siren)
        else:
            kept.add((answer.siren, answer.question))
    if not doubtful:
        return kept
    given: dict[str, dict[str, AnswerRevision]] = {siren: {} for siren in doubtful}
    for answer in read_revisions(Answer.objects.filter(campaign=campaign, territory_id__in=doubtful, is_current=True)):
        given[answer.siren][answer.question] = answer
    ways = {(siren, question.code) for siren, own in given.items() for question, _answer in in_order(campaign, own)}
    return kept | ways
