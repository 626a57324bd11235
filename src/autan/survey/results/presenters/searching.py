"""What a search finds of this room: campaigns, their questions, the words of answers; and answers of a territory."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.extension_points import (
    DigestLine,
    DigestPart,
    NetworkDigest,
    PageSection,
    SearchHit,
    SearchSource,
    TerritoryDigest,
    TerritorySection,
)
from autan.ground.search.core.searching import IN_TEXT, rate_each, rate_match, search_words
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.language import current_language, typeset, words
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answers_of_territory, short_names
from autan.survey.campaigns.queries.campaigns import respondents_in_documents
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.presenters.question_inputs import present_answer, present_value
from autan.survey.results.queries.search import (
    StatedNeeds,
    WordedAnswer,
    find_worded_answers,
    needs_of,
    searched_campaigns,
    searched_questions,
    still_asked,
)
from autan.territories.networks.queries.networks import network_members

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
    worded_answers = find_worded_answers(readable, terms, reader, tell=_written_words, most=_MOST_ANSWERS)
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
    """Questions: their results for whoever may read them, else the questionnaire, which everybody may."""
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
    current = still_asked(campaign, [answer for _question, answer, _written in worded_answers])
    names = short_names({(campaign, answer.siren) for _question, answer, _written in worded_answers})
    for question, answer, written in worded_answers:
        if (answer.siren, question.code) in current:
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


def _written_words(question: Question, answer: AnswerRevision) -> str:
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


_TEMPLATE = "results/territory_answers.html"


def answer_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give one section for each campaign, latest first; an empty one when the reader may read no answer."""
    answered, documented = answers_of_territory(siren, reader), respondents_in_documents(siren)
    by_campaign = {**dict.fromkeys(documented, ()), **answered}
    for campaign, answers in sorted(by_campaign.items(), key=lambda pair: pair[0].period, reverse=True):
        respondent = documented.get(campaign)
        title = _("Réponses à l’enquête de %(year)s") % {"year": campaign.period}
        yield PageSection(
            anchor=f"reponses-{campaign.slug}",
            title=_("Réponses documentées aux enquêtes") if campaign.is_documented else title,
            template=_TEMPLATE,
            context={"answers": _lines(campaign, answers), "respondent": respondent},
            count=len(answers),
        )
    if not by_campaign:
        title = _("Réponses documentées aux enquêtes")
        yield PageSection(anchor="reponses", title=title, template=_TEMPLATE, context={"answers": ()}, count=0)


def _lines(campaign: Campaign, answers: Sequence[tuple[Question, AnswerRevision]]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "question": words(question.text),
            "lines": present_answer(question, answer),
            # words written by hand, in French whatever the language of the page
            "is_free_text": kind_of(question).holds_free_text(question, answer.value),
            "has_rows": bool(question.columns),
            "url": reverse("results:question", kwargs={"slug": campaign.slug, "code": question.code}),
        }
        for question, answer in answers
    )


TERRITORY_ANSWERS = TerritorySection(rank=50, build=answer_sections)


def _build(siren: str, reader: Any) -> DigestPart:
    needs = needs_of(siren, reader)
    if needs is None:
        return DigestPart(missing=[_("Ce que la collectivité attend du réseau")])
    title = typeset(words(needs.campaign.title))
    if needs.answer is not None:
        url = reverse("results:question", kwargs={"slug": needs.campaign.slug, "code": needs.question.code})
        lines = present_value(needs.question, needs.answer.value)
        answer_lines = [DigestLine(words=typeset(line), url=url) for line in lines]
        return DigestPart(asked=answer_lines, asked_by=_("Sa réponse\u00a0: %(campaign)s.") % {"campaign": title})
    by = _("Les membres ensemble\u00a0: %(campaign)s. La réponse de cette collectivité n’est pas publiée.")
    return DigestPart(asked=_need_lines(needs), asked_by=by % {"campaign": title})


def _of_network(slug: str, reader: Any) -> DigestPart:
    """What sources state of the members together, which is the same for each of them."""
    first = next(iter(network_members(slug)), None)
    needs = needs_of(first.siren, reader) if first else None
    if needs is None or not needs.facts:
        return DigestPart(missing=[_("Ce que les membres attendent ensemble du réseau")])
    by = _("Les membres ensemble\u00a0: %(campaign)s.")
    return DigestPart(asked=_need_lines(needs), asked_by=by % {"campaign": typeset(words(needs.campaign.title))})


def _need_lines(needs: StatedNeeds) -> list[DigestLine]:
    return [
        DigestLine(words=typeset(words(fact.statement)), url=reverse("evidence:fact", kwargs={"fact_id": fact.id}))
        for fact in needs.facts
    ]


NEEDS_DIGEST = TerritoryDigest(rank=50, build=_build)
NEEDS_NETWORK_DIGEST = NetworkDigest(rank=50, build=_of_network, opens_home=True)
