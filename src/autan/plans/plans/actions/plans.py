"""The only writers of plans: begin one, change its heading, save its sections; other acts are in `workflow.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from autan.evidence.figures.core.sources import evidence_refs, refs_as_json
from autan.evidence.figures.core.stated_facts import is_only_announced
from autan.evidence.figures.queries.facts import publication_days
from autan.ground.descriptions.core.documents import as_json
from autan.ground.errors import ConflictError, DomainError
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import FieldChange, ObjectRef, list_changes, refs_to
from autan.plans.plans.core.deadlines import frozen_delay
from autan.plans.plans.core.digests import digest_plan
from autan.plans.plans.core.plans import LineInput, PlanHeading, check_succession
from autan.plans.plans.core.sections import MAX_TYPED, PlanSection, UnknownFieldError, read_line
from autan.plans.plans.core.steps import SECTION as STEPS
from autan.plans.plans.core.steps import StepStatus
from autan.plans.plans.importers.definitions import find_section, plan_sections, rule_table
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import PLANS, network_of, read_lines, successors
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import journal_network

ROOM, KIND = "plans", "plan"
REFUSAL = "seuls la coordination du réseau et le ou la chargé·e de mission du territoire écrivent ce plan"
MAX_LINES = 200
MAX_RANK_DIGITS = 4
_EVIDENCE = "evidence"
plan_ref = refs_to(ROOM, KIND)


class StaleSectionError(ConflictError):
    """A line was changed by somebody else since the form was opened."""


class TooLongError(DomainError):
    """A text of a line is too long to be kept."""


def journal_place(subject: Plan | Territory) -> tuple[ObjectRef, str]:
    """How the journal names what a statement is about, and the network whose people read it."""
    if isinstance(subject, Plan):
        return plan_ref(subject), network_of(subject)
    return ObjectRef(ROOM, "territory", subject.siren), journal_network(subject)


def start_plan(
    *, by: Actor | None, heading: PlanHeading, subjects: Sequence[Territory] = (), network: Network | None = None
) -> Plan:
    """Begin a plan of territories, or of a network itself; it is not published.

    Raises SuccessionError: it may not succeed the plan that it names.

    `by`: who begins it: for territories, who leads the first; for a network, who coordinates it.
    `heading`: what it is; its identifier is made from the first subject, the kind and a number when it has none.
    `subjects`: territories that it is about; none for a plan of the network.
    """
    if bool(subjects) == bool(network):
        raise DomainError("un plan porte sur un ou plusieurs territoires, ou sur le réseau lui-même")
    permission = "territories.coordinate_network" if network else "plans.start_plan"
    subject = network or subjects[0]
    with acting(by=by, act="start_plan", permission=permission, on=subject, refusal=REFUSAL) as act:
        about_whom = network.slug if network else subjects[0].short_name
        start = f"{slugify(about_whom)[:50]}-{heading.kind.value.replace('_', '-')}"
        name = heading.slug or free_slug(Plan.objects.all(), start)
        if Plan.objects.filter(slug=name).exists():
            message = "un plan porte déjà l’identifiant «\u202f{name}\u202f»"
            raise DomainError(message, name=name)
        plan = Plan(slug=name, network=network)
        _fill(plan, heading)
        plan.save()
        plan.subjects.set(subjects)
        for territory in subjects:
            # A new plan belies the statement that the territory has no other.
            withdraw_statement(act, territory, PLANS)
        refresh_digest(plan)
        details = {"title": plan.title, "kind": plan.kind}
        act.record(plan_ref(plan), summary=f"Plan commencé : {plan.title}", network=network_of(plan), details=details)
    return plan


def _fill(plan: Plan, heading: PlanHeading) -> None:
    """Put a heading in a plan, once its succession is checked."""
    check_succession(plan.slug, heading.follows, successors())
    title = heading.title.strip()
    if not title:
        raise DomainError("un plan a un titre")
    plan.title, plan.kind, plan.carrier, plan.note = title[:300], heading.kind.value, heading.carrier, heading.note
    plan.scope = heading.scope.value if heading.scope else ""
    plan.follows = Plan.objects.get(slug=heading.follows) if heading.follows else None
    plan.evidence = refs_as_json(heading.evidence)


def change_heading(*, by: Actor | None, plan: Plan, heading: PlanHeading) -> Plan:
    """Change what a plan is.

    Raises:
        DomainError: it would have no title.
        SuccessionError: it may not succeed the plan that it names.
    """
    with acting(by=by, act="change_heading", permission="plans.write_plan", on=plan, refusal=REFUSAL) as act:
        before = heading_values(plan)
        _fill(plan, heading)
        changes = list_changes(before, heading_values(plan))
        if changes:
            plan.save()
            refresh_digest(plan)
            act.record(plan_ref(plan), summary="Fiche du plan changée", network=network_of(plan), changes=changes)
    return plan


def heading_values(plan: Plan) -> dict[str, Any]:
    """Return what the journal keeps of the heading of a plan."""
    return {**as_json(plan.as_core()), "evidence": plan.evidence}


def save_section(*, by: Actor | None, plan: Plan, section: str, lines: Sequence[LineInput]) -> int:
    """Save lines of a section as they were typed; a line left empty is removed, one not given is left as it is.

    What cannot be read is kept and shown as a problem; nothing that was typed is lost. A line that comes or goes
    withdraws what was stated of the section: that there is nothing else in it. Returns how many lines were changed.

    Raises:
        TooLongError: a text is too long.
        DomainError: a line of a grid that it does not have, or too many lines.
        StaleSectionError: somebody else changed a line since it was read.
    """
    return save_sections(by=by, plan=plan, sections={section: lines})


@transaction.atomic
def save_sections(*, by: Actor | None, plan: Plan, sections: Mapping[str, Sequence[LineInput]]) -> int:
    """Save lines of several sections, see `save_section`; what lists read of the plan is computed once."""
    changed = sum(_save(by, plan, find_section(code), lines) for code, lines in sections.items())
    if changed:
        refresh_digest(plan)
    return changed


def _save(by: Actor | None, plan: Plan, plan_section: PlanSection, lines: Sequence[LineInput]) -> int:
    for line in lines:
        _check_place(plan_section, line)
    for line in lines:
        for code, text in line.typed.items():
            if len(text) > MAX_TYPED:
                message = "{section}.{field}\u00a0: un texte d’au plus {max_typed} signes est attendu"
                raise TooLongError(message, section=plan_section.code, field=code, max_typed=MAX_TYPED)
    with acting(by=by, act="save_section", permission="plans.write_plan", on=plan, refusal=REFUSAL) as act:
        lines_by_key = {line.key: line for line in PlanLine.objects.filter(plan=plan, section=plan_section.code)}
        before = set(lines_by_key)
        changes = [change for line in lines for change in _save_line(act, plan, plan_section, line, lines_by_key)]
        if len(lines_by_key) > MAX_LINES:
            message = "une rubrique tient en {max_lines} lignes"
            raise DomainError(message, max_lines=MAX_LINES)
        if changes:
            summary = f"{plan_section.label.fr} : rubrique enregistrée"
            act.record(plan_ref(plan), summary=summary, network=network_of(plan), changes=changes)
        if set(lines_by_key) != before:
            # A line more or less belies the statement that there is nothing else in the section.
            withdraw_statement(act, plan, plan_section.code)
    return len({change.field.partition(".")[0] for change in changes})


def _check_place(section: PlanSection, line: LineInput) -> None:
    for code in line.typed:
        section.field(code)
    is_rank = not line.key or (line.key.isdecimal() and len(line.key) <= MAX_RANK_DIGITS)
    is_known = line.key in section.grid_keys() if section.keys else is_rank
    if not is_known:
        raise UnknownFieldError(section.code, line.key)


def _save_line(
    act: Act, plan: Plan, section: PlanSection, line_input: LineInput, plan_lines: dict[str, PlanLine]
) -> tuple[FieldChange, ...]:
    """Save one line among those held, which follow; return what changed in it, its fields named after its key."""
    line = plan_lines.get(line_input.key)
    typed = {code: text.strip() for code, text in line_input.typed.items() if text.strip() and code not in section.keys}
    typed = _with_frozen_delay(section, typed, line)
    evidence = line.evidence if line else []
    if line_input.evidence is not None:
        evidence = refs_as_json(line_input.evidence)
    before = {**line.typed, _EVIDENCE: line.evidence} if line else {_EVIDENCE: []}
    changes = list_changes(before, {**typed, _EVIDENCE: evidence if typed else []})
    if not changes or (line is None and not typed):
        return ()
    if line is not None and line_input.revision is not None and line_input.revision != line.revision:
        message = "la ligne {code}/{key} a été changée entre-temps par {changed_by_name}"
        raise StaleSectionError(message, code=section.code, key=line_input.key, changed_by_name=line.changed_by_name)
    if act.by is None:
        _refuse_announced(section, typed, evidence)
    key = _write_line(act, plan, section, line_input.key, plan_lines, typed, evidence)
    return tuple(replace(change, field=f"{key}.{change.field}") for change in changes)


def _write_line(
    act: Act,
    plan: Plan,
    section: PlanSection,
    key: str,
    plan_lines: dict[str, PlanLine],
    typed: Mapping[str, str],
    evidence: list[list[str]],
) -> str:
    """Write, change or delete a line; return its key."""
    if not typed:
        plan_lines.pop(key).delete()
        return key
    rank = max((line.rank for line in plan_lines.values()), default=0) + 1
    line = plan_lines.get(key) or PlanLine(
        plan=plan, section=section.code, key=key or str(rank), rank=int(key) if key.isdecimal() else rank, revision=0
    )
    line.typed, line.evidence, line.changed_by_id = dict(typed), evidence, act.author_id
    line.revision += 1
    line.save()
    plan_lines[line.key] = line
    return line.key


def _refuse_announced(section: PlanSection, typed: Mapping[str, str], evidence: list[list[str]]) -> None:
    """Refuse a step that is called done on the word of sources that are all older: they announce it."""
    if section.code != STEPS or typed.get("status") != StepStatus.DONE:
        return
    when = read_line(section, "", typed).day("date")
    if when and is_only_announced((when.first_day, when.last_day), publication_days(evidence_refs(evidence))):
        message = "les sources de cette étape sont plus anciennes que {when}\u202f; elles l’annoncent, sans plus"
        raise DomainError(message, when=when.words())


def _with_frozen_delay(section: PlanSection, typed: dict[str, str], plan_line: PlanLine | None) -> dict[str, str]:
    """The delay of an opinion, frozen when it is first said to be asked for: a later law does not move it."""
    if section.code != "opinions" or "delay_months" in typed or (plan_line and "delay_months" in plan_line.typed):
        return typed
    read = read_line(section, "", typed)
    sent = read.day("sent")
    months = frozen_delay(read.text("body"), sent, rule_table().opinions) if sent else None
    return typed if months is None else {**typed, "delay_months": str(months)}


def refresh_digest(plan: Plan) -> None:
    """Compute again what lists read of a plan, once its lines or its complete sections changed."""
    lines = read_lines(PlanLine.objects.filter(plan=plan))
    complete = list(plan.complete_sections.values_list("section", flat=True))
    plan.digest = digest_plan(plan.as_core(), plan_sections(), lines, complete).as_json()
    plan.save(update_fields=["digest"])


def withdraw_statement(act: Act, subject: Plan | Territory, section: str) -> bool:
    """Withdraw what was stated of a section, that there is nothing else in it; say whether it was. Within an act."""
    deleted, _by_model = subject.complete_sections.filter(section=section).delete()
    if not deleted:
        return False
    if isinstance(subject, Plan):
        refresh_digest(subject)
    ref, network = journal_place(subject)
    act.record(ref, summary=f"« Rien d’autre » retiré : {section}", network=network)
    return True
