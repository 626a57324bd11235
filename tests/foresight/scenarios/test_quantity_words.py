"""Quantities of levers in words: millions, shares, a year, a commune; unknown is a dash and never nothing."""

from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from django.utils import translation

from autan.foresight.engine.core.assumptions import AssumptionSet
from autan.foresight.engine.core.deck import CardChange
from autan.foresight.engine.core.explanation import Explanation, ExplanationPart
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.summaries import YearLevels, YearSummary
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.presenters.comparisons import _short
from autan.foresight.scenarios.presenters.deck import change_words
from autan.foresight.scenarios.presenters.explanations import explanation_view
from autan.foresight.scenarios.presenters.lever_facts import cost_words
from autan.foresight.scenarios.presenters.lever_form import with_names
from autan.foresight.scenarios.presenters.money_view import millions
from autan.foresight.scenarios.presenters.quantities import (
    count_words,
    kilo_words,
    level_words,
    pace_words,
    quantity_words,
    yearly_words,
)
from autan.foresight.scenarios.presenters.scenario_page import _cover, about, changes, drawn_path, signed
from autan.foresight.starting_states.core.state_inputs import assumption_figure
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text

LIBRARY = shipped_library()
HOMES = LIBRARY["deep_renovation"]
SHARE = replace(HOMES, unit=Text("% des trajets", "% of trips"))
YEARLY = replace(HOMES, unit=Text("km par an", "km a year"))


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (0.0, "0,0"),
        (1_250.0, "1,2"),
        (-1_260.0, "\u22121,3"),
        (99_999.0, "100,0"),
        (100_000.0, "100"),
        (1_234_567.0, "1 235"),
        (nan, "—"),
    ],
)
def test_thousands_have_a_tenth_below_a_hundred(quantity, written):
    assert plain(kilo_words(quantity)) == written


@pytest.mark.parametrize(
    ("quantity", "counted", "said"),
    [
        (0.0, "0", "0 logements"),
        (2.0, "2", "2 logements"),
        (2.5, "2,5", "2,5 logements"),
        (9.96, "10,0", "10,0 logements"),
        (10.4, "10", "10 logements"),
        (2_200.0, "2 200", "2 200 logements"),
        (9_999_999.0, "9 999 999", "9 999 999 logements"),
        (10_000_000.0, "10 millions", "10 millions de logements"),
        (999_000_000.0, "999 millions", "999 millions de logements"),
        (1_000_000_000.0, "1,0 milliard", "1,0 milliard de logements"),
        (1_900_000_000.0, "1,9 milliard", "1,9 milliard de logements"),
        (2_000_000_000.0, "2,0 milliards", "2,0 milliards de logements"),
    ],
)
def test_large_quantities_are_millions_and_billions(quantity, counted, said):
    assert plain(count_words(HOMES, quantity)) == counted
    assert plain(quantity_words(HOMES, quantity)) == said


def test_large_quantities_are_said_in_english_too():
    with in_language("en"):
        assert plain(quantity_words(YEARLY, 12_000_000.0)) == "12 million km a year"
        assert plain(count_words(HOMES, 2_500_000_000.0)).startswith("2.5 billion")


def test_a_share_has_its_sign_alone_where_it_is_counted():
    assert plain(quantity_words(SHARE, 12.5)) == "12 % des trajets"
    assert plain(quantity_words(SHARE, 2.5)) == "2,5 % des trajets"
    assert plain(count_words(SHARE, 2.5)) == "2,5 %"
    assert plain(count_words(SHARE, 20_000_000.0)) == "20 000 000 %"


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (999_999.0, "999 999"),
        (1_000_000.0, "1,0 million"),
        (1_900_000.0, "1,9 million"),
        (2_000_000.0, "2,0 millions"),
        (12_400_000.0, "12 millions"),
        (3_000_000_000.0, "3,0 milliards"),
    ],
)
def test_a_mark_of_a_slider_is_short_and_may_be_cut_before_its_millions(quantity, written):
    words = level_words(HOMES, quantity)
    assert plain(words) == written
    assert "\u00a0m" not in words


def test_a_mark_of_a_share_keeps_its_sign():
    assert plain(level_words(SHARE, 5.0)) == "5 %"


def test_what_is_a_year_already_grows_by_it():
    assert plain(yearly_words(HOMES, 12.0)) == "12 logements par an"
    assert plain(yearly_words(YEARLY, 12.0)) == "12 km par an, en plus chaque année"
    with in_language("en"):
        assert plain(yearly_words(YEARLY, 12.0)).startswith("12 km a year, ")


