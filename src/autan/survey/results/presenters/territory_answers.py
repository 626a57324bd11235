"""The answers of a territory on its page, a section for each campaign its reader may read, and on its digest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.extension_points import (
    DigestLine,
    DigestPart,
    NetworkDigest,
    PageSection,
    TerritoryDigest,
    TerritorySection,
)
from autan.ground.texts.language import typeset, words
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answers_of_territory
from autan.survey.campaigns.queries.campaigns import respondents_in_documents
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.presenters.answers import present_answer, present_value
from autan.survey.results.queries.needs import StatedNeeds, needs_of
from autan.territories.networks.queries.networks import network_members

_TEMPLATE = "results/territory_answers.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer: the question, its words, one item a line, and where its proof is.

    `is_free_text` when it holds words written by hand, in French whatever the language of the page.
    """

    question: str
    lines: tuple[str, ...]
    is_free_text: bool
    has_rows: bool
    url: str


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


def _lines(campaign: Campaign, answers: Sequence[tuple[Question, AnswerRevision]]) -> tuple[AnswerLine, ...]:
    return tuple(
        AnswerLine(
            question=words(question.text),
            lines=present_answer(question, answer),
            is_free_text=kind_of(question).holds_free_text(question, answer.value),
            has_rows=bool(question.columns),
            url=reverse("results:question", kwargs={"slug": campaign.slug, "code": question.code}),
        )
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
    return DigestPart(asked=_stated(needs), asked_by=by % {"campaign": title})


def _of_network(slug: str, reader: Any) -> DigestPart:
    """What sources state of the members together, which is the same for each of them."""
    first = next(iter(network_members(slug)), None)
    needs = needs_of(first.siren, reader) if first else None
    if needs is None or not needs.facts:
        return DigestPart(missing=[_("Ce que les membres attendent ensemble du réseau")])
    by = _("Les membres ensemble\u00a0: %(campaign)s.")
    return DigestPart(asked=_stated(needs), asked_by=by % {"campaign": typeset(words(needs.campaign.title))})


def _stated(needs: StatedNeeds) -> list[DigestLine]:
    return [
        DigestLine(words=typeset(words(fact.statement)), url=reverse("evidence:fact", kwargs={"fact_id": fact.id}))
        for fact in needs.facts
    ]


NEEDS_DIGEST = TerritoryDigest(rank=50, build=_build)
NEEDS_NETWORK_DIGEST = NetworkDigest(rank=50, build=_of_network, opens_home=True)
