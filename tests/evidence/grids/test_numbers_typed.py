"""Numbers of a grid as they are typed and shown in the language of its page."""

import pytest
from django.utils import translation

from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.wordings import Sentence

SHOWN = {"fr": "185\u202f000", "en": "185,000"}


def grid(language: str) -> Grid:
    columns = (
        GridColumn(code="value", label=Sentence("Valeur"), is_number=True),
        GridColumn(code="year", label=Sentence("Année")),
        GridColumn(code="source", label=Sentence("Source")),
    )
    typed = {"value": SHOWN[language], "year": "2023", "source": "Observatoire"}
    return Grid(columns=columns, rows=[GridRow(key="homes", label="Logements", typed=typed)])


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "186,000", "186000"),
        ("en", "1,234,567.5", "1234567.5"),
        ("en", "1.5", "1.5"),
        ("en", "0,125", "0,125"),
        ("fr", "186,000", "186,000"),
        ("fr", "1,5", "1,5"),
    ],
)
def test_a_comma_of_thousands_is_one_in_english_alone(language: str, typed: str, read: str) -> None:
    with translation.override(language):
        page = grid(language)
        page.take({"homes:value": typed, "homes:source": "186,000"})
    assert page.changed[0].typed == {"value": read, "year": "2023", "source": "186,000"}


@pytest.mark.parametrize("language", SHOWN)
def test_what_is_sent_back_as_it_was_shown_changes_nothing(language: str) -> None:
    with translation.override(language):
        page = grid(language)
        page.take({"homes:value": SHOWN[language], "homes:year": "2023"})
        assert page.changed == []
        page.take({"homes:year": "2024"})
    assert "".join(page.changed[0].typed["value"].split()) == "185000"


@pytest.mark.parametrize("language", SHOWN)
def test_a_workbook_holds_the_number_that_is_shown_and_leaves_it_so(language: str) -> None:
    with translation.override(language):
        page = grid(language)
        file = page.write()
        page.read(file, "valeurs.xlsx")
    (row,) = read_text_rows(file, "valeurs.xlsx", required=[])
    assert "185000" in row.cells.values()
    assert page.changed == []