def lever(quantity: float, *, start: int = 2026, end: int = 2036) -> Lever:
    return Lever(key="a", kind="deep_renovation", quantity=quantity, start=start, end=end)


@pytest.mark.parametrize(
    ("quantity", "communes", "said"),
    [
        (1_000.0, 0, "100 logements par an"),  # nobody counts the communes
        (1_000.0, 1, "100 logements par an"),
        (1_000.0, 10, "100 logements par an, 10 par commune"),
        (1_000.0, 100, "100 logements par an, 1 par commune"),
        (950.0, 100, "95 logements par an, 1 par commune"),
        (940.0, 100, "94 logements par an, un pour 1 communes"),
        (250.0, 100, "25 logements par an, un pour 4 communes"),
        (9.5, 2, "1,0 logements par an, un pour 2 communes"),
        (9.4, 2, "9,4 logements d’ici 2036"),  # less than one a year
    ],
)
def test_what_is_counted_is_told_by_year_and_by_commune(quantity, communes, said):
    assert plain(pace_words(HOMES, lever(quantity), communes)) == said


def test_a_lever_of_one_year_is_done_in_it():
    assert plain(pace_words(HOMES, lever(50.0, start=2030, end=2030), 0)) == "50 logements par an"


@pytest.mark.parametrize("kind", [SHARE, YEARLY, replace(HOMES, stock="")])
def test_what_is_no_thing_is_told_by_its_last_year(kind):
    assert plain(pace_words(kind, lever(100.0), 10)).endswith("d’ici 2036")


# --- Changes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pct", "written"), [(12.4, "+12 %"), (-12.6, "\u221213 %"), (0.0, "0 %"), (nan, "—")])
def test_a_change_has_its_sign_and_a_dash_when_it_is_not_known(pct, written):
    assert plain(signed(pct)) == written


def test_a_change_from_what_is_not_known_exactly_is_about():
    assert plain(about(-12.0, is_exact=True)) == "\u221212 %"
    assert plain(about(-12.0, is_exact=False)) == "environ \u221212 %"
    assert about(nan, is_exact=False) == "—"


def levels(energy: float, emissions: float) -> YearLevels:
    numbers = dict.fromkeys(YearLevels.__dataclass_fields__, 0.0)
    return YearLevels(**(numbers | {"energy_mwh": energy, "emissions_tco2e": emissions}))


def test_both_paths_are_told_against_the_same_start():
    last = YearSummary(year=2050, trend=levels(90.0, 50.0), chosen=levels(60.0, nan), is_sure=True)
    start = levels(100.0, 100.0)
    assert {key: plain(text) for key, text in changes(start, last, "energy_mwh", is_exact=True).items()} == {
        "chosen": "\u221240 %",
        "trend": "\u221210 %",
    }
    assert changes(start, last, "emissions_tco2e", is_exact=True)["chosen"] == "—"


def test_a_path_has_its_last_level_after_its_name():
    path = drawn_path("choisi", [2023, 2050], [10.0, 1234.4], "data", "")
    assert plain(path.label) == "choisi 1 234"
    assert path.points == ((2023, 10), (2050, 1234.4))


# --- Money and explanations ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("euros", "written"),
    [
        (0.0, ""),
        (nan, "—"),
        (1_000_000.0, "1,0"),
        (9_960_000.0, "10,0"),
        (10_000_000.0, "10"),
        (-2_500_000.0, "\u22122,5"),
        (1_234_000_000.0, "1 234"),
    ],
)
def test_money_is_in_millions_nothing_for_none_and_a_dash_for_the_unknown(euros, written):
    assert plain(millions(euros)) == written


def test_a_lever_without_price_says_that_no_source_gives_one():
    free = replace(HOMES, costs=None)
    assert "aucune source" in cost_words(free, shipped_assumptions())
    with in_language("en"):
        assert "no source" in cost_words(free, shipped_assumptions()).lower()


def test_the_price_of_a_lever_names_its_unit_and_each_source_once():
    words = plain(cost_words(HOMES, shipped_assumptions()))
    assert words.startswith("Coût : 55 000 € l’unité (logements) : ")
    sources = words.partition("(logements) : ")[2].rstrip(".").split(" ; ")
    assert len(sources) == len(set(sources))


def explained(value: float, unit: str, *, parts=(), assumptions=()) -> dict:
    explanation = Explanation(
        label=Text("Émissions", "Emissions"),
        value=value,
        unit=Text(unit, unit),
        formula=Text("a × b", "a × b"),
        parts=parts,
        assumptions=assumptions,
    )
    return explanation_view(explanation)


