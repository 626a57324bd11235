"""« Rien d’autre » : a source, or a person on a day, states that a section of a plan, or a list of plans, is whole."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.ground.errors import DomainError, RuleError
from autan.ground.texts.language import day
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.plans.actions.plans import network_of, plan_ref, refresh_digest, withdraw_statement
from autan.plans.plans.core.sections import ACTIONS
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import CompletenessStatement, Plan
from autan.plans.plans.queries.plans import PLANS
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import journal_network

_REFUSAL = "seules les personnes qui écrivent ce plan disent qu’une rubrique est complète"
_REFUSAL_OF_PLANS = (
    "seuls la coordination du réseau et le ou la chargé·e de mission du territoire disent qu’il n’a pas d’autre plan"
)


def state_complete(
    *, by: Actor | None, plan: Plan, section: str, on: date, evidence: Sequence[EvidenceRef] = ()
) -> CompletenessStatement:
    """State that there is nothing else in a section of a plan, or among its axes and actions.

    Raises:
        RuleError: it is stated already.
        DomainError: the day is to come; or the product itself states it of a real authority, without a source.
        NotAllowedError: `by` may not write the plan.
        UnknownFieldError: there is no such section.
    """
    label = "Axes et actions" if section == ACTIONS else find_section(section).label.fr
    with acting(by=by, act="state_complete", permission="plans.write_plan", on=plan, refusal=_REFUSAL) as act:
        _check(on, is_sourced=by is not None or bool(evidence) or plan.as_core().is_invented)
        _refuse_twice(plan.complete_sections.filter(section=section).first())
        made = CompletenessStatement.objects.create(
            plan=plan, section=section, stated_on=on, evidence=refs_as_json(evidence), by_id=by.pk if by else None
        )
        refresh_digest(plan)
        act.record(plan_ref(plan), summary=f"{label} : rien d’autre au {on.isoformat()}", network=network_of(plan))
    return made


def reopen_section(*, by: Actor | None, plan: Plan, section: str) -> bool:
    """Take back what was stated of a section; say whether it was.

    Raises:
        NotAllowedError: `by` may not write the plan.
    """
    with acting(by=by, act="reopen_section", permission="plans.write_plan", on=plan, refusal=_REFUSAL) as act:
        return withdraw_statement(act, plan, section)


def state_plans_complete(
    *, by: Actor | None, territory: Territory, on: date, evidence: Sequence[EvidenceRef] = ()
) -> CompletenessStatement:
    """State that a territory has no other plan than those recorded here, or none.

    Raises:
        RuleError: it is stated already.
        DomainError: the day is to come; or the product itself states it of a real authority, without a source.
        NotAllowedError: `by` does not lead the territory.
    """
    with acting(
        by=by, act="state_plans_complete", permission="plans.start_plan", on=territory, refusal=_REFUSAL_OF_PLANS
    ) as act:
        _check(on, is_sourced=by is not None or bool(evidence) or territory.is_invented)
        _refuse_twice(territory.complete_sections.filter(section=PLANS).first())
        made = CompletenessStatement.objects.create(
            territory=territory,
            section=PLANS,
            stated_on=on,
            evidence=refs_as_json(evidence),
            by_id=by.pk if by else None,
        )
        ref, network = ObjectRef("plans", "territory", territory.siren), journal_network(territory)
        act.record(ref, summary=f"Plans : rien d’autre au {on.isoformat()}", network=network)
    return made


def reopen_plans(*, by: Actor | None, territory: Territory) -> bool:
    """Take back what was stated of the plans of a territory; say whether it was.

    Raises:
        NotAllowedError: `by` does not lead the territory.
    """
    with acting(
        by=by, act="reopen_plans", permission="plans.start_plan", on=territory, refusal=_REFUSAL_OF_PLANS
    ) as act:
        return withdraw_statement(act, territory, PLANS)


def _check(on: date, *, is_sourced: bool) -> None:
    if on > timezone.localdate():
        message = "le {on} est à venir\u00a0: on ne peut pas encore dire qu’il n’y a rien d’autre"
        raise DomainError(message, on=day(on))
    if not is_sourced:
        raise DomainError("qu’il n’y ait rien d’autre se dit d’une vraie collectivité avec une source")


def _refuse_twice(stated: CompletenessStatement | None) -> None:
    if stated is not None:
        message = "c’est déjà dit complet, au {stated_on}"
        raise RuleError(message, stated_on=day(stated.stated_on))
