"""Questionnaires written as an XLSForm that KoBo and ODK take, and the workbook from which one is started."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_xlsx
from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.survey.formats.core.foreign_traits import FORM, lost_traits, whole_losses
from autan.survey.questionnaires.core.kinds import QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import OTHER, ChoiceList, Question, Questionnaire, Section
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.xlsforms.core.names import (
    WITH_OTHER,
    FormNames,
    codes_in_form,
    form_traits,
    free_name,
    list_in_form,
    name_form,
)
from autan.survey.xlsforms.core.types import fits_kind, is_writable
from autan.survey.xlsforms.exporters.rows import (
    BLOCKS,
    ENGLISH,
    FRENCH,
    FormCells,
    asks_other,
    bilingual_cells,
    first_refusal,
    is_expressible,
    write_question,
)

_OTHER = Sentence("Autre, à préciser")
_FIRST = ("type", "name", f"label::{FRENCH}", f"label::{ENGLISH}", f"hint::{FRENCH}", f"hint::{ENGLISH}")
_LAST = ("required", "relevant", "constraint", f"constraint_message::{FRENCH}", f"constraint_message::{ENGLISH}")
_IN_ENGLISH = frozenset(
    f"{column}::{ENGLISH}" for column in ("label", "hint", "constraint_message", "autan_why", "autan_low", "autan_high")
)
_WIDTHS = {"type": 26, "name": 22, "label": 48, "hint": 40, "relevant": 36, "constraint": 26}
_WIDTHS |= {"Colonne": 30, "Ce que l’on y écrit": 70, "Exemple": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """One sheet of a form: its name, its headings in order, its rows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[FormCells, ...]


def write_xlsform(questionnaire: Questionnaire) -> bytes:
    """Return a questionnaire as an XLSX workbook of three sheets."""
    return write_sheets(build_form(questionnaire))


def write_sheets(sheets: Sequence[FormSheet]) -> bytes:
    """Return sheets as an XLSX workbook; every cell is a text, so that none is ever computed."""
    return write_xlsx([_as_workbook_sheet(sheet) for sheet in sheets])


def _as_workbook_sheet(sheet: FormSheet) -> WorkbookSheet:
    names = [heading.partition("::")[0] for heading in sheet.headings]
    edges = (rank for rank, row in enumerate(sheet.rows, start=1) if row.get("type", "").startswith(("begin", "end")))
    return WorkbookSheet(
        name=sheet.name,
        rows=(sheet.headings, *(tuple(row.get(heading) for heading in sheet.headings) for row in sheet.rows)),
        widths={place: _WIDTHS[name] for place, name in enumerate(names) if name in _WIDTHS},
        fixed_columns=2 if sheet.name == "survey" else 0,
        is_wrapped=True,
        emphasized=frozenset(edges),
    )


def build_form(questionnaire: Questionnaire) -> tuple[FormSheet, FormSheet, FormSheet]:
    """Return the sheets `survey`, `choices` and `settings` of a questionnaire."""
    names = name_form(questionnaire)
    survey = [row for section in questionnaire.sections for row in _section(section, names)]
    survey += _loose_rows(questionnaire, names)
    choices = [row for item in questionnaire.lists for row in _list_rows(item, list_in_form(item))]
    used = {question.choices.code for question in questionnaire.questions if question.choices and asks_other(question)}
    choices += [row for item in questionnaire.lists if item.code in used for row in _rows_with_other(item)]
    if not questionnaire.has_english:  # a form with a few English words would offer a language that is empty elsewhere
        survey, choices = _without_english(survey), _without_english(choices)
    return (
        _sheet("survey", survey, _FIRST + _LAST),
        _sheet("choices", choices, ("list_name", "name", f"label::{FRENCH}", f"label::{ENGLISH}")),
        _sheet("settings", [_settings(questionnaire)], ("form_title", "form_id", "version", "default_language")),
    )


def _without_english(rows: Sequence[FormCells]) -> list[FormCells]:
    return [{heading: text for heading, text in row.items() if heading not in _IN_ENGLISH} for row in rows]


def _sheet(name: str, rows: Sequence[FormCells], first: Sequence[str]) -> FormSheet:
    """Headings that every form has, then those met, in order; a language that no row uses has no column."""
    met = dict.fromkeys(heading for row in rows for heading in row)
    ordered = [heading for heading in first if heading in met or "::" not in heading]
    return FormSheet(name=name, headings=tuple(dict.fromkeys((*ordered, *met))), rows=tuple(rows))


