"""The only writers of action sheets: add one, change it, remove it, replace it by others; and of the tree of axes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from autan.evidence.figures.core.sources import EvidenceRef, evidence_refs, refs_as_json
from autan.evidence.figures.core.stated_facts import is_only_announced
from autan.evidence.figures.queries.facts import publication_days
from autan.ground.errors import ConflictError, DomainError
from autan.ground.wordings import Sentence
from autan.people.journal.actions import Act, Actor, acting, require_right
from autan.people.journal.core import FieldChange, list_changes, refs_to
from autan.plans.plans.actions.plans import withdraw_statement
from autan.plans.plans.core.sections import ACTIONS, Typed
from autan.plans.plans.models import Plan
from autan.plans.projects.core.axes import axis_key, check_no_cycle
from autan.plans.projects.core.choices import ActionStatus, Disclosure
from autan.plans.projects.core.fields import BY_CODE, MAX_TYPED
from autan.plans.projects.core.lines import TypedLines, keep_filled, read_lines_of
from autan.plans.projects.core.sheets import digest_sheet, people_fields, read_sheet
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.models import ActionSheet, ActionSuccession, Axis
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import journal_network

ROOM, KIND = "projects", "action"
REFUSAL = Sentence("seules les personnes de la collectivité et la coordination du réseau écrivent cette fiche")
MAX_LINES = 200
_NAMED = "nom renseigné"
sheet_ref = refs_to(ROOM, KIND)


class StaleSheetError(ConflictError):
    """A sheet was changed by somebody else since its form was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInput:
    """An action sheet as a form or a file gives it; what is None is left as it is.

    Attributes:
        typed: what was typed, by field; a field that is not given is left as it is, one given empty is emptied.
        axis: titles from the first axis to its own; empty for none.
        lines: steps, funding and documents, by section; a section that is not given is left as it is.
        revision: revision that was read; None when it was not, as for a file.
    """

    typed: Typed
    axis: Sequence[str] | None = None
    carriers: Sequence[Territory] | None = None
    lines: TypedLines | None = None
    disclosures: Mapping[str, str] | None = None
    parent: ActionSheet | None = None
    is_published: bool | None = None
    evidence: Sequence[EvidenceRef] | None = None
    revision: int | None = None


def network_of(sheet: ActionSheet) -> str:
    """Slug of the network whose people may read what the journal says of a sheet."""
    first = sheet.carriers.order_by("id").first()
    return journal_network(first) if first else ""


def add_sheet(*, by: Actor | None, sheet_input: SheetInput, plan: Plan | None = None, slug: str = "") -> ActionSheet:
    """Add an action to a plan, after the others, or to territories when it stands in no plan.

    Its territories are those of the plan when none is given, its identifier is made from them when empty.
    """
    carriers = list(sheet_input.carriers or (plan.subjects.order_by("id") if plan else ()))
    if not carriers:
        raise DomainError("une action est portée par au moins une collectivité")
    permission, subject = ("plans.write_plan", plan) if plan else ("projects.add_action", carriers[0])
    with acting(by=by, act="add_sheet", permission=permission, on=subject, refusal=REFUSAL) as act:
        last = ActionSheet.objects.filter(plan=plan).order_by("-rank").values_list("rank", flat=True).first() or 0
        name = slug or next(free_slugs(plan.slug if plan else f"{slugify(carriers[0].short_name)}-action"))
        if ActionSheet.objects.filter(slug=name).exists():
            message = "une action porte déjà l’identifiant «\u202f{name}\u202f»"
            raise DomainError(message, name=name)
        sheet = ActionSheet(slug=name, plan=plan, rank=last + 1, changed_by_id=act.author_id)
        fill_sheet(sheet, sheet_input, axes=AxisTree(plan))
        if by is None:
            _refuse_announced(sheet)
        sheet.save()
        sheet.carriers.set(carriers)
        mask = f"Action ajoutée : {sheet.title}"
        act.record(sheet_ref(sheet), summary=mask, network=network_of(sheet), details={"title": sheet.title})
        withdraw_whole_lists(act, plan, carriers)
    return sheet


def withdraw_whole_lists(act: Act, plan: Plan | None, carriers: Iterable[Territory]) -> None:
    """Withdraw that the actions of a plan and of territories are all here: one that comes or goes belies it."""
    for subject in (*([plan] if plan else ()), *carriers):
        withdraw_statement(act, subject, ACTIONS)


def free_slugs(start: str) -> Iterator[str]:
    """Give the numbered identifiers that no sheet has. One query."""
    taken = set(ActionSheet.objects.filter(slug__startswith=f"{start}-").values_list("slug", flat=True))
    return (slug for rank in count(1) if (slug := f"{start}-{rank}") not in taken)


