"""The headings of a worksheet: what each stands for, which line holds them, and which lines below are data."""

import pytest

from autan.ground.tables.core.tables import Row
from autan.plans.action_files.core.worksheets import (
    COLUMN_CHOICES,
    LEAST_HEADINGS,
    TITLE,
    cell_texts,
    code_of,
    data_rows,
    find_layouts,
    heading_words,
    known_headings,
    layout_of,
)
from autan.plans.projects.core.fields import FIELDS

KNOWN = known_headings()


def columns(*headings: object) -> dict[int, str]:
    return dict(layout_of(Row(1, list(headings)), KNOWN).columns)


def lines(*rows: tuple[object, ...], first: int = 1) -> list[Row]:
    return [Row(line, list(cells)) for line, cells in enumerate(rows, start=first)]


def test_every_field_is_known_by_its_code_and_its_names_in_both_languages():
    for sheet_field in FIELDS:
        for text in (sheet_field.code, sheet_field.label.fr, sheet_field.label.en):
            assert columns(text).get(0), (sheet_field.code, text)
        assert columns(sheet_field.code)[0] == sheet_field.code
    assert len({code for code, _label in COLUMN_CHOICES}) == len(COLUMN_CHOICES)


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Axe", "axis1"),
        ("AXES", "axis1"),
        ("Sous-axe (x.x)", "axis2"),
        ("Objectif opérationnel", "axis3"),
        ("part", "part"),
        ("Sous-actions", "part"),
        ("Identifiant Autan", "slug"),
        ("Étapes de l’action", "steps"),
        ("Collectivités", "ignored"),
        ("Intitulés de l’action", "title"),
        ("Titre (100 signes)", "title"),
        ("Pilote", "lead"),
        ("Budget (k€ HT)", "budget"),
        ("Budget estimatif en euros", "budget"),
        ("Pilote / Pilotes", "lead"),
    ],
)
def test_a_heading_is_known_whatever_its_accents_plural_brackets_and_units(heading, code):
    assert columns(heading) == {0: code}


@pytest.mark.parametrize("heading", ["Qui fait quoi", "Pilote / Statut", "Pilote / Inconnu", "Part.", "12"])
def test_a_heading_of_two_meanings_or_none_is_not_guessed(heading):
    layout = layout_of(Row(1, [heading]), KNOWN)
    assert "part" not in layout.codes
    assert (layout.columns == {}) == (heading != "Part.")


def test_amounts_go_with_the_funder_that_stands_before_them():
    assert columns("Titre", "Financeur", "Montant", "Co-financeur", "Montant du financeur") == {
        0: "title",
        1: "funder1",
        2: "amount1",
        3: "funder2",
        4: "amount2",
    }
    assert columns("Financeur 3", "Montant HT", "Financeur", "Subvention") == {
        0: "funder3",
        1: "amount3",
        2: "funder4",
        3: "amount4",
    }
    assert "amount1" not in columns("Titre", "Montant").values(), (
        "an amount before any funder is the budget, or nothing"
    )
    assert columns("funder1", "amount1") == {}, "codes of programs are not those of a file"


def test_a_heading_that_comes_again_is_told_and_texts_are_joined():
    layout = layout_of(Row(4, ["Titre", "Pilote", "Pilote", "Contexte", "Descriptif", "Quoi"]), KNOWN)
    assert layout.repeated == {2: "Pilote"}
    assert [layout.columns[place] for place in (3, 4)] == ["description", "description"]
    assert (layout.unknown, layout.line, layout.score) == ({5: "Quoi"}, 4, 4)
    assert layout_of(Row(1, ["Pilote", "Statut"]), KNOWN).score == 0, "no heading names the title"


def test_what_a_line_says_is_read_by_column_and_texts_of_one_field_are_joined():
    layout = layout_of(Row(1, ["Titre", "Contexte", "Descriptif", "Budget"]), KNOWN)
    assert cell_texts(Row(2, ["Isoler", "Froid", "Laine", 12]), layout) == {
        "title": "Isoler",
        "description": "Froid\nLaine",
        "budget": 12,
    }
    assert cell_texts(Row(2, ["Isoler", None, " "]), layout) == {"title": "Isoler"}
    note = "Ces informations devront être saisies directement sur le site"
    assert cell_texts(Row(2, ["Isoler", note, "Laine"]), layout) == {"title": "Isoler", "description": "Laine"}


def test_the_headings_are_the_line_that_knows_most_of_them():
    rows = lines(("Plan climat",), ("Titre", "Version"), ("Titre", "Pilote", "Statut"), ("Isoler", "Ville", "En cours"))
    (layout,) = find_layouts(rows, KNOWN)
    assert (layout.line, layout.columns) == (3, {0: "title", 1: "lead", 2: "status"})


def test_of_two_lines_alike_the_first_is_that_of_headings():
    twice = lines(("Titre", "Pilote"), ("Isoler", "Ville"), ("Titre", "Pilote"), ("Trier", "Agglo"))
    assert [layout.line for layout in find_layouts(twice, KNOWN)] == [1, 3]