def _section(section: Section, names: FormNames) -> Iterator[FormCells]:
    traits = {name: value for name, value in form_traits(section.kept).items() if name != "name"}
    yield {
        "type": "begin_group",
        "name": names.names[section.code],
        **bilingual_cells("label", section.title),
        **traits,
    }
    if section.intro.fr:
        name = f"{names.names[section.code]}_intro"
        yield {"type": "note", "name": name, "autan_kind": "intro", **bilingual_cells("label", section.intro)}
    for question in section.questions:
        yield from write_question(question, names)
    yield {"type": "end_group"}


def _loose_rows(questionnaire: Questionnaire, names: FormNames) -> Iterator[FormCells]:
    """Rows kept of a form (times, calculations), where what they refer to is still asked."""
    taken = {name.lower() for name in names.names.values()}
    for name, value in form_traits(questionnaire.kept).items():
        if not name.startswith("row."):
            continue
        row: FormCells = json.loads(value)
        if row.get("name", "").lower() not in taken and all(is_expressible(text, names) for text in row.values()):
            yield row | {"name": free_name(row["name"], taken)}


def _list_rows(item: ChoiceList, name: str) -> Iterator[FormCells]:
    traits = form_traits(item.kept)
    for choice, code in zip(item.choices, codes_in_form(item), strict=True):
        start = f"{choice.code}."
        left = {key.removeprefix(start): value for key, value in traits.items() if key.startswith(start)}
        left.pop("name", None)
        yield {"list_name": name, "name": code, **bilingual_cells("label", choice.label), **left}


def _rows_with_other(item: ChoiceList) -> Iterator[FormCells]:
    name = f"{list_in_form(item)}{WITH_OTHER}"
    yield from _list_rows(item, name)
    yield {"list_name": name, "name": OTHER, **bilingual_cells("label", _OTHER)}


def _settings(questionnaire: Questionnaire) -> FormCells:
    traits = form_traits(questionnaire.kept)
    cells = {
        "form_title": questionnaire.title.fr,
        "form_id": questionnaire.slug,
        "version": questionnaire.version.isoformat(),
        "default_language": FRENCH,
    }
    if questionnaire.title.en:
        cells[f"autan_title::{ENGLISH}"] = questionnaire.title.en
    start = "settings."
    cells |= {name.removeprefix(start): value for name, value in traits.items() if name.startswith(start)}
    return cells | bilingual_cells("autan_note", questionnaire.note) | {"default_language": FRENCH}


_FILE = "template.yaml"
_HEADINGS = ("Colonne", "Ce que l’on y écrit", "Exemple")
_GUIDE = (
    ("type", "La sorte de question, ou l’ouverture et la fin d’une rubrique.", "select_one oui_non"),
    ("name", "Un code sans accent ni espace, le même d’une enquête à l’autre.", "budget"),
    ("label::Français (fr)", "La question, comme elle est posée.", "Quel budget par an ?"),
    ("label::English (en)", "La même en anglais ; la colonne peut être enlevée.", "Which yearly budget?"),
    ("hint::Français (fr)", "Comment répondre, les définitions.", "Plan adopté par l’assemblée."),
    ("required", "« yes » quand la rubrique ne peut pas être validée sans réponse.", "yes"),
    ("autan_required", "« soft » quand la réponse est seulement souhaitée.", "soft"),
    ("relevant", "À quelle condition la question est posée.", "${plan} = 'oui' and ${budget} > 1000"),
    ("constraint", "Les bornes d’un nombre, ou ce qui doit être vrai.", ". >= 0 and . <= 100"),
    ("autan_kind", "Précise la sorte : short_text, half_open, percentage, year, split, matrix.", "percentage"),
    ("autan_unit", "L’unité d’un nombre : EUR, MWh, GWh, tCO2e, inhabitants, count…", "EUR"),
    ("autan_list", "La liste des parts d’une répartition, ou des lignes d’une grille.", "triade"),
    ("autan_why::Français (fr)", "À quoi sert la réponse.", "Pour partager l’expérience."),
    ("autan_scope", "own_services (vos services) ou territory (tout le territoire).", "own_services"),
    ("autan_continues", "La question d’une enquête précédente : enquête/question.", "2013/q05"),
    ("begin_group … end_group", "Une rubrique, avec son titre dans « label ».", "begin_group"),
    ("begin_repeat … end_repeat", "Un tableau : autant de lignes que l’on veut.", "begin_repeat"),
    ("autan_kind = part", "Une ligne qui complète la question du dessus (« précisez », une part).", "part"),
)


