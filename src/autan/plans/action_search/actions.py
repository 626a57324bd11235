"""Decisions on similar actions, requests to be put in touch, and the reading of titles."""

from collections.abc import Callable
from datetime import date

import numpy as np

from autan.ground.errors import DomainError
from autan.ground.web.presenters import french_address
from autan.people.accounts.models import Person
from autan.people.accounts.renderers import render_personal_email
from autan.people.journal.actions import Actor, acting
from autan.people.mail.actions import queue_message
from autan.people.mail.connectors import Sender
from autan.plans.action_search.core.sentences import Encoder, SentenceTable, sentence_mark, sentence_text
from autan.plans.action_search.importers import read_sentences, write_sentences
from autan.plans.action_search.lake.filed_actions import filed_actions
from autan.plans.action_search.queries.indexes import sheets_index
from autan.plans.projects.actions.sheets import REFUSAL, network_of, sheet_ref
from autan.plans.projects.models import ActionSheet, SimilarityDecision
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import networks_of
from autan.territories.networks.queries.people import coordinating_people

# Reads the titles of actions with the sentence model, those that it has not read yet; run in the background.


_BATCH = 200


def index_sentences(encoder: Encoder, *, tell: Callable[[int, int], None] | None = None) -> int:
    """Read the titles of the filed actions and of the published sheets; return how many were read anew.

    What is read of titles that no longer stand is dropped.
    """
    titles = [action.title for action in filed_actions()]
    titles += [sheet.title for sheet in sheets_index().held().values()]
    by_mark = {sentence_mark(title): title for title in titles}
    before = read_sentences()
    present = [mark for mark in by_mark if mark in before.rows]
    fresh = [mark for mark in by_mark if mark not in before.rows]
    if not fresh and len(present) == len(before.rows):
        return 0
    parts = [before.vectors[[before.rows[mark] for mark in present]]] if present else []
    for start in range(0, len(fresh), _BATCH):
        texts = [sentence_text(by_mark[mark]) for mark in fresh[start : start + _BATCH]]
        parts.append(np.asarray(encoder.encode(texts), dtype=np.float32))
        if tell:
            tell(min(start + _BATCH, len(fresh)), len(fresh))
    rows = {mark: row for row, mark in enumerate([*present, *fresh])}
    write_sentences(SentenceTable(rows=rows, vectors=np.concatenate(parts)))
    return len(fresh)


# What somebody does with an action suggested as similar: keep it or not, ask to be put in touch with its carrier.


MOST_TEXT = 2_000


def ask_contact(*, by: Person, sheet: ActionSheet, target: ActionSheet, text: str, site: str, today: date) -> int:
    """Write to those who coordinate the network of an action; once a day for the same two actions.

    Returns how many people were written to.
    """
    words = " ".join(text.split())[:MOST_TEXT]
    if not words:
        raise DomainError("dites ce que vous cherchez, en une phrase")
    network = _network_between(sheet, target)
    people = coordinating_people(network) if network else []
    if network is None or not people:
        raise DomainError("personne ne coordonne le réseau de cette action")
    with acting(by=by, act="ask_contact", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        email = render_personal_email(
            "action_search/mail/contact.txt",
            asker=by,
            own=sheet,
            wanted=target,
            places=", ".join(place.name for place in target.carriers.all()),
            text=words,
            page=french_address("projects:sheet", site=site, slug=target.slug),
        )
        for person in people:
            queue_message(
                kind="projects.contact",
                to=person.email,
                subject=email.subject,
                body=email.body,
                network=network.slug,
                sender=Sender(name=network.sender_name, reply_to=by.email),
                # The queue takes a key once: one mail a day for a pair of actions.
                key=f"projects.contact/{sheet.pk}/{target.pk}/{person.pk}/{today.isoformat()}",
            )
        summary = f"Mise en relation demandée : {target.title}"
        act.record(sheet_ref(sheet), summary=summary, network=network.slug)
    return len(people)


def _network_between(sheet: ActionSheet, target: ActionSheet) -> Network | None:
    """The first network that both actions are of, else the first one of the action that is wanted; or None."""
    own = {network.pk for place in sheet.carriers.all() for network in networks_of(place.siren)}
    networks = list(networks_of(target.carriers.all()[0].siren))
    return next((network for network in networks if network.pk in own), next(iter(networks), None))


def decide_similar(*, by: Actor | None, sheet: ActionSheet, suggested: str, is_accepted: bool, score: float) -> None:
    """Keep whether a suggested action resembles a sheet: accepted, it stays beside it; refused, it comes no more."""
    with acting(by=by, act="decide_similar", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        SimilarityDecision.objects.update_or_create(
            sheet=sheet,
            suggested=suggested[:160],
            defaults={"is_accepted": is_accepted, "score": score, "by_id": by.pk if by else None},
        )
        decision = "Action semblable retenue" if is_accepted else "Action semblable écartée"
        details = {"suggested": suggested, "score": round(score, 3)}
        act.record(sheet_ref(sheet), summary=f"{decision} : {suggested}", network=network_of(sheet), details=details)