def test_headings_need_a_title_and_another_field():
    assert find_layouts(lines(("Titre",), ("Isoler",)), KNOWN) == []
    assert find_layouts(lines(("Pilote", "Statut"), ("Ville", "En cours")), KNOWN) == []
    assert find_layouts([], KNOWN) == []
    assert [layout.line for layout in find_layouts(lines(("Titre", "x"), ("Isoler", "y")), KNOWN, 1)] == [1]
    assert find_layouts(lines(("Titre",), ("Isoler",)), KNOWN, 1) == [], "one word alone is no table"
    assert LEAST_HEADINGS == 2


def test_headings_below_a_long_text_are_those_that_are_mostly_known():
    far = lines(("Titre", "Pilote", "Statut"), ("Isoler", "Ville", "En cours"), first=41)
    assert [layout.line for layout in find_layouts(far, KNOWN)] == [41]
    vague = lines(("Titre", "Pilote", "Un", "Deux", "Trois", "Quatre"), first=41)
    assert find_layouts(vague, KNOWN) == []
    few = lines(("Titre", "Un"), first=41)
    assert find_layouts(few, KNOWN) == []


def test_another_table_has_as_many_headings_as_half_of_the_best():
    best = ("Titre", "Pilote", "Statut", "Budget", "Axe", "Début")
    enough, too_few = ("Titre", "Pilote", "Statut", "Fin"), ("Titre", "Échéance du projet", "Rouler")
    assert [layout.line for layout in find_layouts(lines(best, ("a", "b"), enough), KNOWN)] == [1, 3]
    assert [layout.line for layout in find_layouts(lines(best, ("a", "b"), too_few), KNOWN)] == [1]


def test_a_line_of_units_belongs_to_the_headings_above():
    rows = lines(("Titre", "Budget", "Début"), (None, "k€ TTC", "mm/aaaa"), ("Isoler", 12, "01/2026"))
    (layout,) = find_layouts(rows, KNOWN)
    assert layout.line == 2
    assert dict(layout.headings) == {0: "Titre", 1: "Budget (k€ TTC)", 2: "Début (mm/aaaa)"}
    (alone,) = find_layouts(lines(("Titre", "Budget"), ("Isoler", "k€")), KNOWN)
    assert alone.line == 1, "a line that says something else is data"


def test_headings_on_two_lines_are_joined():
    rows = lines(("Titre", "Calendrier", None), (None, "Début", "Fin"), ("Isoler", "2026", "2027"))
    (layout,) = find_layouts(rows, KNOWN, 1)
    assert (layout.line, layout.columns) == (2, {0: "title", 1: "start", 2: "end"})
    rival = lines(("Titre", "Pilote", "Début"), ("Fin", None, None))
    assert next(iter(find_layouts(rival, KNOWN))).columns[2] == "start"
    same = lines(("Titre", "Pilote"), (None, "Pilote"))
    assert [layout.line for layout in find_layouts(same, KNOWN)] == [1], "one word again is a cell of data"


def test_guidance_examples_and_totals_are_no_data():
    layout = layout_of(Row(1, ["Titre", "Pilote", "Budget"]), KNOWN)
    rows = lines(
        ("Titre", "Pilote", "Budget"),
        ("Champ texte", "Champ liste", "Saisissez un nombre"),
        ("1", "2", "3"),
        ("Isoler", "Ville", "10"),
        ("Total général", None, "10"),
        ("Total de l’axe 1", None, "10"),
        ("Totaliser les compteurs", "Ville", None),
        ("1", "2", "3"),
    )
    data, aside = data_rows(rows, layout)
    assert [row.line for row in data] == [4, 7, 8], "numbers under data are data"
    assert {line: text for line, (text, _why) in aside.items()} == {5: "Total", 6: "Total"}


@pytest.mark.parametrize(
    ("cells", "is_numbering"),
    [
        (("0", "1", "2"), True),
        (("1", "2", "3", "4"), True),
        (("1", "2"), False),
        (("2", "3", "4"), False),
        (("1", "3", "4"), False),
    ],
)
def test_a_line_that_numbers_the_columns_from_nought_or_one_is_left_out(cells, is_numbering):
    data, _aside = data_rows([Row(2, list(cells))], layout_of(Row(1, ["Titre", "Pilote"]), KNOWN))
    assert (data == []) is is_numbering


def test_guidance_in_one_cell_of_many_is_what_somebody_wrote():
    layout = layout_of(Row(1, ["Titre", "Pilote"]), KNOWN)
    assert len(data_rows([Row(2, ["Champ texte", "Ville"])], layout)[0]) == 1
    crowded = ["Champ texte", "Champ liste", *"abcdefg"]
    assert len(data_rows([Row(2, crowded)], layout)[0]) == 1, "two cells of nine"


def test_a_long_label_names_nothing():
    assert code_of("Pilote", KNOWN) == "lead"
    assert code_of(TITLE, KNOWN) == "title"
    assert code_of("Pilote" + " " * 54, KNOWN) == "lead"
    assert code_of("Pilote" + " " * 55, KNOWN) is None
    assert code_of("Qui fait quoi", KNOWN) is None


def test_small_words_and_plurals_do_not_tell_headings_apart():
    assert heading_words("dates de fin de l action") == heading_words("date fin actions") == "date fin action"
    assert heading_words("") == ""
