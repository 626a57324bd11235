"""What is taken up again, and one change made to many action sheets at once."""

from collections.abc import Collection, Sequence

from autan.ground.errors import ConflictError, DomainError
from autan.ground.texts.core.plain_letters import fold_accents
from autan.people.journal.actions import Actor, ChangedObject, acting, require_right
from autan.people.journal.core import FieldChange
from autan.plans.plans.actions.plans import plan_ref, save_section, start_plan
from autan.plans.plans.core.plans import LineInput, PlanHeading
from autan.plans.plans.core.sections import SectionLine
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plans import network_of as plan_network
from autan.plans.projects.actions.sheets import (
    REFUSAL,
    AxisTree,
    SheetInput,
    fill_sheet,
    free_slugs,
    network_of,
    refresh_digest,
    sheet_ref,
    withdraw_whole_lists,
)
from autan.plans.projects.core.bulk import BulkChange, preview_bulk
from autan.plans.projects.core.reuse import LASTING_SECTIONS, ModelAction
from autan.plans.projects.core.sheets import digest_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import journal_network


def begin_from(
    *,
    by: Actor | None,
    source: Plan,
    title: str,
    place: Territory,
    models: Sequence[ModelAction],
    lines: Sequence[SectionLine] = (),
) -> Plan:
    """Begin a plan of a territory, as a draft, from another one: its axes, its actions, the sections that last.

    Raises DomainError: it has no title.

    `models`: the actions that are taken, as their reader may read them.
    `lines`: the lines of the basis, where it is one of the territory; those of sections that last are taken.
    """
    heading = source.as_core()
    require_right(by, "plans.read_plan", on=source, refusal=REFUSAL)
    note = f"Commencé d’après « {source.title} »"
    new = PlanHeading(title=title, kind=heading.kind, scope=heading.scope, note=note)
    with acting(by=by, act="begin_from", permission="plans.start_plan", on=place, refusal=REFUSAL) as act:
        plan = start_plan(by=by, heading=new, subjects=[place])
        for section in LASTING_SECTIONS:
            own_lines = [_line(line) for line in lines if line.section == section]
            if own_lines:
                save_section(by=by, plan=plan, section=section, lines=own_lines)
        count = len(_add_models(plan, models, author_id=act.author_id))
        details = {"source": source.slug, "actions": count}
        summary = f"{count} actions reprises de « {source.title} »"
        act.record(plan_ref(plan), summary=summary, network=plan_network(plan), details=details)
    return plan


def _line(line: SectionLine) -> LineInput:
    keys = find_section(line.section).keys
    return LineInput(key=line.key, typed={code: text for code, text in line.typed.items() if code not in keys})


def add_models(*, by: Actor | None, plan: Plan, models: Sequence[ModelAction]) -> int:
    """Add drafts to a plan, each made from a model; those whose title it holds already are left out.

    Returns how many were added.
    """
    if not models:
        raise DomainError("choisissez au moins une action")
    with acting(by=by, act="add_models", permission="plans.write_plan", on=plan, refusal=REFUSAL) as act:
        titles = {fold_accents(title) for title in plan.action_sheets.values_list("title", flat=True)}
        new_models = [model for model in models if fold_accents(model.typed["title"]) not in titles]
        sheets = _add_models(plan, new_models, author_id=act.author_id, is_published=False)
        if sheets:
            details = {"slugs": [sheet.slug for sheet in sheets], "models": [model.key for model in new_models]}
            summary = f"{len(sheets)} actions ajoutées d’après des modèles"
            act.record(plan_ref(plan), summary=summary, network=plan_network(plan), details=details)
            withdraw_whole_lists(act, plan, plan.subjects.all())
    return len(sheets)


def _add_models(
    plan: Plan, models: Sequence[ModelAction], *, author_id: int, is_published: bool = True
) -> list[ActionSheet]:
    """Add models to a plan, each after the one that it is part of. Some six queries a level of parts."""
    carriers, axes, slugs = list(plan.subjects.order_by("id")), AxisTree(plan), free_slugs(plan.slug)
    rank = ActionSheet.objects.filter(plan=plan).count()
    created: dict[str, ActionSheet] = {}
    waiting, known = list(models), {model.key for model in models}
    while batch := [model for model in waiting if model.parent in created or model.parent not in known]:
        sheets = []
        for model in batch:
            rank += 1
            sheet = ActionSheet(plan=plan, slug=next(slugs), rank=rank, changed_by_id=author_id)
            sheet.parent = created.get(model.parent)
            sheet_input = SheetInput(typed=model.typed, axis=model.axis, is_published=is_published)
            fill_sheet(sheet, sheet_input, axes=axes)
            sheets.append(sheet)
        ActionSheet.objects.bulk_create(sheets, batch_size=200)
        created |= {model.key: sheet for model, sheet in zip(batch, sheets, strict=True)}
        waiting = [model for model in waiting if model.key not in created]
    links = ActionSheet.carriers.through
    links.objects.bulk_create(
        (links(actionsheet=sheet, territory=place) for sheet in created.values() for place in carriers), batch_size=400
    )
    return list(created.values())