def write_template() -> bytes:
    """Return the workbook: three sheets that are read, and one that only explains."""
    text = (Path(__file__).parent / _FILE).read_text(encoding="utf-8")
    rows: list[FormCells] = [dict(zip(_HEADINGS, line, strict=True)) for line in _GUIDE]
    guide = FormSheet(name="_mode d’emploi", headings=_HEADINGS, rows=tuple(rows))
    return write_sheets((*build_form(read_questionnaire(text, _FILE)), guide))


K = QuestionKind


def list_form_losses(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """List what a form does not hold of a questionnaire, question by question, in the order asked."""
    names = name_form(questionnaire)
    faults = [
        Fault(column=question.code, value=question.kind.value, expected=loss)
        for question in questionnaire.questions
        for loss in _losses(question, names)
    ]
    return (*(Fault(column=place, expected=loss) for place, loss in _whole_losses(questionnaire)), *faults)


def _whole_losses(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    groups = [name for name in form_traits(questionnaire.kept) if name.startswith("group.")]
    if groups:
        yield "questionnaire", Sentence("perdu : les groupes intérieurs ({groups})", groups=", ".join(groups))
    yield from whole_losses(questionnaire, _is_own)


def _is_own(name: str) -> bool:
    return name.startswith(FORM)


def _losses(question: Question, names: FormNames) -> Iterator[str]:
    yield from lost_traits(question.kept, _is_own)
    yield from _kept_losses(question, names)
    refusal = None if question.kind in BLOCKS else first_refusal(question)
    left = [check for check in question.checks if check is not refusal]
    if left:
        yield Sentence(
            "perdu : {count} contrôle(s), un formulaire n’en a qu’un par question, qui interdit", count=len(left)
        )
    if question.requirement is Requirement.SOFT:
        yield Sentence("changé : une réponse souhaitée devient facultative (autan_required le garde)")
    if question.requirement is Requirement.HARD and question.kind in {K.TABLE, K.MATRIX}:
        yield Sentence("changé : un tableau n’est pas exigé (autan_required le garde)")
    lists = (question.choices, question.rows, *(column.choices for column in question.columns))
    if any(items is not None and not items.choices for items in lists):
        yield Sentence("changé : une liste sans choix est demandée comme un texte")
    yield from _limit_losses(question)
    if question.kind is K.FILE:
        yield Sentence("changé : un fichier est déposé, un lien n’est pas accepté")
    if question.allows_other and OTHER in codes_in_form(question.choices):
        yield Sentence("perdu : « autre, à préciser »")


def _limit_losses(question: Question) -> Iterator[str]:
    """List the limits that a form does not keep while it is filled."""
    limits = question.limits
    if question.kind is K.RANKING and (limits.fewest or limits.most):
        yield Sentence(
            "changé : un formulaire fait classer tous les choix (autan_fewest et autan_most gardent leur nombre)"
        )


def _kept_losses(question: Question, names: FormNames) -> Iterator[str]:
    """List what was kept of a form and cannot be written in it again."""
    traits, written = form_traits(question.kept), names.names[question.code]
    if traits.get("name", written) != written:
        yield Sentence(
            "changé : le nom « {kept_name} », déjà pris, devient « {written} »",
            kept_name=traits["name"],
            written=written,
        )
    lost = [column for column, value in traits.items() if not is_expressible(value, names)]
    if lost:
        yield Sentence("perdu : une expression qui cite ce qui n’est plus demandé ({gone})", gone=", ".join(lost))
    if traits.get("type") and question.kind not in BLOCKS and not fits_kind(traits["type"], question.kind):
        yield Sentence(
            "changé : le type « {kept_type} » devient celui de « {label} »",
            kept_type=traits["type"],
            label=question.kind.label,
        )
    for column in question.columns:
        own_type = traits.get(f"column.{column.code}.type", "")
        if own_type and not is_writable(own_type, names.lists):
            yield Sentence(
                "changé : le type « {own_type} » devient celui de « {label} »",
                own_type=own_type,
                label=column.kind.label,
            )
