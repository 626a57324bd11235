"""What people state of competences, and what sources say of obligations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.evidence.imports.core import Import, Preview, Record, Upload, compare
from autan.ground.descriptions.core.documents import as_json, from_json
from autan.ground.errors import DomainError, Fault, ImportFileError, UnknownError
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Sentence
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.obligations.core.act_tables import DUTY_ACT, ActTable, date_faults
from autan.plans.obligations.core.competences import Duty, Holding, PerimeterMatch
from autan.plans.obligations.core.rules import ObligationRule, RuleNature
from autan.plans.obligations.importers.act_tables import TableAct, read_act_table
from autan.plans.obligations.importers.rules import find_obligation, plan_competences
from autan.plans.obligations.queries.duties import read_duties
from autan.plans.plans.models import ActTableRecord, DutyRecord, StatedCompetence, StatedDuty
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import journal_network, network_members


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
            changed = _record_statement(network, rule, statement) or changed
        if changed:
            ref = ObjectRef("territories", "network", network.slug)
            act.record(ref, summary="Obligations : ce que disent les sources", network=network.slug)
    return len(members)


def _record_statement(network: Network, rule: str, statement: Mapping[str, Any]) -> bool:
    """Record what a source says of an obligation; tell whether it is new, or proved otherwise than before."""
    key = {"rule": rule, "network": network, "siren": statement["siren"], "says": statement["says"]}
    proved = StatedDuty.objects.filter(**key).values_list("evidence", flat=True).first()
    StatedDuty.objects.update_or_create(**key, defaults={"evidence": statement["evidence"]})
    return bool(proved != statement["evidence"])


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
    for fault in date_faults(obligation, when, today):
        raise DomainError(fault)
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
        others = _other_acts(record, rule, when) if record else []
        if record is None or len(others) == len(record.acts):
            message = "aucun acte déclaré pour «\u202f{rule}\u202f» au {when}"
            raise UnknownError(message, rule=rule, when=str(when))
        record.acts = others
        record.save(update_fields=["acts"])
        recorded.record(
            ObjectRef("territories", "territory", territory.siren),
            summary=f"Acte retiré : {rule}, {when}",
            network=journal_network(territory),
        )


type TableActRow = tuple[str, dict[str, Any]]
"""An act as it is written: whose, and what of it."""


def acts_import(network: Network, today: date) -> Import[TableActRow]:
    """Return how a table of acts that meet a duty is taken in; an act that a person stated stays as it is.

    The options of a file are the code of its rule and the fields of its `ActTable`.
    """
    names = {member.siren: member.short_name for member in network_members(network.slug)}

    def read(upload: Upload) -> Preview[TableActRow]:
        rule, table = find_obligation(upload.options["rule"]), from_json(ActTable, upload.options)
        if rule is None or rule.nature is not RuleNature.DUTY:
            raise ImportFileError(upload.file, [Fault(expected="le code d’une obligation")])
        findings = Findings()
        acts = read_act_table(upload, table, rule, names=names, today=today, findings=findings)
        findings.warn(*_not_bound(acts, rule, names, today))
        origin = {**as_json(table), "file": upload.file, "digest": sha256(upload.data).hexdigest(), "on": str(today)}
        records = [_act_record(act, rule, names[act.siren], origin) for act in acts]
        by_hand, of_tables = _standing_acts(rule, names)
        items = (
            *compare([record for record in records if record.key in by_hand], by_hand, keeps_standing=True),
            *compare([record for record in records if record.key not in by_hand], of_tables),
        )
        faults, warnings = tuple(findings.faults), tuple(findings.warnings)
        return Preview(file=upload.file, items=() if faults else items, faults=faults, warnings=warnings)

    def write(by: Actor | None, preview: Preview[TableActRow]) -> None:
        rows = [item.record.content for item in preview.to_write]
        with acting(by=by, act="import_acts", permission="territories.coordinate_network", on=network) as recorded:
            for siren, values in rows:
                record, _is_new = DutyRecord.objects.select_for_update().get_or_create(siren=siren)
                record.acts = [*_other_acts(record, values["rule"], values["when"]), values]
                record.save(update_fields=["acts"])
            rule, origin = rows[0][1]["rule"], rows[0][1]["table"]
            ActTableRecord.objects.update_or_create(network=network, rule=rule, defaults={"content": origin})
            recorded.record(
                ObjectRef("territories", "network", network.slug),
                summary=f"Actes lus d’une table : {origin['name']}, {len(rows)} pour {rule}",
                network=network.slug,
                details={"rule": rule, "file": origin["file"], "sha256": origin["digest"]},
            )

    fields = {"act": Sentence("Acte"), "address": Sentence("Adresse de la source")}
    return Import(kind=f"duty-acts/{network.slug}", read=read, write=write, fields=fields)


def _act_record(act: TableAct, rule: ObligationRule, name: str, origin: Mapping[str, Any]) -> Record[TableActRow]:
    key, when = f"{act.siren}/{rule.code}/{act.when}", str(act.when)
    values = {"rule": rule.code, "act": act.act, "when": when, "is_done": True, "evidence": [[DUTY_ACT, key]]}
    content = act.siren, {**values, "address": act.address, "line": act.line, "table": dict(origin)}
    title = Sentence("{name}, {when}", name=name, when=act.when.words())
    fields = {"act": act.act, "address": act.address}
    return Record(key=key, name=title, group=rule.label, fields=fields, content=content, line=act.line)


def _standing_acts(
    rule: ObligationRule, sirens: Iterable[str]
) -> tuple[dict[str, Record[Any]], dict[str, Record[Any]]]:
    """The acts of a duty that stand, by key: those that people stated, then those of tables."""
    existing: tuple[dict[str, Record[Any]], dict[str, Record[Any]]] = {}, {}
    for record in DutyRecord.objects.filter(siren__in=list(sirens)):
        for act in (act for act in record.acts if act["rule"] == rule.code):
            key = f"{record.siren}/{rule.code}/{act['when']}"
            fields = {"act": act["act"], "address": act.get("address", "")}
            existing["table" in act][key] = Record(key=key, name=rule.label, fields=fields, content=None)
    return existing


def _not_bound(
    acts: Iterable[TableAct], rule: ObligationRule, names: Mapping[str, str], today: date
) -> Iterator[Fault]:
    """Tell of acts of members that the rule does not bind today: an act says nothing of a duty."""
    duties = read_duties(list(names), rule=rule.code, on=today)
    for act in acts:
        if duties[act.siren].duty is Duty.NOT_BOUND:
            expected = Sentence(
                "un membre que la règle oblige\u00a0: l’acte est gardé, il ne dit rien d’une obligation"
            )
            yield Fault(row=act.line, value=names[act.siren], expected=expected)


def _other_acts(record: DutyRecord, rule: str, when: PartialDate | str) -> list[Any]:
    return [act for act in record.acts if (act["rule"], act["when"]) != (rule, str(when))]
