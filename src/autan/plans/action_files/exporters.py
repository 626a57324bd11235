"""Actions as tables: the national template, filled, and the whole of their fields for a spreadsheet or a program."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_ods, write_xlsx
from autan.ground.texts.core.labelled import Labelled
from autan.plans.action_files.core.action_rows import AFTER_FUNDERS, BEFORE_FUNDERS, FUNDERS
from autan.plans.action_files.core.exchange import plain_text, plain_typed, template_line
from autan.plans.action_files.core.losses import FormGrids
from autan.plans.action_files.core.national_filing import (
    ACTIONS_COLUMN,
    DOMAIN_OF,
    KIND_COLUMN,
    NAME_COLUMN,
    FiledRow,
    filing_columns,
    pack_actions,
)
from autan.plans.action_files.core.worksheets import INVENTED_MARK
from autan.plans.plans.core.sections import FieldKind
from autan.plans.plans.exporters import Cells
from autan.plans.plans.models import Plan
from autan.plans.projects.core.choices import ActionStatus, ExpectedEffect, ParticipationLevel, Priority, TargetAudience
from autan.plans.projects.core.fields import BY_CODE, FIELDS, SheetField, read_field
from autan.plans.projects.core.sheets import read_sheet
from autan.plans.projects.models import ActionSheet
from autan.survey.formats.core.answer_files.cells import escape_formula


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedAction:
    """An action as one reader may take it away.

    Attributes:
        record: the row, with its territories, its plan and the action that it is part of at hand.
        typed: what was typed in the fields that the reader may read.
    """

    record: ActionSheet
    axis: tuple[str, ...]
    typed: dict[str, str]

    @property
    def title(self) -> str:
        """Its title; that of the action that it is part of, for a part."""
        return self.record.parent.title if self.record.parent else self.record.title

    @property
    def part(self) -> str:
        """Title of the part; empty for an action."""
        return self.record.title if self.record.parent else ""

    @property
    def funders(self) -> list[dict[str, str]]:
        """Funder and amount of each line that the national template has room for, empty lines at the end."""
        lines = [template_line(line) for line in self.record.lines.get("funding", [])][:FUNDERS]
        return lines + [{}] * (FUNDERS - len(lines))

    @property
    def plan(self) -> str:
        """Title of its plan, or empty."""
        return self.record.plan.title if self.record.plan else ""


_BANNER = {
    0: "Présentation de l’action",
    7: "Objectifs et indicateurs",
    9: "Acteurs",
    16: "Modalités de mise en oeuvre ",
    29: "Actions liées",
}
_AXES = ("Axe (x)", "Sous-axe (x.x)", "Sous-sous axe (x.x.x)")
_TEMPLATE = (
    *_AXES,
    *("Titre de la fiche action", "Titre de la sous-action"),
    *(BY_CODE[code].headings[0] for code in BEFORE_FUNDERS),
    *(heading for rank in range(1, FUNDERS + 1) for heading in (f"Financeur {rank}", "Montant € HT")),
    *(BY_CODE[code].headings[0] for code in AFTER_FUNDERS),
)
"""Headings of the national template, as they are written there."""
_KINDS = {
    FieldKind.MONEY: "Champ numérique",
    FieldKind.DATE: "Champ date",
    FieldKind.CHOICE: "Champ liste déroulante \n(choix prédéfinis)",
    FieldKind.YES_NO: "Champ binaire",
}


def write_template(actions: Sequence[ExportedAction], *, is_ods: bool = False) -> bytes:
    """Return the national template filled with actions, which it takes in again with the same content."""
    banner = tuple(_BANNER.get(place) for place in range(len(_TEMPLATE)))
    kinds = (*["Champ texte"] * 5, *map(_kind, BEFORE_FUNDERS), *["Champ texte", "Champ numérique"] * FUNDERS)
    rows = (banner, _TEMPLATE, (*kinds, *map(_kind, AFTER_FUNDERS)), *map(_template_row, actions))
    sheets = [
        WorkbookSheet(name="Fichier dimport", rows=rows, is_wrapped=True, emphasized=frozenset({1})),
        WorkbookSheet(name="Listes déroulantes", rows=_lists()),
    ]
    return write_ods(sheets) if is_ods else write_xlsx(sheets)


def _kind(code: str) -> str:
    return _KINDS.get(BY_CODE[code].kind, "Champ texte")


def _template_row(action: ExportedAction) -> Cells:
    funders = action.funders
    funding = [cell for line in funders for cell in (line.get("funder"), _amount_cell(line.get("amount", "")))]
    before, after = (
        [_template_cell(BY_CODE[code], action.typed.get(code, "")) for code in codes]
        for codes in (BEFORE_FUNDERS, AFTER_FUNDERS)
    )
    return (*_axis_cells(action.axis), action.title, action.part or None, *before, *funding, *after)


def _axis_cells(axis: tuple[str, ...]) -> Cells:
    levels = (*axis[:2], " › ".join(axis[2:])) if len(axis) > 2 else axis
    return (*levels, *[None] * (len(_AXES) - len(levels)))


def _template_cell(field: SheetField, text: str) -> str | float | None:
    if not text:
        return None
    value = read_field(field, text)
    if isinstance(value, Labelled):
        return value.label.fr
    if field.kind is FieldKind.MONEY:
        return _amount_cell(plain_text(value, text))
    if field.kind is FieldKind.YES_NO and isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    return plain_text(value, text)


def _amount_cell(text: str) -> str | float | None:
    """A plain amount before tax as a number, as the template wants it; any other as it is written."""
    number = text.removesuffix(" € HT")
    return float(number) if number != text and number.replace(".", "", 1).isdecimal() else text or None


def _lists() -> tuple[Cells, ...]:
    columns = [
        ("Résultats attendus", ExpectedEffect),
        ("Cibles", TargetAudience),
        ("Statut ", ActionStatus),
        ("Niveau de priorité", Priority),
        ("Participation citoyenne", ParticipationLevel),
    ]
    longest = max(len(choices) for _name, choices in columns)
    labels = [[member.label.fr for member in choices] for _name, choices in columns]
    body = [tuple(column[rank] if rank < len(column) else None for column in labels) for rank in range(longest)]
    return (tuple(name for name, _choices in columns), *body)


def write_filing(plan: Plan, actions: Sequence[ExportedAction], grids: FormGrids, launched_on: str) -> bytes:
    """Return a plan in the columns of the national filing, as its exports write them: CSV, semicolons, commas apart.

    What the form asks and nobody stated here is empty: 0,01 is never written for it.
    """
    subjects = list(plan.subjects.order_by("id"))
    packed = [
        FiledRow(
            title=action.part or action.title,
            domains=tuple(dict.fromkeys(DOMAIN_OF[theme] for theme in themes if theme in DOMAIN_OF)),
        )
        for action in actions
        for themes in [read_sheet(action.typed).stated_themes]
    ]
    cells: dict[str, str] = {
        "Date_lancement": launched_on,
        KIND_COLUMN: plan.kind.upper(),
        NAME_COLUMN: plan.title,
        "SIREN collectivites_coporteuses": " ".join(place.siren for place in subjects),
        "Collectivités porteuses": ", ".join(place.name for place in subjects),
        ACTIONS_COLUMN: pack_actions(packed),
        **{column: f"{value:.12g}" for column, value in grids.cells.items()},
        **{column: str(year) for column, year in grids.years.items()},
    }
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(filing_columns())
    writer.writerow(escape_formula(cells.get(column, "")) for column in filing_columns())
    return text.getvalue().encode("utf-8-sig")


def whole_table(actions: Sequence[ExportedAction]) -> list[Cells]:
    """Return every field of actions: headings, then one action a line; read again with the same content."""
    headings = ("Identifiant", "Plan", "Collectivités", *_AXES, "Titre de l’action", "Sous-action")
    codes = [field.code for field in FIELDS if field.code != "title"]
    last = ("Étapes", *[text for rank in range(1, FUNDERS + 1) for text in (f"Financeur {rank}", f"Montant {rank}")])
    rows: list[Cells] = [(*headings, *(BY_CODE[code].label.fr for code in codes), *last, "Renseignée à (%)")]
    rows += [_whole_row(action, codes) for action in actions]
    if any(action.record.is_invented for action in actions):
        rows.append(("", INVENTED_MARK, *[None] * (len(rows[0]) - 2)))
    return rows


def _whole_row(action: ExportedAction, codes: Sequence[str]) -> Cells:
    fields = [_plain_words(BY_CODE[code], action.typed.get(code, "")) for code in codes]
    steps = "\n".join(line.get("name", "") for line in action.record.lines.get("steps", []))
    funding = [line.get(code) for line in action.funders for code in ("funder", "amount")]
    carriers = ", ".join(place.short_name for place in action.record.carriers.all())
    head = (action.record.slug, action.plan or None, carriers, *_axis_cells(action.axis), action.title)
    return (*head, action.part or None, *fields, steps or None, *funding, action.record.completeness_pct)


def _plain_words(field: SheetField, text: str) -> str | None:
    value = read_field(field, text) if text else None
    if isinstance(value, Labelled):
        return value.label.fr
    if isinstance(value, tuple):
        return ", ".join(part.label.fr if isinstance(part, Labelled) else part for part in value)
    return plain_text(value, text) or None


def action_as_object(action: ExportedAction) -> dict[str, Any]:
    """Return an action as an object for JSON: fields as typed, lines, place."""
    return {
        "slug": action.record.slug,
        "title": action.part or action.title,
        "part_of": action.title if action.part else "",
        "plan": action.plan,
        "territories": [place.siren for place in action.record.carriers.all()],
        "axis": list(action.axis),
        "fields": plain_typed(action.typed),
        "funding": action.record.lines.get("funding", []),
        "steps": action.record.lines.get("steps", []),
        "documents": action.record.lines.get("documents", []),
        "completeness_pct": action.record.completeness_pct,
        "is_invented": action.record.is_invented,
    }


def write_json(actions: Sequence[ExportedAction]) -> bytes:
    """Return actions as one JSON list."""
    return (json.dumps(list(map(action_as_object, actions)), ensure_ascii=False, indent=2) + "\n").encode()
