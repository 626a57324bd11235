"""Fields of a sheet, its axes, its lines, its readers and its digest: what is read, and what contradicts itself."""

from datetime import date

import pytest

from autan.ground.errors import DomainError
from autan.ground.texts.core.money import AmountSum, TaxBasis
from autan.plans.projects.core.axes import (
    MAX_DEPTH,
    AxisHeading,
    axis_key,
    check_no_cycle,
    cyclic_actions,
    number_fault,
    read_axis,
    title_faults,
)
from autan.plans.projects.core.bulk import BULK_FIELDS, MOST_SHEETS, BulkChange, preview_bulk
from autan.plans.projects.core.choices import NEEDS_REASON, ActionStatus, Disclosure, Priority, read_choice
from autan.plans.projects.core.fields import BY_CODE, FIELDS, FULL_WEIGHT, expected_in
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.core.lines import granted_sum, keep_filled, own_share_pct, read_lines_of
from autan.plans.projects.core.mentions import is_called, unknown_calls
from autan.plans.projects.core.reuse import kept_of
from autan.plans.projects.core.sheets import (
    completeness_of_sheet,
    digest_sheet,
    disclosure_of,
    is_outcome_unknown,
    missing_fields,
    plain_choices,
    read_sheet,
    visible_typed,
)
from autan.plans.projects.core.themes import ActionTheme, guess_themes
from autan.plans.projects.importers import sheet_sections


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("1. Bâtir", "1", "Bâtir"),
        ("1.2.3 Bâtir", "1.2.3", "Bâtir"),
        ("Axe 2 : Rouler", "2", "Rouler"),
        ("Orientation n°3 – Semer", "3", "Semer"),
        ("FICHE 12 - Trier", "12", "Trier"),
        ("  1.  Bâtir \n loin ", "1", "Bâtir loin"),
        ("Bâtir", "", "Bâtir"),
        ("2030, vers le zéro", "", "2030, vers le zéro"),
        ("1.", "", "1."),
        ("", "", ""),
    ],
)
def test_the_number_of_an_axis_is_told_from_its_title(text: str, number: str, title: str):
    assert read_axis(text) == AxisHeading(number=number, title=title)


@pytest.mark.parametrize(
    ("path", "is_wrong"),
    [
        (["1. A", "1.1. B"], False),
        (["1. A", "2.1. B"], True),
        (["1. A", "11.1. B"], True),
        (["1. A", "2. B"], False),  # a number of its own
        (["A", "2.1. B"], False),
        (["1. A", "B", "2.1. C"], False),
        (["1. A", "1.1. B", "1.2.1. C"], True),
        (["1.1. A", "1.1.1. B"], False),
        (["1. A"], False),
        ([], False),
    ],
)
def test_a_number_begins_with_that_of_the_axis_above(path: list[str], *, is_wrong: bool):
    assert (number_fault(path) is not None) is is_wrong


def test_a_number_that_contradicts_its_place_says_what_was_expected():
    fault = number_fault(["1. Bâtir", "2.1. Rouler"])
    assert str(fault).replace("\u00a0", " ").startswith("un numéro qui commence par 1, comme celui de l’axe")
    assert "1. Bâtir" in str(fault)


@pytest.mark.parametrize(
    ("paths", "faults"),
    [
        ([["1. Bâtir"], ["1. Bâtir"]], [None, None]),
        ([["1. Bâtir"], ["1. BATIR"]], [None, None]),
        ([["1. Bâtir"], ["1. Rouler"]], [None, "le titre « Bâtir » que ce numéro a plus haut"]),
        ([["1. Bâtir"], ["2. Bâtir"]], [None, "le numéro 1 que ce titre a plus haut"]),
        ([["1. Bâtir"], ["Bâtir"]], [None, None]),
        ([["Bâtir"], ["1. Bâtir"]], [None, None]),
        ([["A", "1. Bâtir"], ["B", "1. Rouler"]], [None, None]),  # each axis numbers its own
        ([["A", "1. Bâtir"], ["A", "1. Rouler"]], [None, "le titre « Bâtir » que ce numéro a plus haut"]),
        ([["1. A", "1.1. B"], ["1. C", "1.1. D"]], [None, "le titre « A » que ce numéro a plus haut"]),
        ([[], ["1. Bâtir"]], [None, None]),
    ],
)
def test_a_number_has_one_title_and_a_title_one_number(paths: list[list[str]], faults: list[str | None]):
    found = [None if fault is None else str(fault).replace("\u00a0", " ") for fault in title_faults(paths)]
    assert found == faults


