"""What other programs may follow of the group: a feed of decisions, calendars of public bodies."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from autan.cooperation.working_group.models import Decision
from autan.cooperation.working_group.queries.bodies import bodies_of
from autan.cooperation.working_group.queries.decisions import decisions_in
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.extension_points import NewsFeed, NewsItem, PublicCalendars
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.queries.networks import get_network, list_networks


def _decisions() -> Iterator[NewsItem]:
    """The public decisions of every network, from the day they were recorded; one withdrawn says so."""
    for network in list_networks():
        for decision in decisions_in(network, reader=PUBLIC):
            yield NewsItem(
                key=decision.number,
                title=Text(decision.title, decision.title),
                summary=_summary(decision),
                path=reverse("working_group:decision", kwargs={"slug": decision.slug}),
                on=timezone.localdate(decision.recorded_at),
            )


def _summary(decision: Decision) -> Text:
    network, isoformat = decision.network.name, decision.decided_on.isoformat()
    prefix = ("Retirée. ", "Withdrawn. ") if decision.withdrawn_on else ("", "")
    return Text(
        f"{prefix[0]}Décision {decision.number} du {isoformat}, {network.fr}.",
        f"{prefix[1]}Decision {decision.number} of {isoformat}, {network.en}.",
    )


def _calendars(network: str) -> list[tuple[Text, str]]:
    """The public bodies of a network, each with the meetings of it that anybody may read."""
    bodies = bodies_of(get_network(network), reader=PUBLIC)
    return [(body.name, reverse("working_group:feed", kwargs={"slug": body.slug})) for body in bodies]


PUBLISHED = (
    NewsFeed(name="decisions", rank=15, title=Sentence("décisions des groupes de travail"), items=_decisions),
    PublicCalendars(rank=10, calendars=_calendars),
)
