"""Forms of XLSForm turned into questionnaires; what ours cannot hold is kept as traits, and said."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from autan.ground.errors import Fault, ImportFileError
from autan.ground.texts.core.plain_letters import without_accents
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.editing import settle_code
from autan.survey.questionnaires.core.questionnaire import ForeignTrait, Questionnaire, Section
from autan.survey.xlsforms.core.names import trait
from autan.survey.xlsforms.core.types import is_metadata, kind_of_word, read_type
from autan.survey.xlsforms.importers.blocks import PART, FormBlock, build_block, build_tree, is_edge, is_question
from autan.survey.xlsforms.importers.building import EXTERNAL, FormBuilding, build_lists, in_order
from autan.survey.xlsforms.importers.columns import NamedFormRow, find_languages, name_rows
from autan.survey.xlsforms.importers.kobo_blocks import expand_kobo_blocks
from autan.survey.xlsforms.importers.questions import build_question
from autan.survey.xlsforms.importers.relevance import Placed, settle_rules
from autan.survey.xlsforms.importers.sheets import SHEETS, read_sheets, refuse_form

INTRO = "intro"  # marks the note that introduces a section
_SECTION_READ = frozenset({"type", "name", "label", "relevant", "autan_kind"})
_OWN_SETTINGS = frozenset(
    {"form_title", "form_id", "version", "default_language", "autan_note", "autan_title", "autan_version"}
)
_READ_SHEETS = frozenset({"survey", "choices", "settings", "external_choices"})
_DRAWN = ("select_one", "select_multiple", "rank")
_OTHER_TYPES = re.compile(r"select_\w+ ", re.IGNORECASE)


def read_xlsform(data: bytes, file: str, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a form written in a workbook, in CSV or in Markdown, with what ours does not hold as warnings.

    A form that does not say its version is given the day `version`.

    Raises ImportFileError: not such a file, or with every fault of its rows: no type, no name, a name or a choice
    written twice, an unknown list, groups that do not close, an expression that names nothing.
    """
    sheets, blocks = expand_kobo_blocks(read_sheets(data, file))
    survey, choices, settings = (name_rows(name, sheets.get(name, ())) for name in ("survey", "choices", "settings"))
    known = {row.get("list_name") for row in choices}  # a long list of the same name as another is that other one
    choices += [row for row in name_rows(EXTERNAL, sheets.get(EXTERNAL, ())) if row.get("list_name") not in known]
    setting = settings[0] if settings else NamedFormRow(sheet="settings", line=1, values={})
    languages = find_languages(survey, setting.get("default_language"))
    faults: list[Fault] = []
    tree = build_tree(survey, faults)
    may_repeat = setting.get("allow_choice_duplicates").lower() == "yes"
    lists = build_lists(choices, languages, faults, may_repeat=may_repeat)
    faults += _unknown_lists(survey, choices)
    if not faults and (refused := refuse_form(sheets)):
        faults += _unknown_types(survey) or refused
    if faults:
        raise ImportFileError(file, _by_place(faults))
    building = FormBuilding(languages=languages, lists=lists)
    building.warnings += blocks
    building.warnings += (
        Fault(
            sheet=name, row=1, value=Sentence("{count} lignes", count=len(rows)), expected="une feuille que nous lisons"
        )
        for name, rows in sheets.items()
        if name not in _READ_SHEETS and rows
    )
    sections = _build_sections(tree, setting, building)
    if not sections:
        raise ImportFileError(file, [Fault(sheet="survey", expected="au moins une question")])
    _warn_of_languages(setting, survey, building)
    title = languages.text({"": setting.get("form_title") or PurePath(file).stem})
    questionnaire = Questionnaire(
        slug=_slug(setting.get("form_id") or PurePath(file).stem),
        version=_day(setting.get("version")) or version,
        title=Text(title.fr, languages.text(setting.texts("autan_title")).en or title.en),
        note=languages.text(setting.texts("autan_note")),
        sections=sections,
        lists=tuple(building.lists.values()),
        kept=in_order((*_kept_settings(setting), *_loose_rows(building))),
    )
    return questionnaire, tuple(_by_place(building.warnings))


def _by_place(faults: Sequence[Fault]) -> list[Fault]:
    """Faults in the order of the file, sheet by sheet."""
    ranks = {name: rank for rank, name in enumerate(SHEETS)}
    return sorted(faults, key=lambda fault: (ranks.get(fault.sheet or SHEETS[0], len(ranks)), fault.row or 0))


def _is_known(row: NamedFormRow) -> bool:
    word = read_type(row.get("type")).word
    is_listed = is_edge(row.get("type")) or bool(_OTHER_TYPES.match(word))
    return is_listed or is_metadata(word) or kind_of_word(word) is not None


def _unknown_types(survey: Sequence[NamedFormRow]) -> list[Fault]:
    """Every row whose type we do not know, when pyxform takes no such form: it tells the first one only."""
    expected = "un type de question de XLSForm, que pyxform convertit"
    return [row.fault("type", expected) for row in survey if row.get("type") and not _is_known(row)]


def _unknown_lists(survey: Sequence[NamedFormRow], choices: Sequence[NamedFormRow]) -> list[Fault]:
    lists = {row.get("list_name") for row in choices}
    expected = Sentence(
        "une liste de la feuille « choices » ({lists})", lists=", ".join(sorted(lists)) or Sentence("aucune")
    )
    return [
        row.fault("type", expected)
        for row in survey
        if (row_type := read_type(row.get("type"))).word in _DRAWN
        and not (row_type.list_name in lists or row_type.list_name.startswith("$"))
    ]


