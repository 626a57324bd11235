"""The workbook from which a questionnaire is started: a form with each kind of question once, and how to fill it."""

from pathlib import Path

from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.xlsforms.exporters.form import FormSheet, build_form, write_sheets
from autan.survey.xlsforms.exporters.rows import FormCells

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