@pytest.mark.parametrize(
    ("parts", "cycle"),
    [
        ([], set()),
        ([("A", "B")], set()),
        ([("A", "A")], {"a"}),
        ([("A", "B"), ("B", "A")], {"a", "b"}),
        ([("É", "B"), ("B", "e")], {"e", "b"}),
        ([("A", "B"), ("B", "C"), ("C", "B")], {"b", "c"}),
        ([("A", "B"), ("A", "C"), ("B", "D"), ("C", "D")], set()),
        ([("A", "B"), ("A", "C"), ("C", "A")], {"a", "c"}),
    ],
)
def test_actions_that_would_be_parts_of_themselves_are_found(parts: list[tuple[str, str]], cycle: set[str]):
    assert cyclic_actions(parts) == cycle


@pytest.mark.parametrize(
    ("path", "key"),
    [(["1. Bâtir", "1.1 Rouler"], "1 batir/1 1 rouler"), (["A", " ", "B"], "a/b"), ([" A  b "], "a b"), ([], "")],
)
def test_a_place_of_the_tree_is_known_whatever_its_accents(path: list[str], key: str):
    assert axis_key(path) == key


def test_a_tree_of_actions_has_six_levels_and_no_loop():
    chain: dict[int, int | None] = {rank: rank - 1 or None for rank in range(1, MAX_DEPTH + 1)}
    check_no_cycle(99, MAX_DEPTH - 1, chain, title="A")
    with pytest.raises(DomainError, match="au plus 6 niveaux"):
        check_no_cycle(99, MAX_DEPTH, chain, title="A")
    check_no_cycle(1, None, {}, title="A")
    for parent in (1, 2, 3):
        with pytest.raises(DomainError, match="« A » ne peut pas|« A »".replace(" ", ".")):
            check_no_cycle(1, parent, {1: None, 2: 1, 3: 2}, title="A")


@pytest.mark.parametrize(
    ("field", "fr"),
    [
        ("priority", "l’un de : Élevé, Moyen, Bas"),
        ("staff_fte", "un nombre"),
        ("is_continuous", "oui ou non"),
        ("start", "une date possible"),
        ("title", "un texte"),
        ("partners", "un texte"),
    ],
)
def test_what_a_field_expects_is_said(field: str, fr: str):
    expected = expected_in(BY_CODE[field])
    assert expected.fr.replace("\u00a0", " ").startswith(fr)
    assert expected.en


def test_every_field_has_a_code_of_its_own_and_the_heaviest_count_twice():
    assert len(BY_CODE) == len(FIELDS)
    assert {field.code for field in FIELDS if field.weight == 2} == {"title", "description", "lead", "budget", "status"}
    assert sum(field.weight for field in FIELDS) == FULL_WEIGHT
    assert all(field.label.fr and field.label.en for field in FIELDS)


@pytest.mark.parametrize(
    ("text", "code"),
    [("done", "done"), ("Réalisé", "done"), ("realise", "done"), ("Done", "done"), ("a faire", "planned"), ("", None),
     ("réal", None)],
)  # fmt: skip
def test_a_choice_is_named_by_code_label_or_usual_word(text: str, code: str | None):
    choice = read_choice(ActionStatus, text)
    assert (choice.value if choice else None) == code
    assert read_choice(Priority, "a faire") is None


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"start": "2025", "end": "2024"}, ["end"]),
        ({"start": "2025", "end": "2025"}, []),
        ({"start": "06/2025", "end": "2025"}, []),
        ({"start": "06/2025", "end": "05/2025"}, ["end"]),
        ({"end": "2024"}, []),
        *[({"status": status.value}, ["status_reason"]) for status in NEEDS_REASON],
        ({"status": "late", "status_reason": "marché"}, []),
        ({"status": "done"}, []),
        ({"budget": "cher", "end": "demain"}, ["budget", "end"]),
        ({"budget": "  "}, []),
    ],
)
def test_what_cannot_be_read_or_contradicts_is_told_at_its_field(typed: dict[str, str], fields: list[str]):
    assert sorted(problem.field for problem in read_sheet(typed).problems) == fields


