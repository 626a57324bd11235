"""Changes many action sheets at once, in one transaction."""

from collections.abc import Sequence

from autan.ground.errors import ConflictError
from autan.people.journal.actions import Actor, ChangedObject, acting, require_right
from autan.people.journal.core import FieldChange
from autan.plans.projects.actions.sheets import REFUSAL, refresh_digest, sheet_ref
from autan.plans.projects.core.bulk import BulkChange, preview_bulk
from autan.plans.projects.core.digests import digest_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import journal_network

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
    _require_rights(by, sheets)
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


def _require_rights(by: Actor | None, sheets: Sequence[ActionSheet]) -> None:
    """Ask the right once for each set of territories and plan, which is all that it depends on."""
    action_sheets: dict[tuple[int | None, tuple[int, ...]], ActionSheet] = {}
    for sheet in sheets:
        carriers: list[Territory] = list(sheet.carriers.all())
        action_sheets.setdefault((sheet.plan_id, tuple(place.pk for place in carriers)), sheet)
    for sheet in action_sheets.values():
        require_right(by, "projects.write_action", on=sheet, refusal=REFUSAL)
