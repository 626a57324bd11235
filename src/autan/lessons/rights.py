"""Who reads lessons and needs that are not published, writes them, answers, and declares an adoption."""

from typing import Any

import rules

from autan.accounts.rights import Rights
from autan.lessons.models import Lesson, Need, Offer
from autan.territories.models import Network
from autan.territories.rights import (
    ACTING_ROLES,
    acts_for_territory,
    coordinates_network,
    holds_role_in,
    leads_territory,
)


@rules.predicate
def takes_part(person: Any, network: Network | None) -> bool:
    """The person coordinates the network, or acts for a member of it."""
    if network is None:
        return False
    return bool(coordinates_network(person, network)) or holds_role_in(person, network.slug, ACTING_ROLES)


@rules.predicate
def writes_lesson(person: Any, lesson: Lesson | None) -> bool:
    """The person acts for the host, or coordinates the network."""
    if lesson is None:
        return False
    return bool(coordinates_network(person, lesson.network) or acts_for_territory(person, lesson.territory))


@rules.predicate
def publishes_lesson(person: Any, lesson: Lesson | None) -> bool:
    """The person is the officer of the host, or coordinates the network."""
    if lesson is None:
        return False
    return bool(coordinates_network(person, lesson.network) or leads_territory(person, lesson.territory))


@rules.predicate
def reads_lesson(person: Any, lesson: Lesson | None) -> bool:
    """The lesson is published, or the person writes it: a draft is private."""
    return lesson is not None and (lesson.is_published or bool(writes_lesson(person, lesson)))


@rules.predicate
def reads_need(person: Any, need: Need | None) -> bool:
    """The need is published, or the person holds a role in the network or on a member of it."""
    return need is not None and (need.is_published or holds_role_in(person, need.network.slug))


@rules.predicate
def writes_need(person: Any, need: Need | None) -> bool:
    """The person acts for the territory that asks, or coordinates the network."""
    if need is None:
        return False
    acts = need.territory is not None and acts_for_territory(person, need.territory)
    return bool(acts or coordinates_network(person, need.network))


@rules.predicate
def answers_need(person: Any, need: Need | None) -> bool:
    """The person takes part in the network of the need."""
    return need is not None and bool(takes_part(person, need.network))


@rules.predicate
def writes_offer(person: Any, offer: Offer | None) -> bool:
    """The person acts for the territory that offers, or coordinates the network."""
    if offer is None:
        return False
    acts = offer.territory is not None and acts_for_territory(person, offer.territory)
    return bool(acts or coordinates_network(person, offer.network))


@rules.predicate
def reads_needs_of(person: Any, network: Network | None) -> bool:
    """The person holds a role in the network, or on a member of it: reads what is not published of it."""
    return network is not None and holds_role_in(person, network.slug)


RIGHTS: Rights = {
    "lessons.take_part": takes_part,
    "lessons.write_lesson": writes_lesson,
    "lessons.publish_lesson": publishes_lesson,
    "lessons.read_lesson": reads_lesson,
    "lessons.read_need": reads_need,
    "lessons.read_needs_of": reads_needs_of,
    "lessons.write_need": writes_need,
    "lessons.answer_need": answers_need,
    "lessons.write_offer": writes_offer,
    "lessons.declare_adoption": acts_for_territory,
}