def test_a_long_value_is_cut_in_its_message():
    (problem,) = read_sheet({"budget": "x" * 200}).problems
    assert "x" * 80 in problem.message.fr
    assert "x" * 81 not in problem.message.fr


def test_a_sheet_weighs_its_fields_its_steps_and_its_funding():
    one, two = read_sheet({"partners": "ADEME"}), read_sheet({"title": "A"})
    whole = FULL_WEIGHT + 2
    assert completeness_of_sheet(one) == round(100 / whole)
    assert completeness_of_sheet(two) == round(200 / whole)
    assert completeness_of_sheet(two, has_step=True) == round(300 / whole)
    assert completeness_of_sheet(two, has_step=True, has_funding=True) == round(400 / whole)
    for blank in ({"budget": "cher"}, {"partners": " ; "}, {"themes": ","}, {"notes": "x"}, {"spent": "10 €"}):
        assert completeness_of_sheet(read_sheet(blank)) == 0, blank
    assert read_sheet({"partners": ";"}).problems == ()


def test_the_heaviest_fields_lack_first():
    missing = missing_fields(read_sheet({"title": "A", "lead": "Ville"}))
    assert missing[:3] == ("description", "budget", "status")
    weights = [BY_CODE[code].weight for code in missing]
    assert weights == sorted(weights, reverse=True)
    assert all(weights)


@pytest.mark.parametrize(
    ("code", "said", "level"),
    [
        ("budget", "", Disclosure.PUBLIC),
        ("budget", "network", Disclosure.NETWORK),
        ("budget", "friends", Disclosure.PUBLIC),
        ("notes", "", Disclosure.NETWORK),
        ("notes", "public", Disclosure.NETWORK),
        ("notes", "territory", Disclosure.TERRITORY),
        ("officer", "public", Disclosure.TERRITORY),
        ("elected", "network", Disclosure.TERRITORY),
        ("title", "territory", Disclosure.PUBLIC),
        ("gone", "", Disclosure.PUBLIC),
    ],
)
def test_a_field_is_never_read_wider_than_it_may(code: str, said: str, level: Disclosure):
    assert disclosure_of(code, {code: said}) is level


@pytest.mark.parametrize(
    ("reader", "shown", "hidden"),
    [
        (Disclosure.PUBLIC, {"title"}, {"notes", "officer"}),
        (Disclosure.NETWORK, {"title", "notes"}, {"officer"}),
        (Disclosure.TERRITORY, {"title", "notes", "officer"}, set()),
    ],
)
def test_each_level_reads_what_those_before_it_read(reader: Disclosure, shown: set[str], hidden: set[str]):
    typed = {"title": "A", "notes": "n", "officer": "Ada", "elected": ""}
    seen, kept = visible_typed(typed, {}, reader)
    assert {code for code in seen if seen[code]} == shown
    assert set(kept) == hidden


def test_a_digest_keeps_what_lists_read():
    digest = digest_sheet(
        {"title": " Un   titre ", "start": "2024", "end": "06/2025", "budget": "10 à 20 k€ HT", "status": "late",
         "scope": "estate", "partners": "Région", "officer": "Ada"},
        {},
    )  # fmt: skip
    assert (digest["title"], digest["status"], digest["scope"]) == ("Un titre", "late", "estate")
    assert (digest["starts_on"], digest["ends_on"]) == (date(2024, 1, 1), date(2025, 6, 30))
    assert (digest["budget_low_eur"], digest["budget_high_eur"], digest["budget_basis"]) == (10_000, 20_000, "ht")
    assert digest["search_text"] == "un titre region"
    assert digest["problem_count"] == 1  # late, and no reason
    empty = digest_sheet({}, {})
    assert (empty["title"], empty["status"], empty["priority"], empty["themes"]) == ("", "", "", "")
    assert (empty["starts_on"], empty["budget_low_eur"], empty["budget_basis"]) == (None, None, "not_stated")
    assert len(digest_sheet({"title": "x" * 400}, {})["title"]) == 300
    long = digest_sheet({"title": "A", "description": "b" * 1600}, {})["search_text"]
    assert long.count("b") == 1500


