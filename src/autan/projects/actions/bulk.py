"""Changes many action sheets at once, in one transaction."""

from collections.abc import Sequence

from autan.errors import ConflictError
from autan.journal.actions import Actor, acting, require_right
from autan.journal.core.changes import FieldChange
from autan.projects.actions.sheets import REFUSAL, network_of, refresh_digest, sheet_ref
from autan.projects.core.bulk import BulkChange, preview_bulk
from autan.projects.models import ActionSheet
from autan.territories.models import Territory

_COLUMNS = (
    "typed", "title", "search_text", "status", "priority", "scope", "themes", "is_theme_stated", "starts_on", "ends_on",
    "budget_low_eur", "budget_high_eur", "budget_basis", "completeness_pct", "problem_count", "revision",
    "changed_by_name", "changed_at",
)  # fmt: skip


def change_sheets(
    *, by: Actor | None, sheets: Sequence[ActionSheet], change: BulkChange, expected: int | None = None
) -> int:
    """Put the same values in several sheets, all of them or none.

    Args:
        by: who changes them.
        sheets: the sheets, with their territories and plan at hand.
        change: the values.
        expected: how many sheets the preview said would change; None when none was shown.

    Returns:
        How many sheets changed.

    Raises:
        ConflictError: another number of sheets would change than what was shown.
        DomainError: see `preview_bulk`.
        NotAllowedError: `by` may not write one of them; nothing is written.
    """
    items = preview_bulk(change, [(sheet.slug, sheet.title, sheet.typed) for sheet in sheets])
    _require_rights(by, sheets)
    changed = {item.slug: item for item in items if item.changes}
    if expected is not None and expected != len(changed):
        raise ConflictError("ces fiches ont changé depuis l’aperçu : vérifiez de nouveau")
    with acting(by=by, act="change_sheets") as act:
        networks: dict[int, str] = {}
        for sheet in (held for held in sheets if held.slug in changed):
            sheet.typed = {**sheet.typed, **change.values}
            sheet.revision, sheet.changed_by_name = sheet.revision + 1, act.by_name
            refresh_digest(sheet)
            first = sheet.carriers.all()[0].pk
            networks.setdefault(first, network_of(sheet))
            told = [
                FieldChange(field=f.fr, before=before, after=after) for f, before, after in changed[sheet.slug].changes
            ]
            summary = f"Fiche changée avec d’autres : {sheet.title}"
            act.record(sheet_ref(sheet), summary=summary, network=networks[first], changes=told)
            sheet.save(update_fields=_COLUMNS)
    return len(changed)


def _require_rights(by: Actor | None, sheets: Sequence[ActionSheet]) -> None:
    """Ask the right once for each set of territories and plan, which is all that it depends on."""
    asked: dict[tuple[int | None, tuple[int, ...]], ActionSheet] = {}
    for sheet in sheets:
        carriers: list[Territory] = list(sheet.carriers.all())
        asked.setdefault((sheet.plan_id, tuple(place.pk for place in carriers)), sheet)
    for sheet in asked.values():
        require_right(by, "projects.write_action", on=sheet, refusal=REFUSAL)
