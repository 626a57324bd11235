"""A map of which no place has a contour: a sentence in its place in every document, a finding for who writes."""

from datetime import date

import pytest

from autan.ground.texts.language import in_language
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import make_proof, render_files
from autan.publishing.editions.queries.editions import read_edition
from autan.publishing.living_text.core.findings import FindingKind, check_text
from autan.territories.charts.renderers.drawing_sheets import draw_for_print
from tests.publishing.living_text.writing import TEXT


@pytest.fixture
def edition_with_map(edition):
    return record_edition(by=None, source=TEXT, file="essai.md")


def drawn_words(drawn, language):
    with in_language(language):
        return " ".join(draw_for_print(drawn).split())


def test_it_is_told_to_who_writes_by_its_name_and_line_and_stops_nothing(edition_with_map):
    (finding,) = [
        item
        for item in check_text(read_edition(edition_with_map).computed)
        if item.kind is FindingKind.MAP_WITHOUT_CONTOUR
    ]
    assert (finding.subject, finding.place.line, finding.kind.is_warning) == ("forms", 21, True)


def test_files_are_made_with_a_sentence_in_its_place(edition_with_map):
    formats = ("html", "docx")  # the others draw it by the same function
    made = render_files(edition_with_map, make_proof(edition_with_map), formats, date(2014, 9, 30), lambda _step: None)
    assert len(made) == len(formats)
    assert "la carte n’est pas dessinée" in made["synthese-essai.html"].decode()


def test_the_sentence_is_in_the_language_of_the_reader(edition_with_map):
    drawn = read_edition(edition_with_map).computed.illustrations["forms"]
    assert "Aucun contour de ces lieux" in drawn_words(drawn, "fr")
    assert "No outline of these places" in drawn_words(drawn, "en")
