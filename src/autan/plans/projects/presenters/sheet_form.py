"""The form of one action: every field with what was typed, what is wrong, who may read it; blank lines to add."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from autan.ground.texts.language import words
from autan.plans.plans.core.sections import FieldKind
from autan.plans.plans.presenters.section_forms import field_views
from autan.plans.projects.core.choices import Disclosure
from autan.plans.projects.core.fields import (
    BY_CODE,
    FIELDS,
    SheetField,
    SheetFieldGroup,
    expected_in,
    read_field,
    value_code,
)
from autan.plans.projects.core.lines import read_lines_of
from autan.plans.projects.core.sheets import disclosure_of, read_sheet
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.presenters.sheet_page import field_label

_BLANK_LINES = 2
_HELP = {FieldKind.MONEY, FieldKind.DATE, FieldKind.QUANTITY}


def input_groups(typed: Mapping[str, str], disclosures: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """Give the fields of the form, part by part."""
    problems = {problem.field: words(problem.message) for problem in read_sheet(typed).problems}
    groups = []
    for group in SheetFieldGroup:
        fields = tuple(_input(field, typed, disclosures, problems) for field in FIELDS if field.group is group)
        filled = sum(bool(field["value"]) for field in fields)
        groups.append({"code": group.value, "label": words(group.label), "fields": fields, "filled": filled})
    return tuple(groups)


def _input(
    sheet_field: SheetField, typed: Mapping[str, str], disclosures: Mapping[str, str], problems: Mapping[str, str]
) -> dict[str, Any]:
    text = typed.get(sheet_field.code, "")
    value = read_field(sheet_field, text) if text else None
    code = value_code(value) if value is not None else text
    chosen = set(code.split(", "))
    choices = tuple((member.value, words(member.label), member.value in chosen) for member in sheet_field.choices or ())
    if sheet_field.kind is FieldKind.YES_NO:
        choices = ("yes", _("oui"), code == "yes"), ("no", _("non"), code == "no")
    least = sheet_field.least.rank
    return {
        "code": sheet_field.code,
        "label": field_label(sheet_field.code),
        # `line`, `prose`, `choice` or `choices`
        "widget": _WIDGETS.get(sheet_field.kind, "line"),
        "value": text,
        "choices": choices,
        "problem": problems.get(sheet_field.code, ""),
        "hint": words(expected_in(sheet_field)) if sheet_field.kind in _HELP else "",
        "reader": disclosure_of(sheet_field.code, disclosures).value,
        # levels that may be chosen, code and words; empty when there is no choice
        "readers": tuple((level.value, words(level.label)) for level in Disclosure if level.rank >= least),
    }


_WIDGETS = {
    FieldKind.PROSE: "prose",
    FieldKind.CHOICE: "choice",
    FieldKind.YES_NO: "choice",
    FieldKind.CHOICES: "choices",
}


def line_inputs(lines: Mapping[str, Sequence[Mapping[str, str]]]) -> tuple[dict[str, Any], ...]:
    """Give the lines of each section, and blank ones after them."""
    views = []
    for code, section in sheet_sections().items():
        read = read_lines_of(section, lines)
        rows = [field_views(section, f"{code}:{line.key}", line, line.problems) for line in read]
        blank = range(len(read) + 1, len(read) + 1 + _BLANK_LINES)
        rows += [field_views(section, f"{code}:{rank}", None, ()) for rank in blank]
        views.append({"code": code, "label": words(section.label), "rows": tuple(rows), "filled": len(read)})
    return tuple(views)


def bulk_inputs(codes: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Give the fields of a change made to many sheets, empty."""
    return tuple(_input(BY_CODE[code], {}, {}, {}) for code in codes)
