"""What somebody does with an action suggested as similar: keep it or not, ask to be put in touch with its carrier."""

from datetime import date

from autan.ground.errors import DomainError
from autan.people.accounts.models import Person
from autan.people.journal.actions import Actor, acting
from autan.people.mail.actions import queue_message
from autan.people.mail.connectors import Sender
from autan.plans.action_search.renderers.messages import render_contact
from autan.plans.projects.actions.sheets import REFUSAL, network_of, sheet_ref
from autan.plans.projects.models import ActionSheet, SimilarityDecision
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import networks_of
from autan.territories.networks.queries.people import coordinating_people

MOST_TEXT = 2_000


def ask_contact(*, by: Person, sheet: ActionSheet, wanted: ActionSheet, text: str, site: str, today: date) -> int:
    """Write to those who coordinate the network of an action; once a day for the same two actions.

    Returns:
        How many people were written to.

    Raises:
        DomainError: nothing is asked, or nobody coordinates that network.
        NotAllowedError: `by` may not write the first action.
    """
    words = " ".join(text.split())[:MOST_TEXT]
    if not words:
        raise DomainError("dites ce que vous cherchez, en une phrase")
    network = _network_between(sheet, wanted)
    people = coordinating_people(network) if network else []
    if network is None or not people:
        raise DomainError("personne ne coordonne le réseau de cette action")
    with acting(by=by, act="ask_contact", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        email = render_contact(by, sheet, wanted, words, site=site)
        for person in people:
            queue_message(
                kind="projects.contact",
                to=person.email,
                subject=email.subject,
                body=email.body,
                network=network.slug,
                sender=Sender(name=network.sender_name, reply_to=by.email),
                key=f"projects.contact/{sheet.pk}/{wanted.pk}/{person.pk}/{today.isoformat()}",
            )
        told = f"Mise en relation demandée : {wanted.title}"
        act.record(sheet_ref(sheet), summary=told, network=network.slug)
    return len(people)


def _network_between(sheet: ActionSheet, wanted: ActionSheet) -> Network | None:
    """The first network that both actions are of, else the first one of the action that is wanted; or None."""
    own = {network.pk for place in sheet.carriers.all() for network in networks_of(place.siren)}
    found = list(networks_of(wanted.carriers.all()[0].siren))
    return next((network for network in found if network.pk in own), next(iter(found), None))


def decide_similar(*, by: Actor | None, sheet: ActionSheet, suggested: str, is_accepted: bool, score: float) -> None:
    """Keep whether a suggested action resembles a sheet: accepted, it stays beside it; refused, it comes no more.

    Raises:
        NotAllowedError: `by` may not write the sheet.
    """
    with acting(by=by, act="decide_similar", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        SimilarityDecision.objects.update_or_create(
            sheet=sheet,
            suggested=suggested[:160],
            defaults={"is_accepted": is_accepted, "score": score, "by_id": by.pk if by else None},
        )
        told = "Action semblable retenue" if is_accepted else "Action semblable écartée"
        details = {"suggested": suggested, "score": round(score, 3)}
        act.record(sheet_ref(sheet), summary=f"{told} : {suggested}", network=network_of(sheet), details=details)