@pytest.mark.parametrize(
    ("value", "written"),
    [(99.994, "99,99 t"), (100.0, "100 t"), (-123.4, "\u2212123 t"), (0.5, "0,50 t"), (nan, "—")],
)
def test_an_explained_number_has_two_decimals_below_a_hundred(value, written):
    assert plain(explained(value, "t")["value"]) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (9_999.4, "MWh", "9 999 MWh"),
        (25_612_059.0, "MWh", "25 612,1 GWh"),
        (-5_951_062.0, "tCO2e", "\u22125 951,1 kt CO₂e"),
        (12.5, "tCO2e", "12,50 t CO₂e"),
        (4_205_400_000.0, "EUR", "4 205,4 M€"),
        (25_612.0, "logements", "25 612 logements"),
    ],
)
def test_a_large_explained_quantity_is_written_as_the_other_pages_of_a_scenario_do(value, unit, written):
    assert plain(explained(value, unit)["value"]) == written


def test_an_explanation_lists_its_parts_and_its_assumptions_with_their_bounds():
    assumption = next(iter(shipped_assumptions()))
    part = ExplanationPart(label=Text("Essence", "Petrol"), value=nan, unit=Text("t", "t"))
    view = explained(1.0, "t", parts=(part,), assumptions=(assumption,))
    assert view["parts"] == [("Essence", "—")]
    ((figure, bounds, source, is_doubtful, _note),) = view["assumptions"]
    assert figure == assumption_figure(assumption)
    assert " – " in bounds
    assert (source, is_doubtful) == (assumption.source.fr, assumption.to_confirm)
    assert view["caution"] == ""


# --- Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Sobre", "Sobre"),
        ("Atelier du 3 mai : sobriété", "sobriété"),
        ("Un titre de vingt-quatre", "Un titre de vingt-quatre"),
        ("Un titre de vingt-quatre.", "Un titre de…"),
        ("Un titre de plus de vingt-quatre lettres", "Un titre de plus de…"),
        ("", ""),
    ],
)
def test_a_title_beside_a_line_is_cut_between_words(title, short):
    assert _short(title) == short


def test_codes_of_territories_are_said_by_their_names():
    names = {"111111111": "Le Grand Val", "222222222": "Rives"}
    assert with_names("trop à 111111111, rien pour 222222222", names) == "trop au Grand Val, rien pour Rives"
    assert with_names("trop à 333333333", names) == "trop à 333333333"


# --- Cards -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tonnes", "euros", "words"),
    [
        (-2_500.0, -3_000_000.0, "\u22122,5 kt CO₂e et \u22123,0 M€ de facture par an"),
        (-12_500.0, 0.0, "\u221212 kt CO₂e par an"),
        (0.0, 20_000_000.0, "+20 M€ de facture par an"),
        (50.0, 0.0, "moins de 0,1 kt CO₂e par an"),
        (nan, -1_000_000.0, "— kt CO₂e et \u22121,0 M€ de facture par an"),
        (0.0, 0.0, "émissions et facture : inchangées, car comptées sur ce qui est consommé"),
    ],
)
def test_a_card_says_what_it_changes_and_not_what_it_leaves(tonnes, euros, words):
    assert plain(change_words(CardChange(tco2e=tonnes, bill_eur=euros))) == words


def test_a_card_writes_its_millions_as_english_does():
    with translation.override("en"):
        words = [plain(change_words(CardChange(tco2e=0.0, bill_eur=euros))) for euros in (-3e6, 2e7, 4e4, nan)]
    assert words == [
        "\u2212€3.0M of energy bill a year",
        "+€20M of energy bill a year",
        "less than €0.1M of energy bill a year",
        "— €M of energy bill a year",
    ]


def test_a_card_that_is_not_counted_says_so():
    assert "non comptées ici" in change_words(None)


def test_assumptions_are_found_by_their_code():
    known = shipped_assumptions()
    assert isinstance(known, AssumptionSet)
    for assumption in known:
        assert known.find(assumption.code) is known.by_code[assumption.code]
        assert -inf < assumption.low <= assumption.central <= assumption.high < inf
        assert not np.isnan(assumption.central)


def test_a_cover_with_an_untold_source_is_a_floor_rounded_down():
    words = [_cover(pct, is_floor=is_floor) for pct, is_floor in ((12.7, True), (12.7, False), (nan, True))]
    assert list(map(plain, words)) == ["≥ 12 %", "13 %", "—"]