def place_in_plans(*, by: Actor | None, sheet: ActionSheet, plans: Collection[Plan], among: Collection[Plan]) -> None:
    """Say in which other plans an action stands too: one sheet, written in one place, counted once.

    Raises NotAllowedError: `by` may not write a plan where it comes or goes, nor read the action.

    `sheet`: the action; its own plan is no other.
    `among`: those that `by` speaks of; others keep it or not, as they did.
    """
    before = {plan for plan in sheet.also_in.all() if plan in among}
    changed = sorted(before ^ set(plans), key=lambda plan: plan.pk)
    require_right(by, "projects.read_action", on=sheet, refusal=REFUSAL)
    for plan in changed:
        require_right(by, "plans.write_plan", on=plan, refusal=REFUSAL)
    if sheet.plan in changed:
        raise DomainError("cette action est déjà dans son plan")
    with acting(by=by, act="place_in_plans") as act:
        for plan in changed:
            is_in = plan in plans
            (sheet.also_in.add if is_in else sheet.also_in.remove)(plan)
            word = "Action placée aussi dans" if is_in else "Action retirée de"
            summary, details = f"{word} « {plan.title} »", {"plan": plan.slug}
            act.record(sheet_ref(sheet), summary=summary, network=network_of(sheet), details=details)


_COLUMNS = ("typed", *digest_sheet({}, {}), "revision", "changed_by_id", "changed_at")
_STALE = "ces fiches ont changé depuis l’aperçu\u00a0: vérifiez de nouveau"


def change_sheets(
    *, by: Actor | None, sheets: Sequence[ActionSheet], change: BulkChange, expected: int | None = None
) -> int:
    """Put the same values in several sheets, all of them or none; return how many changed.

    Their territories and plan are at hand.

    Raises:
        DomainError: see `preview_bulk`.
        NotAllowedError: `by` may not write one of them; nothing is written.
    """
    items = preview_bulk(change, [(sheet.slug, sheet.title, sheet.typed) for sheet in sheets])
    require_rights(by, sheets)
    changed = {item.slug: item for item in items if item.changes}
    if expected is not None and expected != len(changed):
        raise ConflictError(_STALE)
    with acting(by=by, act="change_sheets") as act:
        _require_unchanged(sheets)
        chosen = [sheet for sheet in sheets if sheet.slug in changed]
        for sheet in chosen:
            sheet.typed = {**sheet.typed, **change.values}
            sheet.revision, sheet.changed_by_id = sheet.revision + 1, act.author_id
            refresh_digest(sheet)
        ActionSheet.objects.bulk_create(
            chosen, batch_size=200, update_conflicts=True, unique_fields=["pk"], update_fields=_COLUMNS
        )
        # the people of its network read what the journal says of a territory
        networks = {place: journal_network(place) for place in {sheet.carriers.all()[0] for sheet in chosen}}
        act.record_all(
            ChangedObject(
                ref=sheet_ref(sheet),
                summary=f"Fiche changée avec d’autres : {sheet.title}",
                network=networks[sheet.carriers.all()[0]],
                changes=[FieldChange(field=f.fr, before=old, after=new) for f, old, new in changed[sheet.slug].changes],
            )
            for sheet in chosen
        )
    return len(changed)


def _require_unchanged(sheets: Sequence[ActionSheet]) -> None:
    """Lock the sheets, and refuse when one is no longer what was read."""
    # Locked in one order, so that two changes at once never wait for each other.
    locked = ActionSheet.objects.select_for_update().filter(pk__in=[sheet.pk for sheet in sheets]).order_by("pk")
    revisions = dict(locked.values_list("pk", "revision"))
    if any(revisions.get(sheet.pk) != sheet.revision for sheet in sheets):
        raise ConflictError(_STALE)


def require_rights(by: Actor | None, sheets: Sequence[ActionSheet]) -> None:
    """Ask the right once for each set of territories and plan, which is all that it depends on."""
    action_sheets: dict[tuple[int | None, tuple[int, ...]], ActionSheet] = {}
    for sheet in sheets:
        carriers: list[Territory] = list(sheet.carriers.all())
        action_sheets.setdefault((sheet.plan_id, tuple(place.pk for place in carriers)), sheet)
    for sheet in action_sheets.values():
        require_right(by, "projects.write_action", on=sheet, refusal=REFUSAL)