def test_a_digest_counts_the_problems_of_lines_and_the_lines_that_are_whole():
    section = sheet_sections()["steps"]
    wrong = read_lines_of(section, {"steps": [{"name": "Étude", "due": "demain"}, {"due": "2024"}]})
    assert digest_sheet({"title": "A", "end": "demain"}, {}, steps=wrong)["problem_count"] == 2
    base = digest_sheet({"title": "A"}, {})["completeness_pct"]
    for line, is_whole in (({"name": "Étude"}, True), ({"due": "2024"}, False)):  # a step has a name
        steps = read_lines_of(section, {"steps": [line]})
        assert (digest_sheet({"title": "A"}, {}, steps=steps)["completeness_pct"] > base) is is_whole


def test_themes_are_kept_to_be_searched_one_by_one():
    assert plain_choices([ActionTheme.WATER]) == "|water|"
    stated = digest_sheet({"title": "Développer le covoiturage", "themes": "Eau"}, {})
    assert (stated["themes"], stated["is_theme_stated"]) == ("|water|", True)
    guessed = digest_sheet({"title": "Développer le covoiturage"}, {})
    assert (guessed["themes"], guessed["is_theme_stated"]) == ("|mobility|", False)


@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("Composter les déchets", ("waste",)),
        ("Vélo et forêt", ("mobility", "forest")),
        ("Vélo, covoiturage et forêt", ("mobility",)),
        ("Vélo, forêt et eau", ("mobility", "forest")),
        ("Action 12", ()),
        ("La zone", ("biodiversity", "economy")),
        ("La zone et le vélo", ("mobility",)),  # a word that says little decides where nothing else does
    ],
)
def test_a_title_tells_at_most_two_themes(title: str, themes: tuple[str, ...]):
    assert tuple(theme.value for theme in guess_themes(title)) == themes


@pytest.mark.parametrize(
    ("status", "end", "is_unknown"),
    [
        (None, date(2025, 12, 31), True),
        (ActionStatus.ONGOING, date(2025, 12, 31), True),
        (ActionStatus.ONGOING, date(2026, 1, 1), False),
        (ActionStatus.ONGOING, None, False),
        (ActionStatus.DONE, date(2025, 12, 31), False),
        (ActionStatus.LATE, date(2025, 12, 31), False),
        (ActionStatus.DROPPED, date(2025, 12, 31), False),
        (ActionStatus.BLOCKED, date(2025, 12, 31), True),
    ],
)
def test_a_past_end_tells_nothing_of_what_came(status: ActionStatus | None, end: date | None, *, is_unknown: bool):
    assert is_outcome_unknown(status, end, today=date(2026, 1, 1)) is is_unknown


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        ([{"granted": "30 € HT"}], (70, 70)),
        ([{"granted": "30 € HT"}, {"granted": "20 € HT"}], (50, 50)),
        ([{"granted": "30 à 40 € HT"}], (60, 70)),
        ([{"granted": "30 € TTC"}], None),
        ([{"granted": "30 € HT"}, {"granted": "cher"}], None),
        ([{"asked": "30 € HT"}], None),
        ([], None),
    ],
)
def test_an_own_share_needs_every_grant_on_the_same_basis(lines: list[dict[str, str]], share: tuple[int, int] | None):
    budget = AmountSum(low=100, high=100, known=1, total=1, basis=TaxBasis.BEFORE_TAX)
    funding = read_lines_of(sheet_sections()["funding"], {"funding": [{"funder": "ADEME", **line} for line in lines]})
    assert own_share_pct(budget, funding) == share
    assert (granted_sum(funding) is None) is (not lines)


