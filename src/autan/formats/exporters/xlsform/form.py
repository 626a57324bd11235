"""How is a questionnaire written as an XLSForm that KoBo and ODK take, and that reads back as the same one?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autan.evidence.core.texts import Text
from autan.formats.exporters.xlsform.names import codes_in_form, free_name, kept_of, list_in_form, name_form
from autan.formats.exporters.xlsform.rows import ENGLISH, FRENCH, FormCells, both, is_sayable, write_question
from autan.formats.exporters.xlsform.rules import FormNames
from autan.formats.importers.xlsform.building import WITH_OTHER
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList, Questionnaire, Section

_OTHER = Text("Autre, à préciser", "Other, please specify")
_FIRST = ("type", "name", f"label::{FRENCH}", f"label::{ENGLISH}", f"hint::{FRENCH}", f"hint::{ENGLISH}")
_LAST = ("required", "relevant", "constraint", f"constraint_message::{FRENCH}", f"constraint_message::{ENGLISH}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """One sheet of a form: its name, its headings in order, its rows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[FormCells, ...]


def build_form(questionnaire: Questionnaire) -> tuple[FormSheet, FormSheet, FormSheet]:
    """Return the sheets `survey`, `choices` and `settings` of a questionnaire."""
    names = name_form(questionnaire)
    survey = [row for section in questionnaire.sections for row in _section(section, names)]
    survey += _loose_rows(questionnaire, names)
    choices = [row for item in questionnaire.lists for row in _list_rows(item)]
    choices += [row for item in _lists_with_other(questionnaire) for row in _rows_with_other(item)]
    return (
        _sheet("survey", survey, _FIRST + _LAST),
        _sheet("choices", choices, ("list_name", "name", f"label::{FRENCH}", f"label::{ENGLISH}")),
        _sheet("settings", [_settings(questionnaire)], ("form_title", "form_id", "version", "default_language")),
    )


def _sheet(name: str, rows: Sequence[FormCells], first: Sequence[str]) -> FormSheet:
    """Headings that every form has, then those met, in order; a language that no row uses has no column."""
    met = dict.fromkeys(heading for row in rows for heading in row)
    wanted = [heading for heading in first if heading in met or "::" not in heading]
    headings = dict.fromkeys((*wanted, *met))
    return FormSheet(name=name, headings=tuple(headings), rows=tuple(rows))


def _section(section: Section, names: FormNames) -> Iterator[FormCells]:
    kept = {name: value for name, value in kept_of(section.kept).items() if name != "name"}
    yield {"type": "begin_group", "name": names.names[section.code], **both("label", section.title), **kept}
    if section.intro.fr:
        name = f"{names.names[section.code]}_intro"
        yield {"type": "note", "name": name, "autan_kind": "intro", **both("label", section.intro)}
    for question in section.questions:
        yield from write_question(question, names)
    yield {"type": "end_group"}


def _loose_rows(questionnaire: Questionnaire, names: FormNames) -> Iterator[FormCells]:
    """Rows kept of a form (times, calculations), where what they refer to is still asked."""
    taken = {name.lower() for name in names.names.values()}
    for name, value in kept_of(questionnaire.kept).items():
        if not name.startswith("row."):
            continue
        row: FormCells = json.loads(value)
        if row.get("name", "").lower() not in taken and all(is_sayable(text, names) for text in row.values()):
            yield row | {"name": free_name(row["name"], taken)}


def _list_rows(item: ChoiceList, name: str = "") -> Iterator[FormCells]:
    kept = kept_of(item.kept)
    for choice, code in zip(item.choices, codes_in_form(item), strict=True):
        start = f"{choice.code}."
        left = {key.removeprefix(start): value for key, value in kept.items() if key.startswith(start)}
        left.pop("name", None)
        yield {"list_name": name or list_in_form(item), "name": code, **both("label", choice.label), **left}


def _lists_with_other(questionnaire: Questionnaire) -> list[ChoiceList]:
    used = {
        question.choices.code
        for question in questionnaire.questions
        if question.allows_other and question.choices and OTHER not in codes_in_form(question.choices)
    }
    return [item for item in questionnaire.lists if item.code in used]


def _rows_with_other(item: ChoiceList) -> Iterator[FormCells]:
    name = f"{list_in_form(item)}{WITH_OTHER}"
    yield from _list_rows(item, name)
    yield {"list_name": name, "name": OTHER, **both("label", _OTHER)}


def _settings(questionnaire: Questionnaire) -> FormCells:
    kept = {
        name.removeprefix("settings."): value
        for name, value in kept_of(questionnaire.kept).items()
        if name.startswith("settings.")
    }
    cells = {
        "form_title": questionnaire.title.fr,
        "form_id": questionnaire.slug,
        "version": questionnaire.version.isoformat(),
        "default_language": FRENCH,
    }
    if questionnaire.title.en:
        cells[f"autan_title::{ENGLISH}"] = questionnaire.title.en
    return cells | kept | both("autan_note", questionnaire.note) | {"default_language": FRENCH}
