"""What people state of competences, and what sources say of obligations."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.ground.errors import DomainError
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.core.obligations import PerimeterMatch
from autan.plans.obligations.importers.competences import plan_competences
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.plans.models import DutyRecord, StatedCompetence, StatedDuty
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import journal_network


def state_competence(
    *, by: Actor | None, territory: Territory, competence: str, holding: Holding, source: str
) -> StatedCompetence:
    """State whether a territory holds a competence, with the source; it stands over the national base.

    Raises:
        DomainError: the competence is not one of the list, or no source is given.
    """
    if competence not in {known.code for known in plan_competences()}:
        message = "compétence inconnue\u00a0: «\u202f{competence}\u202f»"
        raise DomainError(message, competence=competence)
    if not source.strip():
        raise DomainError("une compétence se déclare avec sa source\u00a0: statuts, délibération, arrêté")
    with acting(by=by, act="state_competence", permission="plans.start_plan", on=territory) as act:
        statement, _is_new = StatedCompetence.objects.update_or_create(
            territory=territory,
            competence=competence,
            defaults={"holding": holding.value, "source": source.strip()[:300], "stated_by_name": act.by_name},
        )
        act.record(
            ObjectRef("territories", "territory", territory.siren),
            summary=f"Compétence déclarée : {competence}, {holding.label.fr}",
            network=journal_network(territory),
            details={"source": statement.source},
        )
    return statement


def record_duties(
    *, by: Actor | None, network: Network, rule: str, members: Sequence[Mapping[str, Any]], statements: Sequence[Any]
) -> int:
    """Record what sources say of the populations of members, and of an obligation; return how many members.

    A member has `siren`, `populations`, and where known `existed_since` or `created_on` with `existence_evidence`, and
    `has_air_protection_plan`; a statement has `siren` (empty for the network as a whole), `says` and `evidence`.

    Raises:
        DomainError: the rule is unknown.
    """
    if find_obligation(rule) is None:
        message = "règle inconnue\u00a0: «\u202f{rule}\u202f»"
        raise DomainError(message, rule=rule)
    with acting(by=by, act="record_duties", permission="territories.coordinate_network", on=network) as act:
        changed = False
        for member in members:
            values = {name: value for name, value in member.items() if name != "siren"}
            for known in values.get("populations", ()):
                PerimeterMatch(known["perimeter"])
            duty_record = DutyRecord.objects.filter(siren=member["siren"]).first()
            if duty_record is None or any(getattr(duty_record, name) != value for name, value in values.items()):
                DutyRecord.objects.update_or_create(siren=member["siren"], defaults=values)
                changed = True
        for statement in statements:
            key = {"rule": rule, "network": network, "siren": statement["siren"], "says": statement["says"]}
            _, is_new = StatedDuty.objects.update_or_create(**key, defaults={"evidence": statement["evidence"]})
            changed = changed or is_new
        if changed:
            ref = ObjectRef("territories", "network", network.slug)
            act.record(ref, summary="Obligations : ce que disent les sources", network=network.slug)
    return len(members)