def test_lines_are_read_in_order_and_blank_ones_are_dropped():
    section = sheet_sections()["steps"]
    read = read_lines_of(section, {"steps": [{"name": "Un"}, {"name": "Deux", "state": "faite"}], "documents": [{}]})
    assert [(line.key, line.typed["name"]) for line in read] == [("1", "Un"), ("2", "Deux")]
    assert read_lines_of(section, {}) == ()
    for code, whole, lacking in (
        ("steps", {"name": "A"}, {"due": "2024"}),
        ("documents", {"title": "A"}, {"date": "2024"}),
    ):
        lines = read_lines_of(sheet_sections()[code], {code: [whole, lacking]})
        assert [line.is_complete for line in lines] == [True, False]
    kept = keep_filled({"steps": [{"name": " Un ", "due": " "}, {"due": ""}], "documents": []})
    assert kept == {"steps": [{"name": "Un"}]}


@pytest.mark.parametrize(
    ("name", "text", "is_named"),
    [
        ("Zoé Rey", "@zoe rey, on avance ?", True),
        ("Zoé Rey", "(@ZOÉ REY)", True),
        ("Zoé Rey", "Zoé Rey, on avance ?", False),
        ("Zoé Rey", "zoe@zoe rey", False),  # an address
        ("Zoé Rey", "@Zoé", False),
        ("", "@Zoé", False),
    ],
)
def test_a_name_is_called_after_an_at(name: str, text: str, *, is_named: bool):
    assert is_called(name, text) is is_named


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("@Zoé Rey", []),
        ("@Ada", ["Ada"]),
        ("@Jean-Luc d’Or et @Zoé Rey", ["Jean-Luc"]),
        ("@Ada Lovelace part", ["Ada Lovelace"]),
        ("ada@exemple.fr", []),
        ("@ personne", []),
        ("@12", []),
    ],
)
def test_calls_of_nobody_are_told_as_written(text: str, unknown: list[str]):
    assert unknown_calls(text, ["Zoé Rey", ""]) == unknown


def test_a_copy_keeps_what_lasts_and_of_its_own_who_does_it():
    typed = {field.code: "x" for field in FIELDS}
    assert set(kept_of(typed, is_own=True)) - set(kept_of(typed)) == {
        "governance", "lead", "department", "partners", "means", "measures",
    }  # fmt: skip
    for code in ("status", "budget", "spent", "start", "end", "results", "officer", "elected", "notes"):
        assert code not in kept_of(typed, is_own=True)
    assert kept_of({"title": "A", "description": ""}) == {"title": "A"}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "au moins un champ"),
        ({"title": "A"}, "« title » ne se change pas"),
        ({"budget": "10 €"}, "« budget » ne se change pas"),
        ({"status": "bof"}, "Statut, « bof »"),
        ({"end": "demain"}, "Date de fin"),
    ],
)
def test_a_change_of_many_is_of_a_field_that_may_and_can_be_read(values: dict[str, str], said: str):
    with pytest.raises(DomainError) as refused:
        BulkChange(values=values)
    assert said in str(refused.value).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_change_of_many_is_told_sheet_by_sheet():
    change = BulkChange(values={"status": "done", "lead": "Ville"})
    (same, other) = preview_bulk(
        change, [("a", "A", {"status": "done", "lead": "Ville"}), ("b", "B", {"status": "late"})]
    )
    assert same.changes == ()
    assert [(label.fr, before, after) for label, before, after in other.changes] == [
        ("Statut", "late", "done"), ("Structure pilote", "", "Ville"),
    ]  # fmt: skip
    assert set(BULK_FIELDS) <= set(BY_CODE)


@pytest.mark.parametrize(("count", "is_right"), [(0, False), (1, True), (MOST_SHEETS, True), (MOST_SHEETS + 1, False)])
def test_a_change_is_of_one_to_five_hundred_sheets(count: int, *, is_right: bool):
    change, sheets = BulkChange(values={"status": "done"}), [("a", "A", {})] * count
    if is_right:
        assert len(preview_bulk(change, sheets)) == count
        return
    with pytest.raises(DomainError, match="de 1 à 500"):
        preview_bulk(change, sheets)


def test_a_filter_says_nothing_of_what_it_does_not_narrow():
    assert SheetFilter().write() == {}
    assert SheetFilter.read({"texte": "x" * 101}).text != "x" * 101
    assert SheetFilter.read({"membre": "243100633"}).siren == "243100633"
    assert SheetFilter.read({"membre": "2431006330"}).siren != "2431006330"
