"""What people state of competences, and what sources say of obligations."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.ground.errors import DomainError, UnknownError
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import day
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.obligations.core.competences import Holding, PerimeterMatch
from autan.plans.obligations.core.rules import RuleNature
from autan.plans.obligations.importers.competences import plan_competences
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.plans.models import DutyRecord, StatedCompetence, StatedDuty
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import journal_network


def state_competence(
    *, by: Actor | None, territory: Territory, competence: str, holding: Holding, source: str
) -> StatedCompetence:
    """State whether a territory holds a competence, with the source; it stands over the national base."""
    if competence not in {known.code for known in plan_competences()}:
        message = "compétence inconnue\u00a0: «\u202f{competence}\u202f»"
        raise DomainError(message, competence=competence)
    if not source.strip():
        raise DomainError("une compétence se déclare avec sa source\u00a0: statuts, délibération, arrêté")
    with acting(by=by, act="state_competence", permission="plans.start_plan", on=territory) as act:
        statement, _is_new = StatedCompetence.objects.update_or_create(
            territory=territory,
            competence=competence,
            defaults={"holding": holding.value, "source": source.strip()[:300], "stated_by_id": act.author_id},
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


def state_act(
    *,
    by: Actor | None,
    territory: Territory,
    rule: str,
    act: str,
    when: PartialDate,
    is_done: bool,
    evidence: Sequence[EvidenceRef],
    today: date,
) -> None:
    """State an act that meets a duty of a territory, or that nothing was done on the day of a source.

    Stated twice of one rule and one date, the last stands.
    """
    obligation = find_obligation(rule)
    if obligation is None or obligation.nature is not RuleNature.DUTY:
        message = "aucune obligation «\u202f{rule}\u202f»"
        raise DomainError(message, rule=rule)
    if not act.strip() or not evidence:
        raise DomainError("un acte se déclare avec ses mots et ce qui l’établit")
    if when.first_day > today:
        raise DomainError("cette date est à venir\u00a0: rien n’est encore fait")
    if obligation.valid_from and when.last_day < obligation.valid_from:
        message = "cet acte est antérieur à l’obligation, en vigueur depuis le {since}"
        raise DomainError(message, since=day(obligation.valid_from))
    values = {"rule": rule, "act": act.strip()[:300], "when": str(when), "is_done": is_done}
    with acting(by=by, act="state_act", permission="plans.start_plan", on=territory) as recorded:
        record, _is_new = DutyRecord.objects.select_for_update().get_or_create(siren=territory.siren)
        record.acts = [*_other_acts(record, rule, when), {**values, "evidence": refs_as_json(evidence)}]
        record.save(update_fields=["acts"])
        recorded.record(
            ObjectRef("territories", "territory", territory.siren),
            summary=f"Acte déclaré : {obligation.label.fr}, {when}",
            network=journal_network(territory),
            details=values,
        )


def withdraw_act(*, by: Actor | None, territory: Territory, rule: str, when: PartialDate) -> None:
    """Take back an act that was stated."""
    with acting(by=by, act="withdraw_act", permission="plans.start_plan", on=territory) as recorded:
        record = DutyRecord.objects.select_for_update().filter(siren=territory.siren).first()
        kept = _other_acts(record, rule, when) if record else []
        if record is None or len(kept) == len(record.acts):
            message = "aucun acte déclaré pour «\u202f{rule}\u202f» au {when}"
            raise UnknownError(message, rule=rule, when=str(when))
        record.acts = kept
        record.save(update_fields=["acts"])
        recorded.record(
            ObjectRef("territories", "territory", territory.siren),
            summary=f"Acte retiré : {rule}, {when}",
            network=journal_network(territory),
        )


def _other_acts(record: DutyRecord, rule: str, when: PartialDate) -> list[Any]:
    return [act for act in record.acts if (act["rule"], act["when"]) != (rule, str(when))]
