"""What a search finds of this room: campaigns, their questions, and the words of the answers that may be read."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.extension_points import SearchHit, SearchSource
from autan.ground.search.core.searching import IN_TEXT, rate_each, rate_match, search_words
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.language import current_language, words
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import short_names
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.presenters.answers import present_answer
from autan.survey.results.queries.search import (
    WordedAnswer,
    find_worded_answers,
    searched_campaigns,
    searched_questions,
    still_asked,
)

_MOST_ANSWERS = 20  # of one campaign
_BEFORE, _EXCERPT = 6, 30  # words of an answer, before the one that is found and in all
_ANSWER, _QUESTION = 0.8, 0.9  # what is written below weighs less than what is above it


def search_surveys(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return what holds every word, best first: titles, then questions, then answers that this reader may read.

    One query, and two for each campaign where answers are found.
    """
    terms = search_words(text)
    campaigns = searched_campaigns(reader) if terms else []
    readable = [campaign for campaign, is_readable in campaigns if is_readable]
    worded_answers = find_worded_answers(readable, terms, reader, tell=_written, most=_MOST_ANSWERS)
    hits = [
        hit
        for campaign, is_readable in campaigns
        for hit in (
            *_campaign(campaign, terms),
            *_questions(campaign, terms, is_readable=is_readable),
            *_answers(campaign, terms, worded_answers.get(campaign, ())),
        )
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def _campaign(campaign: Campaign, terms: Sequence[str]) -> Iterator[SearchHit]:
    if score := rate_match(terms, words(campaign.title), words(campaign.note)):
        url = reverse("surveys:campaign", kwargs={"slug": campaign.slug})
        yield SearchHit(
            title=words(campaign.title),
            url=url,
            kind=_("Enquête"),
            score=score,
            ref=f"campaign:{campaign.slug}",
            is_invented=campaign.network.is_invented,
        )


def _questions(campaign: Campaign, terms: Sequence[str], *, is_readable: bool) -> Iterator[SearchHit]:
    """Questions: their results for who may read them, else the questionnaire, which everybody may."""
    printed = reverse("surveys:questionnaire", kwargs={"slug": campaign.slug})
    for (code, title), score in rate_each(terms, searched_questions(campaign, current_language())).items():
        results = reverse("results:question", kwargs={"slug": campaign.slug, "code": code})
        yield SearchHit(
            title=title,
            url=results if is_readable else printed,
            kind=_("Question"),
            excerpt=words(campaign.title),
            score=score * _QUESTION,
            is_invented=campaign.network.is_invented,
        )


def _answers(campaign: Campaign, terms: Sequence[str], worded_answers: Sequence[WordedAnswer]) -> Iterator[SearchHit]:
    if not worded_answers:
        return
    kept = still_asked(campaign, [answer for _question, answer, _written in worded_answers])
    names = short_names({(campaign, answer.siren) for _question, answer, _written in worded_answers})
    for question, answer, written in worded_answers:
        if (answer.siren, question.code) in kept:
            place = reverse("site:territory", kwargs={"siren": answer.siren})
            yield SearchHit(
                title=f"{names[campaign.slug, answer.siren]}, {words(question.text)}",
                url=f"{place}#reponses-{campaign.slug}",
                kind=_("Réponse"),
                excerpt=_excerpt(written, terms),
                score=IN_TEXT * _ANSWER,
                ref=f"{answer.ref.kind}:{answer.ref.key}",
                is_invented=campaign.network.is_invented,
            )


def _written(question: Question, answer: AnswerRevision) -> str:
    """The words of an answer when some were written by hand, else nothing."""
    if not kind_of(question).holds_free_text(question, answer.value):
        return ""
    return " · ".join(present_answer(question, answer))


def _excerpt(written: str, terms: Sequence[str]) -> str:
    """Some words before the first that is found, and after it."""
    split_words = written.split(" ")
    position = next((rank for rank, word in enumerate(split_words) if terms[0] in fold_accents(word)), 0)
    start = max(position - _BEFORE, 0)
    shown = split_words[start : start + _EXCERPT]
    before, after = "… " if start else "", " …" if start + len(shown) < len(split_words) else ""
    return f"{before}{' '.join(shown)}{after}"


SURVEY_SEARCH = SearchSource(name="surveys", search=search_surveys, kinds=("enquête", "question", "réponse"))
