"""What is decided of proposals, and what people state of competences and obligations."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.errors import ConflictError, DomainError
from autan.journal.actions import Actor, acting
from autan.journal.core.objects import ObjectRef
from autan.plans.actions.plans import plan_ref, save_section
from autan.plans.core.competences import Holding
from autan.plans.core.documents import LineInput
from autan.plans.core.obligations import Perimeter
from autan.plans.core.proposals import ProposedLine
from autan.plans.importers.definitions import plan_competences, rule_table
from autan.plans.models import DutyRecord, Plan, ProposalDecision, StatedCompetence, StatedDuty
from autan.territories.models import Network, Territory
from autan.territories.queries.networks import journal_network


class AlreadyDecidedError(ConflictError):
    """Somebody decided of this proposal before."""


def decide_proposal(
    *, by: Actor | None, plan: Plan, proposal: ProposedLine, is_accepted: bool, reason: str = ""
) -> ProposalDecision:
    """Accept a line proposed to a plan, which is then saved with its evidence, or refuse it; either is remembered.

    Raises:
        AlreadyDecidedError: it was decided before.
        ConflictError: the line of the grid that it would fill already says something.
    """
    with acting(by=by, act="decide_proposal", permission="plans.write_plan", on=plan) as act:
        decision, is_new = ProposalDecision.objects.get_or_create(
            plan=plan,
            proposal=proposal.key,
            defaults={"is_accepted": is_accepted, "reason": reason[:300], "by_id": by.pk if by else None},
        )
        if not is_new:
            raise AlreadyDecidedError("cette proposition a déjà été décidée")
        if is_accepted:
            if proposal.line and plan.lines.filter(section=proposal.section, key=proposal.line).exists():
                raise ConflictError("cette ligne dit déjà quelque chose : corrigez-la à la main, ou refusez")
            line = LineInput(key=proposal.line, typed=proposal.typed, evidence=proposal.evidence)
            save_section(by=by, plan=plan, section=proposal.section, lines=[line])
        word = "acceptée" if is_accepted else "refusée"
        act.record(plan_ref(plan), summary=f"Proposition {word} : {proposal.key}", details={"reason": reason})
    return decision


def state_competence(
    *, by: Actor | None, territory: Territory, competence: str, holding: Holding, source: str
) -> StatedCompetence:
    """State whether a territory holds a competence, with the source; it stands over the national base.

    Raises:
        DomainError: the competence is not one of the list, or no source is given.
    """
    if competence not in {known.code for known in plan_competences()}:
        message = f"compétence inconnue : {competence!r}"
        raise DomainError(message)
    if not source.strip():
        raise DomainError("une compétence se déclare avec sa source : statuts, délibération, arrêté")
    with acting(by=by, act="state_competence", permission="plans.start_plan", on=territory) as act:
        said, _is_new = StatedCompetence.objects.update_or_create(
            territory=territory,
            competence=competence,
            defaults={"holding": holding.value, "source": source.strip()[:300], "stated_by_name": act.by_name},
        )
        act.record(
            ObjectRef("territories", "territory", territory.siren),
            summary=f"Compétence déclarée : {competence}, {holding.label.fr}",
            network=journal_network(territory),
            details={"source": said.source},
        )
    return said


def record_duties(
    *, by: Actor | None, network: Network, rule: str, members: Sequence[Mapping[str, Any]], statements: Sequence[Any]
) -> int:
    """Record what sources say of the populations of members, and of an obligation; return how many members.

    Args:
        by: who records it.
        network: network of the members.
        rule: code of the rule.
        members: for each, `siren`, `populations`, and where known `existed_since` or `created_on` with
            `existence_evidence`, and `has_air_protection_plan`.
        statements: `siren` (empty for the network as a whole), `says` and `evidence` of each.

    Raises:
        DomainError: the rule is unknown.
    """
    if rule_table().obligation(rule) is None:
        message = f"règle inconnue : {rule!r}"
        raise DomainError(message)
    with acting(by=by, act="record_duties", permission="territories.coordinate_network", on=network) as act:
        changed = False
        for member in members:
            values = {name: value for name, value in member.items() if name != "siren"}
            for known in values.get("populations", ()):
                Perimeter(known["perimeter"])
            held = DutyRecord.objects.filter(siren=member["siren"]).first()
            if held is None or any(getattr(held, name) != value for name, value in values.items()):
                DutyRecord.objects.update_or_create(siren=member["siren"], defaults=values)
                changed = True
        for said in statements:
            key = {"rule": rule, "network": network, "siren": said["siren"], "says": said["says"]}
            _, is_new = StatedDuty.objects.update_or_create(**key, defaults={"evidence": said["evidence"]})
            changed = changed or is_new
        if changed:
            ref = ObjectRef("territories", "network", network.slug)
            act.record(ref, summary="Obligations : ce que disent les sources", network=network.slug)
    return len(members)
