"""Plans taken in from a file, all or none; « Rien d’autre » : a section of a plan, or a list of a place, is full."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.ground.errors import DomainError, Fault, ImportFileError, RuleError
from autan.ground.texts.language import day
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.journal.actions import Act, Actor, acting
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import (
    change_heading,
    journal_place,
    refresh_digest,
    save_sections,
    start_plan,
    withdraw_statement,
)
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput, PlanDocument, PlanHeading, SuccessionError, check_succession
from autan.plans.plans.core.sections import ACTIONS
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.importers.plan_documents import read_plans
from autan.plans.plans.models import CompletenessStatement, Plan
from autan.plans.plans.queries.complete_lists import find_list
from autan.plans.plans.queries.plans import successors
from autan.territories.networks.models import Network, Territory

_REFUSAL = "seules les personnes qui écrivent ce plan disent qu’une rubrique est complète"


def state_complete(
    *, by: Actor | None, subject: Plan | Territory, section: str, on: date, evidence: Sequence[EvidenceRef] = ()
) -> CompletenessStatement:
    """State that there is nothing else in a section of a plan, or in a list of a territory (`CompleteList`).

    Raises DomainError: the day is to come; or the product itself states it of a real authority, without a source.
    """
    if isinstance(subject, Territory):
        label = find_list(section).label.fr
    else:
        label = "Axes et actions" if section == ACTIONS else find_section(section).label.fr
    with _acting(by, subject, section, "state_complete", "state_list_complete") as act:
        _check(on, is_sourced=by is not None or bool(evidence) or subject.is_invented)
        stated = subject.complete_sections.filter(section=section).first()
        if stated is not None:
            message = "c’est déjà dit complet, au {stated_on}"
            raise RuleError(message, stated_on=day(stated.stated_on))
        statement = subject.complete_sections.create(
            section=section, stated_on=on, evidence=refs_as_json(evidence), by_id=by.pk if by else None
        )
        if isinstance(subject, Plan):
            refresh_digest(subject)
        ref, network = journal_place(subject)
        act.record(ref, summary=f"{label} : rien d’autre au {on.isoformat()}", network=network)
    return statement


def reopen(*, by: Actor | None, subject: Plan | Territory, section: str) -> bool:
    """Take back what was stated of a section of a plan, or of a list of a territory; say whether it was."""
    with _acting(by, subject, section, "reopen_section", "reopen_list") as act:
        return withdraw_statement(act, subject, section)


def _acting(
    by: Actor | None, subject: Plan | Territory, section: str, of_plan: str, of_territory: str
) -> AbstractContextManager[Act]:
    """The act under its name, with the right that it takes."""
    if isinstance(subject, Plan):
        return acting(by=by, act=of_plan, permission="plans.write_plan", on=subject, refusal=_REFUSAL)
    stated = find_list(section)
    return acting(by=by, act=of_territory, permission=stated.permission, on=subject, refusal=stated.refusal)


def _check(on: date, *, is_sourced: bool) -> None:
    if on > timezone.localdate():
        message = "le {on} est à venir\u00a0: on ne peut pas encore dire qu’il n’y a rien d’autre"
        raise DomainError(message, on=day(on))
    if not is_sourced:
        raise DomainError("qu’il n’y ait rien d’autre se dit d’une vraie collectivité avec une source")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPlans:
    """How many plans a file held, how many of them or of their lines were new or changed, what could not be read."""

    plans: int
    changed: int
    warnings: tuple[Fault, ...] = ()


@transaction.atomic
def import_plans(*, by: Actor | None, text: str, file: str, is_trial: bool = False) -> ImportedPlans:
    """Take in the plans of a YAML file, all or none; what a person has changed since the product wrote it is kept."""
    plan_file = read_plans(text, file)
    documents = plan_file.plans
    known = dict.fromkeys(Plan.objects.values_list("slug", flat=True)) | dict.fromkeys(
        d.heading.slug for d in documents
    )
    faults = [fault for document in documents for fault in _unknown_plan_faults(document.heading, known)]
    faults += _wrong_successions(documents)
    if faults:
        raise ImportFileError(file, faults)
    try:
        changed = sum(_take_in(by, document) for document in _in_succession(documents))
    except DomainError as error:
        raise ImportFileError(file, [Fault(expected=str(error))]) from error
    if is_trial:
        transaction.set_rollback(True)
    return ImportedPlans(plans=len(documents), changed=changed, warnings=plan_file.warnings)


def _unknown_plan_faults(heading: PlanHeading, known: dict[str, None]) -> list[Fault]:
    there = set(Territory.objects.filter(siren__in=heading.sirens).values_list("siren", flat=True))
    faults = [
        Fault(column=heading.slug, value=siren, expected="un territoire d’un réseau de ce dossier")
        for siren in heading.sirens
        if siren not in there
    ]
    if heading.network and not Network.objects.filter(slug=heading.network).exists():
        faults.append(Fault(column=heading.slug, value=heading.network, expected="un réseau de ce dossier"))
    if heading.follows and heading.follows not in known:
        faults.append(Fault(column=heading.slug, value=heading.follows, expected="un plan du fichier ou de ce dossier"))
    return faults


def _wrong_successions(documents: Sequence[PlanDocument]) -> list[Fault]:
    """Successions of the file that loop, or that two plans claim, among themselves or with the plans that are held."""
    known = successors() | {document.heading.slug: document.heading.follows for document in documents}
    faults = []
    for heading in (document.heading for document in documents):
        try:
            check_succession(heading.slug, heading.follows, known)
        except SuccessionError as error:
            faults.append(Fault(column=heading.slug, value=heading.follows, expected=str(error)))
    return faults


def _in_succession(documents: Sequence[PlanDocument]) -> list[PlanDocument]:
    """Each plan after the one that it succeeds; their successions do not loop."""
    waiting, ordered = list(documents), []
    while waiting:
        names = {document.heading.slug for document in waiting}
        ready = [document for document in waiting if document.heading.follows not in names]
        ordered += ready
        waiting = [document for document in waiting if document not in ready]
    return ordered


def _take_in(by: Actor | None, document: PlanDocument) -> int:
    heading = document.heading
    plan = Plan.objects.filter(slug=heading.slug).first()
    changed = 0
    if plan is None:
        territories = {territory.siren: territory for territory in Territory.objects.filter(siren__in=heading.sirens)}
        network = Network.objects.get(slug=heading.network) if heading.network else None
        subjects = [territories[siren] for siren in heading.sirens]
        plan, changed = start_plan(by=by, heading=heading, subjects=subjects, network=network), 1
    else:
        change_heading(by=by, plan=plan, heading=heading)
    sections = {code: _not_kept(plan, code, lines) for code, lines in document.lines.items()}
    changed += save_sections(by=by, plan=plan, sections=sections)
    changed += _state(by, plan, document)
    if heading.is_published and not plan.is_published:
        take(PLAN, "publish_plan", plan, by=by, at=timezone.now())
    return changed


def _state(by: Actor | None, plan: Plan, document: PlanDocument) -> int:
    """State complete the sections of a file that nobody did yet; return how many."""
    stated = set(plan.complete_sections.values_list("section", flat=True))
    new = [listed for listed in document.complete if listed.section not in stated]
    for listed in new:
        state_complete(by=by, subject=plan, section=listed.section, on=listed.on, evidence=listed.evidence)
    return len(new)


def _not_kept(plan: Plan, section: str, lines: Sequence[LineInput]) -> list[LineInput]:
    """The lines of a file but those that a person changed: the file does not write over them."""
    conflicts = plan.lines.filter(section=section).exclude(Q(changed_by__isnull=True) | Q(changed_by__name=SYSTEM_NAME))
    present = set(conflicts.values_list("key", flat=True))
    return [line for line in lines if line.key not in present]
