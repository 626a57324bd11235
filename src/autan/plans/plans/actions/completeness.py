"""« Rien d’autre » : a source, or a person on a day, states that a section of a plan, or a list of a place, is full."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date

from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.ground.errors import DomainError, RuleError
from autan.ground.texts.language import day
from autan.people.journal.actions import Act, Actor, acting
from autan.plans.plans.actions.plans import journal_place, refresh_digest, withdraw_statement
from autan.plans.plans.core.sections import ACTIONS
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import CompletenessStatement, Plan
from autan.plans.plans.queries.complete_lists import find_list
from autan.territories.networks.models import Territory

_REFUSAL = "seules les personnes qui écrivent ce plan disent qu’une rubrique est complète"


def state_complete(
    *, by: Actor | None, about: Plan | Territory, section: str, on: date, evidence: Sequence[EvidenceRef] = ()
) -> CompletenessStatement:
    """State that there is nothing else in a section of a plan, or in a list of a territory (`CompleteList`).

    Raises DomainError: the day is to come; or the product itself states it of a real authority, without a source.
    """
    if isinstance(about, Territory):
        label = find_list(section).label.fr
    else:
        label = "Axes et actions" if section == ACTIONS else find_section(section).label.fr
    with _acting(by, about, section, "state_complete", "state_list_complete") as act:
        _check(on, is_sourced=by is not None or bool(evidence) or about.is_invented)
        stated = about.complete_sections.filter(section=section).first()
        if stated is not None:
            message = "c’est déjà dit complet, au {stated_on}"
            raise RuleError(message, stated_on=day(stated.stated_on))
        made = about.complete_sections.create(
            section=section, stated_on=on, evidence=refs_as_json(evidence), by_id=by.pk if by else None
        )
        if isinstance(about, Plan):
            refresh_digest(about)
        ref, network = journal_place(about)
        act.record(ref, summary=f"{label} : rien d’autre au {on.isoformat()}", network=network)
    return made


def reopen(*, by: Actor | None, about: Plan | Territory, section: str) -> bool:
    """Take back what was stated of a section of a plan, or of a list of a territory; say whether it was."""
    with _acting(by, about, section, "reopen_section", "reopen_list") as act:
        return withdraw_statement(act, about, section)


def _acting(
    by: Actor | None, about: Plan | Territory, section: str, of_plan: str, of_territory: str
) -> AbstractContextManager[Act]:
    """The act under its name, with the right that it takes."""
    if isinstance(about, Plan):
        return acting(by=by, act=of_plan, permission="plans.write_plan", on=about, refusal=_REFUSAL)
    stated = find_list(section)
    return acting(by=by, act=of_territory, permission=stated.permission, on=about, refusal=stated.refusal)


def _check(on: date, *, is_sourced: bool) -> None:
    if on > timezone.localdate():
        message = "le {on} est à venir\u00a0: on ne peut pas encore dire qu’il n’y a rien d’autre"
        raise DomainError(message, on=day(on))
    if not is_sourced:
        raise DomainError("qu’il n’y ait rien d’autre se dit d’une vraie collectivité avec une source")
