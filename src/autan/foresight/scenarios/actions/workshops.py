"""The only writers of workshops around the table: opened, mixes taken, converged, closed, mixes kept as scenarios."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.text import slugify

from autan.foresight.engine.core.deck import Deck
from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.scenarios.actions.scenarios import keep_scenario, place_of
from autan.foresight.scenarios.models import KeptScenario, TableGroup, TableWorkshop
from autan.foresight.scenarios.queries.workshops import deck_cards, levers_of
from autan.ground.errors import ConflictError, DomainError
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import refs_to
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import journal_network

FEWEST_GROUPS, MOST_GROUPS, MAX_GROUP_NAME = 1, 12, 80
REFUSAL = "seules les personnes qui coordonnent ce lieu y tiennent un atelier"
_KEY_BYTES = 9
_ref = refs_to("foresight", "workshop")


def open_workshop(
    *,
    by: Actor | None,
    place: Network | Territory,
    title: str,
    held_on: date,
    horizon: int,
    deck: Deck,
    groups: Sequence[str],
    workshop_url: str = "",
    is_published: bool = False,
) -> TableWorkshop:
    """Open a workshop with its groups and the cards of the day."""
    names = [name.strip() for name in groups if name.strip()]
    if any(len(name) > MAX_GROUP_NAME for name in names):
        message = "{max_name} signes au plus dans le nom d’un groupe"
        raise DomainError(message, max_name=MAX_GROUP_NAME)
    if not FEWEST_GROUPS <= len(names) <= MOST_GROUPS or len(set(names)) < len(names):
        message = "de {fewest_groups} à {most_groups} groupes, de noms différents"
        raise DomainError(message, fewest_groups=FEWEST_GROUPS, most_groups=MOST_GROUPS)
    with acting(by=by, act="open_workshop", permission="foresight.run_workshop", on=place, refusal=REFUSAL) as act:
        workshop = TableWorkshop.objects.create(
            slug=free_slug(TableWorkshop.objects.all(), f"{slugify(title)[:40] or 'atelier'}-{held_on:%Y-%m-%d}"),
            title=title.strip(),
            network=place if isinstance(place, Network) else None,
            territory=place if isinstance(place, Territory) else None,
            held_on=held_on,
            horizon=horizon,
            cards={
                card.kind.code: {"quantity": card.quantity, "blocks": card.blocks, "copies": card.copies}
                for card in deck.cards
            },
            block_mwh=deck.block_mwh,
            workshop_url=workshop_url,
            is_published=is_published,
        )
        for name in names:
            TableGroup.objects.create(workshop=workshop, name=name, key=secrets.token_urlsafe(_KEY_BYTES))
        act.record(
            _ref(workshop),
            summary=f"Atelier ouvert : {workshop.title}, {len(names)} groupes",
            network=journal_network(place),
        )
    return workshop


def record_mix(
    *,
    group: TableGroup,
    mix: Mapping[str, int],
    now: datetime,
    guess: int | None = None,
    dissent: str = "",
    authors: str = "",
) -> TableGroup:
    """Keep what a group played; who holds its address speaks for it.

    A guess is kept once: after it has seen the others, a group does not change what it guessed.

    Raises DomainError: a card that the deck has not, or more copies than there are.
    """
    workshop = group.workshop
    if workshop.is_closed:
        raise ConflictError("cet atelier est clos")
    checked = checked_mix(workshop, mix)
    network = journal_network(place_of(workshop))
    with acting(by=None, act="record_mix", by_name=group.name, network=network) as act:
        group.mix, group.typed_at = checked, now
        group.dissent, group.authors = dissent.strip(), authors.strip()
        group.guess = guess if group.guess is None else group.guess
        group.save(update_fields=["mix", "typed_at", "dissent", "authors", "guess"])
        act.record(_ref(workshop), summary=f"Mélange du groupe {group.name}", network=network)
    return group


def checked_mix(workshop: TableWorkshop, mix: Mapping[str, int]) -> dict[str, int]:
    """Return a mix without what was not played."""
    for code, count in mix.items():
        if code not in workshop.cards:
            message = "aucune carte «\u202f{code}\u202f» dans ce jeu"
            raise DomainError(message, code=code)
        most = workshop.cards[code]["copies"]
        if not 0 <= count <= most:
            message = "de 0 à {most} cartes «\u202f{code}\u202f», lu\u00a0: {count}"
            raise DomainError(message, most=most, code=code, count=count)
    return {code: count for code, count in mix.items() if count}


def record_agreed_mix(
    *, by: Actor | None, workshop: TableWorkshop, mix: Mapping[str, int], dissent: str
) -> TableWorkshop:
    """Keep the mix that the room agreed on, and what it did not agree on.

    Raises DomainError: a card that the deck has not, or more copies than there are.
    """
    place = place_of(workshop)
    with acting(by=by, act="record_agreed_mix", permission="foresight.run_workshop", on=place, refusal=REFUSAL) as act:
        if workshop.is_closed:
            raise ConflictError("cet atelier est clos")
        workshop.converged, workshop.dissent = checked_mix(workshop, mix), dissent.strip()
        workshop.save(update_fields=["converged", "dissent"])
        act.record(_ref(workshop), summary=f"Mélange commun de {workshop.title}", network=journal_network(place))
    return workshop


def keep_mixes(*, by: Actor | None, workshop: TableWorkshop) -> list[KeptScenario]:
    """Keep what each group played, then what the room agreed on; mixes that were kept already are left."""
    titles, place = set(workshop.scenarios.values_list("title", flat=True)), place_of(workshop)
    mixes = [(f"{workshop.title} : {group.name}", group.mix, group.authors) for group in workshop.groups.all()]
    mixes.append((f"{workshop.title} : ensemble", workshop.converged, "Tous les groupes"))
    return [
        keep_scenario(
            by=by,
            place=place,
            document=ScenarioDocument(
                title=title[:160],
                place=workshop.place_code,
                horizon=workshop.horizon,
                levers=levers_of(deck_cards(workshop), mix, workshop.horizon),
            ),
            authors=authors,
            workshop=workshop,
            is_published=workshop.is_published,
        )
        for title, mix, authors in mixes
        # a mix kept already is known by its title, cut as it was kept
        if mix and title[:160].strip() not in titles
    ]