def _build_sections(tree: FormBlock, setting: NamedFormRow, building: FormBuilding) -> tuple[Section, ...]:
    """Top groups are sections; questions outside a group make a section of their own."""
    drafts: list[tuple[Section, list[Placed]]] = []
    loose: list[NamedFormRow | FormBlock] = []
    for child in [*tree.children, None]:
        if child is not None and (not isinstance(child, FormBlock) or is_question(child)):
            loose.append(child)
            continue
        if loose:
            code = settle_code("section", building.codes, prefix="section")
            title = building.languages.text({"": setting.get("form_title") or "Questions"})
            drafts.append((Section(code=code, title=title, questions=()), list(_place(loose, (), building))))
            loose = []
        if isinstance(child, FormBlock):
            drafts.append(_group_section(child, building))
    non_empty = [(section, placed) for section, placed in drafts if placed]
    settled = iter(settle_rules([item for _, placed in non_empty for item in placed], building))
    return tuple(replace(section, questions=tuple(next(settled) for _ in placed)) for section, placed in non_empty)


def _group_section(block: FormBlock, building: FormBuilding) -> tuple[Section, list[Placed]]:
    code, traits = building.settle(block.row, prefix="section")
    intro, children = NO_TEXT, list(block.children)
    first = children[0] if children else None
    if isinstance(first, NamedFormRow) and first.get("autan_kind") == INTRO:
        intro, children = building.languages.text(first.texts("label")), children[1:]
    traits += building.unmapped(block.row, _SECTION_READ)
    title = building.languages.text(block.row.texts("label"), default=block.row.get("name"))
    section = Section(code=code, title=title, questions=(), intro=intro, kept=in_order(traits))
    placed = list(_place(children, (block.row,), building))
    if not placed:
        building.warn(block.row, "name", "un groupe qui a des questions", value=block.row.get("name"))
    return section, placed


def _place(
    children: Sequence["NamedFormRow | FormBlock"], groups: tuple[NamedFormRow, ...], building: FormBuilding
) -> Iterator[Placed]:
    """Give the questions in order, those of inner groups put one after the other."""
    last = ""
    for child in children:
        if isinstance(child, FormBlock):
            if is_question(child):
                question = build_block(child, building)
                if question is not None:
                    last = question.code
                    yield Placed(row=child.row, question=question, groups=groups)
                continue
            building.warn(child.row, "type", "des groupes d’un seul niveau (les questions de celui-ci sont à la suite)")
            building.loose.append(child.row)
            yield from _place(child.children, (*groups, child.row), building)
        elif child.get("autan_kind") == PART and last:
            building.names[child.get("name")] = last
        elif is_metadata(child.get("type")) or not (child.texts("label") or child.texts("hint") or _is_known(child)):
            building.loose.append(child)
            if child.get("type").lower() in {"calculate", "hidden"}:
                building.warn(child, "type", "une question (ce qui est calculé est gardé comme texte)")
        else:
            question = build_question(child, building)
            last = question.code
            _warn_of_echoes(child, building)
            yield Placed(row=child, question=question, groups=groups)


def _warn_of_echoes(row: NamedFormRow, building: FormBuilding) -> None:
    for column in ("label", "hint"):
        if any("${" in text for text in row.texts(column).values()):
            building.warn(row, column, "un texte sans renvoi à une autre réponse (« ${…} » reste écrit tel quel)")
    for column in dict.fromkeys(name for name, _ in row.values if name.startswith("media::")):
        building.warn(row, column, "un texte sans image, son ni film (gardés, et non montrés ici)")


def _warn_of_languages(setting: NamedFormRow, survey: Sequence[NamedFormRow], building: FormBuilding) -> None:
    languages = building.languages
    if languages.others:
        expected = "des textes en français et en anglais (les autres langues sont gardées)"
        building.warn(survey[0], "label", expected, value=", ".join(languages.others))
    if languages.is_english:
        expected = "des textes français (ceux de la langue anglaise en tiennent lieu)"
        building.warn(setting, "default_language", expected, value=languages.french or "English")


def _kept_settings(setting: NamedFormRow) -> Iterator[ForeignTrait]:
    """Settings without a place in ours; the form's own version and identifier when they are not a day or a slug."""
    for (column, language), text in setting.values.items():
        if column not in _OWN_SETTINGS:
            yield trait(f"settings.{column}::{language}" if language else f"settings.{column}", text)
    day = _day(setting.get("version"))
    if setting.get("version") and (day is None or day.isoformat() != setting.get("version")):
        yield trait("settings.version", setting.get("version"))
    if setting.get("form_id") and _slug(setting.get("form_id")) != setting.get("form_id"):
        yield trait("settings.form_id", setting.get("form_id"))


def _loose_rows(building: FormBuilding) -> Iterator[ForeignTrait]:
    for row in building.loose:
        place = "group" if row.get("type").startswith("begin") else "row"
        yield trait(f"{place}.{row.get('name')}", json.dumps(row.cells(), ensure_ascii=False))


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "_", without_accents(text)).strip("_-")[:80] or "formulaire"


def _day(text: str) -> date | None:
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    try:
        return date.fromisoformat("-".join(match.groups())) if match else None
    except ValueError:
        return None
