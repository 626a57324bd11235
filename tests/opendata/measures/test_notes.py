"""What is said beside a figure: how many, in the singular or the plural, in both languages; nothing of none."""

import pytest

from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.opendata.measures.core import notes
from autan.opendata.sources.core.absence import Absence

COUNTED = [
    (notes.note_lower_bounds, "commune a une valeur", "communes ont une valeur", "municipality has", "municipalities"),
    (notes.note_unserved, "commune sans réseau", "communes sans réseau", "municipality without", "municipalities"),
    (notes.note_left_out, "membre n’a pas de", "membres n’ont pas de", "member has no value", "members have no value"),
    (notes.note_without_rows, "membre n’a aucune", "membres n’ont aucune", "member has no row", "members have no row"),
    (notes.note_own_values, "valeur propre y", "valeurs propres de", "own value of an", "own values of authorities"),
]


@pytest.mark.parametrize(("note", "one_fr", "many_fr", "one_en", "many_en"), COUNTED)
def test_a_note_counts_and_agrees(note, one_fr, many_fr, one_en, many_en):
    assert note(0) is None
    one, two = note(1), note(2)
    assert one.fr.startswith(f"1 {one_fr}")
    assert one.en.startswith(f"1 {one_en}")
    assert two.fr.startswith(f"2 {many_fr}")
    assert two.en.startswith(f"2 {many_en}")


@pytest.mark.parametrize(
    ("absence", "french", "english"),
    [
        (Absence.UNKNOWN, "non renseigné, et non zéro", "not known, and not zero"),
        (Absence.NO_SERVICE, "sans réseau ou non publié, rien ne le dit", "nothing says which"),
        (Absence.NOT_PUBLISHED, "non publié, et non zéro", "not published, and not zero"),
    ],
)
def test_a_commune_without_a_value_says_what_its_absence_means(absence, french, english):
    assert notes.note_absent(0, absence) is None
    note = notes.note_absent(3, absence)
    assert note.fr == f"3 communes sans valeur\xa0: {french}\u202f; le total est une valeur plancher."
    assert english in note.en
    assert note.en.endswith("the total is a lower bound.")
    assert notes.note_absent(1, absence).fr.startswith("1 commune sans valeur")


def test_notes_are_joined_in_their_order_and_those_that_say_nothing_left_out():
    first, second, third = (Text(f"{mark} fr.", f"{mark} en.") for mark in "abc")
    assert notes.join_notes() is None
    assert notes.join_notes(None, None) is None
    assert notes.join_notes(None, first, None) == first
    assert notes.join_notes(third, None, first, second) == Text("c fr. a fr. b fr.", "c en. a en. b en.")


def test_the_ground_of_a_ratio_says_how_much_of_the_place_it_is():
    assert notes.note_ground(3, 5).fr.startswith("Ajouté sur 3 des 5 communes")
    assert notes.note_part_of_ground(3, 5).fr.startswith("Rapport établi sur 3 des 5 communes")
    assert notes.note_part_of_ground(3, 5).fr.endswith("il ne dit rien des autres.")


@pytest.mark.parametrize(("partial", "unknown", "is_said"), [(0, 0, False), (1, 0, True), (0, 2, True), (1, 2, True)])
def test_the_register_says_what_energy_is_partial_and_what_is_unknown(partial, unknown, is_said):
    note = notes.note_register(partial=partial, unknown=unknown)
    assert (note is not None) is is_said
    if note:
        assert note.fr.startswith(f"Énergie partielle pour {partial} et inconnue pour {unknown} lignes du registre")


@pytest.mark.parametrize(("count", "is_warned"), [(None, False), (0, True), (29, True), (30, False), (31, False)])
def test_a_share_of_few_certificates_is_warned_about(count, is_warned):
    note = notes.note_few_certificates(count)
    assert (note is not None) is is_warned
    if note:
        assert note.fr.startswith("Moins de 30 diagnostics")


def test_two_dates_or_several_are_told_apart():
    of_2020, of_2021, of_2022 = (Period.year(year) for year in (2020, 2021, 2022))
    two = notes.note_mixed_years([of_2020], [of_2021])
    assert two.fr == "Deux dates se mêlent\xa0: numérateur 2020, dénominateur 2021."
    assert notes.note_mixed_years([of_2020, of_2021], [of_2021]).fr.startswith("Deux dates se mêlent")
    several = notes.note_mixed_years([of_2020, of_2021], [of_2022])
    assert several.fr == "Plusieurs dates se mêlent\xa0: numérateur 2020, 2021, dénominateur 2022."


def test_a_member_of_another_date_says_which():
    assert notes.note_other_date(Period.year(2019)).fr.startswith("La valeur de ce membre est d’une autre date (2019)")


def test_reservations_are_counted_among_what_was_added():
    assert notes.note_reservations(0, 4) is None
    assert notes.note_reservations(1, 4).fr.startswith("Réserves sur 1 des 4 valeurs additionnées")
