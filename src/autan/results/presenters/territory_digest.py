"""What the room gives to the one page of a territory: what is asked of the network."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.language import typeset, words
from autan.evidence.models import Fact
from autan.extension_points import DigestLine, DigestPart, TerritoryDigest
from autan.questionnaires.presenters.answers import present_value
from autan.results.queries.needs import needs_of


def _build(siren: str, reader: Any) -> DigestPart:
    needs = needs_of(siren, reader)
    if needs is None:
        return DigestPart(missing=[_("Ce que la collectivité attend du réseau")])
    title = typeset(words(needs.campaign.title))
    if needs.answer is not None:
        url = reverse("surveys:question", kwargs={"slug": needs.campaign.slug, "code": needs.question.code})
        lines = present_value(needs.question, needs.answer.value)
        asked = [DigestLine(words=typeset(line), url=url) for line in lines]
        return DigestPart(asked=asked, asked_by=_("Sa réponse\u00a0: %(campaign)s.") % {"campaign": title})
    by = _("Les membres ensemble\u00a0: %(campaign)s. La réponse de cette collectivité n’est pas publiée.")
    return DigestPart(asked=[_stated(fact) for fact in needs.facts], asked_by=by % {"campaign": title})


def _stated(fact: Fact) -> DigestLine:
    return DigestLine(words=typeset(words(fact.statement)), url=reverse("evidence:fact", kwargs={"fact_id": fact.id}))


NEEDS_DIGEST = TerritoryDigest(rank=50, build=_build)