class AxisTree:
    """The axes of a plan, made where they lack; reads them once."""

    def __init__(self, plan: Plan | None) -> None:
        self.plan = plan
        self.known = {axis.key: axis for axis in Axis.objects.filter(plan=plan)} if plan else {}

    def place(self, path: Sequence[str]) -> Axis | None:
        """Return the axis at a place of the tree, made with those above it; None for no place, or without plan."""
        axis: Axis | None = None
        if self.plan is None:
            return axis
        titles = [" ".join(title.split()) for title in path if title.strip()]
        for depth in range(1, len(titles) + 1):
            key = axis_key(titles[:depth])
            if key not in self.known:
                rank = len(self.known) + 1
                title = titles[depth - 1][:500]
                self.known[key] = Axis.objects.create(plan=self.plan, parent=axis, title=title, key=key, rank=rank)
            axis = self.known[key]
        return axis


def fill_sheet(sheet: ActionSheet, sheet_input: SheetInput, *, axes: AxisTree) -> None:
    """Put what is given in a sheet, and compute what lists read of it; saves nothing but the axes that lack."""
    _check(sheet_input)
    typed = {**sheet.typed, **{code: text.strip() for code, text in sheet_input.typed.items()}}
    sheet.typed = {code: text for code, text in typed.items() if text}
    if sheet_input.lines is not None:
        sheet.lines = keep_filled({**sheet.lines, **sheet_input.lines})
    if sheet_input.disclosures is not None:
        sheet.disclosures = {code: level for code, level in sheet_input.disclosures.items() if level}
    if sheet_input.axis is not None:
        sheet.axis = axes.place(sheet_input.axis)
    if sheet_input.parent is not None:
        _place_under(sheet, sheet_input.parent)
    if sheet_input.is_published is not None:
        sheet.is_published = sheet_input.is_published
    if sheet_input.evidence is not None:
        sheet.evidence = refs_as_json(sheet_input.evidence)
    refresh_digest(sheet)
    if not sheet.title:
        raise DomainError("une action a un titre")


def _place_under(sheet: ActionSheet, parent: ActionSheet) -> None:
    """Make a sheet a part of another of the same plan."""
    if parent.plan_id != sheet.plan_id:
        raise DomainError("une action est une partie d’une action du même plan")
    if sheet.pk:
        parents = dict(ActionSheet.objects.filter(plan=sheet.plan).values_list("pk", "parent_id"))
        check_no_cycle(sheet.pk, parent.pk, parents, title=sheet.title)
    sheet.parent = parent


def refresh_digest(sheet: ActionSheet) -> None:
    """Compute again what lists read of a sheet."""
    read = {code: read_lines_of(section, sheet.lines) for code, section in sheet_sections().items()}
    digest = digest_sheet(sheet.typed, sheet.disclosures, steps=read["steps"], funding=read["funding"])
    for name, value in digest.items():
        setattr(sheet, name, value)


def _refuse_announced(sheet: ActionSheet) -> None:
    """Refuse what is called done or under way on the word of sources that are all older: they announce it.

    What a person types rests on that person.
    """
    reading = read_sheet(sheet.typed)
    days = {
        ActionStatus.DONE: reading.day("end") or reading.day("start"),
        ActionStatus.ONGOING: reading.day("start"),
    }
    when = days.get(reading.status) if reading.status else None
    if when and is_only_announced((when.first_day, when.last_day), publication_days(evidence_refs(sheet.evidence))):
        message = "{title}\u00a0: les sources sont plus anciennes que {when}\u202f; elles l’annoncent, sans plus"
        raise DomainError(message, title=sheet.title, when=when.words())


def _check(sheet_input: SheetInput) -> None:
    for code, text in sheet_input.typed.items():
        if code not in BY_CODE:
            message = "champ inconnu\u00a0: {code}"
            raise DomainError(message, code=code)
        if len(text) > MAX_TYPED:
            message = "{label}\u00a0: un texte d’au plus {max_typed} signes est attendu"
            raise DomainError(message, label=BY_CODE[code].label, max_typed=MAX_TYPED)
    for section, lines in (sheet_input.lines or {}).items():
        if section not in sheet_sections() or len(lines) > MAX_LINES:
            message = "{section}\u00a0: au plus {max_lines} lignes d’une rubrique connue sont attendues"
            raise DomainError(message, section=section, max_lines=MAX_LINES)
    unknown = set((sheet_input.disclosures or {}).values()) - {"", *Disclosure}
    if unknown:
        message = "lecteurs inconnus\u00a0: {items}"
        raise DomainError(message, items=", ".join(sorted(unknown)))


