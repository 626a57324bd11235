"""Small forms for the tests of XLSForm, written as Markdown tables."""

from collections.abc import Sequence
from datetime import date

import pytest

from autan.ground.errors import Fault, ImportFileError
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.xlsforms.importers.form import read_xlsform

DAY = date(2026, 1, 2)
SETTINGS = ("form_title", "form_id", "version"), ("Essai", "essai", "2024-05-06")
YES_NO = ("list_name", "name", "label"), ("oui_non", "oui", "Oui"), ("oui_non", "non", "Non")

type Rows = Sequence[Sequence[str]]


def form_text(survey: Rows, choices: Rows = YES_NO, settings: Rows = SETTINGS) -> str:
    """The Markdown of a form; the first row of each sheet holds its headings."""
    lines = []
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        lines.append(f"| {name} |")
        lines += [f"| | {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines)


def read_form(survey: Rows, choices: Rows = YES_NO, settings: Rows = SETTINGS) -> tuple[Questionnaire, list[Fault]]:
    found, warnings = read_xlsform(form_text(survey, choices, settings).encode(), "essai.md", version=DAY)
    return found, list(warnings)


def faults_of(data: bytes, file: str = "essai.md") -> list[Fault]:
    with pytest.raises(ImportFileError) as caught:
        read_xlsform(data, file, version=DAY)
    return list(caught.value.faults)
