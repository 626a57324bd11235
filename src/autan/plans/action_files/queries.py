"""Actions as files may tell them."""

from collections.abc import Collection

from autan.evidence.figures.queries.registry import Reader
from autan.evidence.imports.core import Record
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Text
from autan.plans.action_files.core.action_rows import FUNDERS, ActionRow
from autan.plans.action_files.core.exchange import lines_text, plain_typed
from autan.plans.action_files.exporters import ExportedAction
from autan.plans.plans.models import Plan
from autan.plans.projects.core.axes import SEPARATOR
from autan.plans.projects.core.choices import Disclosure
from autan.plans.projects.core.sheets import visible_typed
from autan.plans.projects.models import ActionSheet, ColumnMapping
from autan.plans.projects.queries.sheets import axis_paths, level_of

# What an exchange of files reads: the actions of a plan as a file may tell them, and the columns of a network.


def own_columns(network: str) -> dict[str, str]:
    """Return what headings of a network’s own files stand for, folded. One query."""
    mappings = ColumnMapping.objects.filter(network__slug=network, of_field="")
    return {fold_accents(mapping.heading): mapping.field for mapping in mappings}


def own_values(network: str) -> dict[str, str]:
    """Return what words of a network’s own files stand for in closed lists, as decisions of an import. One query."""
    return {f"value:{mapping.of_field}:{mapping.heading}": mapping.field for mapping in column_words(network)}


def column_mappings(network: str) -> list[ColumnMapping]:
    """Return the headings that a network told, in order. One query."""
    return list(ColumnMapping.objects.filter(network__slug=network, of_field=""))


def column_words(network: str) -> list[ColumnMapping]:
    """Return the words of closed lists that a network told, folded, in order. One query."""
    return list(ColumnMapping.objects.filter(network__slug=network).exclude(of_field=""))


def current_actions(plan: Plan) -> list[Record[ActionRow]]:
    """Return the current actions of a plan, as records to compare with those of a file. Two queries."""
    sheets = ActionSheet.objects.filter(plan=plan, replaced_on__isnull=True).select_related("parent").order_by("rank")
    paths = axis_paths(sheets)
    return [_record_of(sheet, paths[sheet.axis_id]) for sheet in sheets]


def _record_of(sheet: ActionSheet, axis: tuple[str, ...]) -> Record[ActionRow]:
    fields = plain_typed(sheet.typed) | {"axis": SEPARATOR.join(axis)}
    fields["funding"] = lines_text(sheet.lines.get("funding", [])[:FUNDERS])
    fields["steps"] = lines_text(sheet.lines.get("steps", []))
    title, part = (sheet.parent.title, sheet.title) if sheet.parent else (sheet.title, "")
    return Record(
        key=sheet.slug,
        name=Text(sheet.title, sheet.title),
        fields={code: text for code, text in fields.items() if text},
        content=ActionRow(line=0, sheet="", title=title, part=part, axis=axis, typed={}, slug=sheet.slug),
    )


# Actions as one reader may take them away.


def exported(sheets: Collection[ActionSheet], *, reader: Reader) -> list[ExportedAction]:
    """Return sheets with the fields that a reader may read: a right is asked once for each set of territories.

    One query for the axes of their plans, and those of the rights.
    """
    levels: dict[tuple[int, ...], Disclosure] = {}
    paths, actions = axis_paths(sheets), []
    for sheet in sheets:
        carriers = list(sheet.carriers.all())
        key = tuple(place.pk for place in carriers)
        if key not in levels:
            levels[key] = level_of(sheet, reader)
        typed, _hidden = visible_typed(sheet.typed, sheet.disclosures, levels[key])
        actions.append(ExportedAction(record=sheet, axis=paths[sheet.axis_id], typed=typed))
    return actions