def sheet_values(sheet: ActionSheet) -> dict[str, Any]:
    """What the journal compares of a sheet before and after, under the French names of the fields."""
    sections = sheet_sections()
    texts = {code: [" · ".join(line.values()) for line in lines] for code, lines in sheet.lines.items()}
    return {
        **{BY_CODE[code].label.fr: text for code, text in sheet.typed.items()},
        **{sections[code].label.fr: " ; ".join(lines) for code, lines in texts.items()},
        "Axe": sheet.axis.title if sheet.axis else "",
        "Qui peut lire": ", ".join(
            f"{BY_CODE[code].label.fr} : {Disclosure(level).label.fr}" for code, level in sheet.disclosures.items()
        ),
        "Publiée": "oui" if sheet.is_published else "non",
    }


def _without_names(changes: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """Changes with the names of persons left out: the journal is kept longer than they may be."""
    masked_fields = {BY_CODE[code].label.fr for code in people_fields()}

    def masked_change(change: FieldChange) -> FieldChange:
        if change.field not in masked_fields:
            return change
        before, after = (_NAMED if value else None for value in (change.before, change.after))
        return FieldChange(field=change.field, before=before, after=after)

    return tuple(masked_change(change) for change in changes)


@transaction.atomic
def change_sheets_apart(*, by: Actor | None, sheet_inputs: Sequence[tuple[ActionSheet, SheetInput]]) -> int:
    """Change several sheets, each with what is given of it, all or none; return how many changed."""
    return sum(bool(change_sheet(by=by, sheet=sheet, sheet_input=sheet_input)) for sheet, sheet_input in sheet_inputs)


def change_sheet(*, by: Actor | None, sheet: ActionSheet, sheet_input: SheetInput) -> tuple[FieldChange, ...]:
    """Change what a sheet says. Returns the fields that changed."""
    with acting(by=by, act="change_sheet", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        current_revision = ActionSheet.objects.select_for_update().get(pk=sheet.pk).revision
        if sheet_input.revision is not None and sheet_input.revision != current_revision:
            raise StaleSheetError("cette fiche a été changée par quelqu’un d’autre\u202f; relisez-la")
        before = sheet_values(sheet)
        fill_sheet(sheet, sheet_input, axes=AxisTree(sheet.plan))
        if by is None:
            _refuse_announced(sheet)
        changes = _without_names(list_changes(before, sheet_values(sheet)))
        carriers = set(sheet.carriers.all())
        if sheet_input.carriers is not None and set(sheet_input.carriers) != carriers:
            if not sheet_input.carriers:
                raise DomainError("une action est portée par au moins une collectivité")
            names = [
                ", ".join(sorted(place.short_name for place in places)) for places in (carriers, sheet_input.carriers)
            ]
            changes = (*changes, FieldChange(field="Collectivités", before=names[0], after=names[1]))
            sheet.carriers.set(sheet_input.carriers)
            withdraw_whole_lists(act, None, carriers ^ set(sheet_input.carriers))
        if changes:
            sheet.revision, sheet.changed_by_id = current_revision + 1, act.author_id
            sheet.save()
            mask = f"Fiche changée : {sheet.title}"
            act.record(sheet_ref(sheet), summary=mask, network=network_of(sheet), changes=changes)
    return changes


def remove_sheet(*, by: Actor | None, sheet: ActionSheet) -> None:
    """Remove an action that has no part; the journal keeps what it said."""
    with acting(by=by, act="remove_sheet", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        if sheet.parts.exists():
            raise DomainError("cette action a des sous-actions\u00a0: retirez-les avant")
        typed = {code: text for code, text in sheet.typed.items() if code not in people_fields()}
        ref, network, mask = sheet_ref(sheet), network_of(sheet), {"typed": typed, "lines": sheet.lines}
        act.record(ref, summary=f"Action retirée : {sheet.title}", network=network, details=mask)
        withdraw_whole_lists(act, sheet.plan, sheet.carriers.all())
        sheet.delete()


def replace_sheets(*, by: Actor | None, before: Sequence[ActionSheet], after: Sequence[ActionSheet], on: date) -> None:
    """Record that actions were merged into others, or split: the former are kept, dated, and count no more."""
    if not before or not after or {sheet.pk for sheet in before} & {sheet.pk for sheet in after}:
        raise DomainError("une action est remplacée par une ou plusieurs autres")
    if any(sheet.replaced_on for sheet in (*before, *after)):
        raise DomainError("une action déjà remplacée ne l’est pas deux fois, et n’en remplace pas d’autre")
    for sheet in (*before, *after):
        require_right(by, "projects.write_action", on=sheet, refusal=REFUSAL)
    with acting(by=by, act="replace_sheets") as act:
        for old in before:
            old.replaced_on = on
            old.save()
            ActionSuccession.objects.bulk_create(ActionSuccession(before=old, after=new, on=on) for new in after)
            mask = f"Action remplacée : {old.title} → {', '.join(new.title for new in after)}"
            act.record(sheet_ref(old), summary=mask, network=network_of(old))
