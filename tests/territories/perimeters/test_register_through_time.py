"""What the register says of a territory through time: its years, what it became, and the ground around it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autan.ground.search.core.searching import search_words
from autan.ground.wordings import Text
from autan.territories.perimeters.lake import contours, france, register
from autan.territories.perimeters.lake.map_ground import france_ground
from autan.territories.perimeters.lake.successors import (
    ChangeKind,
    CommuneChange,
    changes_in,
    commune_changes,
    find_former_epci,
    search_former_epci,
)
from tests.territories.networks.conftest import SICOVAL, TOULOUSE

CALAIS, COULOMMIERS = "246201149", "200077055"


def test_an_epci_has_a_line_for_each_vintage_that_holds_it() -> None:
    years = register.registered_years(TOULOUSE)
    assert [year.vintage for year in years] == list(register.VINTAGES)
    assert {year.kind for year in years} == {"METRO"}
    assert (years[0].population, years[-1].population) == (762_956, 832_348)
    assert register.vintages_of(CALAIS) == (2019,)
    assert (register.registered_years("000000000"), register.vintages_of("")) == ((), ())


def test_the_communes_of_an_epci_are_those_of_its_frame_in_order() -> None:
    assert register.communes_of(SICOVAL, 2019) == tuple(register.members_of(SICOVAL, 2019)["insee_code"])
    assert list(register.communes_of(SICOVAL)) == sorted(register.communes_of(SICOVAL))
    with pytest.raises(register.UnknownTerritoryError):
        register.communes_of(CALAIS)
    assert (register.holds_epci(CALAIS), register.holds_epci(CALAIS, 2019)) == (False, True)


def test_what_is_refused_of_a_siren_is_said_in_english_too() -> None:
    with pytest.raises(register.UnknownTerritoryError) as ended:
        register.find_epci(CALAIS)
    assert str(ended.value).endswith(" ; il existe de 2019 à 2019")
    assert (ended.value.siren, ended.value.vintage, ended.value.vintages) == (CALAIS, 2026, (2019,))
    with pytest.raises(register.UnknownTerritoryError) as unknown:
        register.find_epci("1")
    assert (unknown.value.suggestions, unknown.value.vintages) == ((), ())
    assert str(unknown.value).endswith("(attendu\u00a0: neuf chiffres)")
    with pytest.raises(register.UnknownVintageError, match="présents\u00a0: 2019 à 2026"):
        register.membership_rows(2027)


def test_a_former_epci_leads_to_those_that_hold_its_communes() -> None:
    former = find_former_epci(CALAIS)
    assert former is not None
    assert (former.epci.name, former.epci.vintage) == ("CA du Calaisis", 2019)
    (successor,) = former.successors
    assert (successor.epci.name, successor.communes, successor.total) == ("CA Grand Calais Terres et Mers", 10, 10)
    assert (find_former_epci(TOULOUSE), find_former_epci("000000000")) == (None, None)


def test_every_former_epci_has_successors_that_share_its_communes_most_first() -> None:
    now = register.epci_of(register.LATEST)
    ended = {siren for vintage in register.VINTAGES for siren in register.epci_of(vintage)} - set(now)
    assert len(ended) == 18
    for former in filter(None, map(find_former_epci, ended)):
        counts = [successor.communes for successor in former.successors]
        assert counts == sorted(counts, reverse=True)
        assert {successor.total for successor in former.successors} == {former.epci.communes}
        assert 0 < sum(counts) <= former.epci.communes
        assert {successor.epci.siren for successor in former.successors} <= set(now)


def test_a_former_epci_answers_by_its_last_name_or_its_siren_to_all_the_words() -> None:
    for words in ("calaisis", CALAIS, "CA du Calaisis"):
        assert [former.epci.siren for former in search_former_epci(search_words(words))] == [CALAIS]
    assert search_former_epci(search_words("calaisis zorg")) == []
    assert search_former_epci(search_words("albigeois")) == []  # it is there still


def test_an_epci_answers_once_by_its_name_or_a_commune_the_best_first() -> None:
    epci = register.search_epci(search_words("toulouse"))
    scores = [item.score for item in epci]
    assert scores == sorted(scores, reverse=True)
    assert (epci[0].epci.siren, epci[0].commune) == (TOULOUSE, "Toulouse")  # the whole name of its city
    albi = [item for item in register.search_epci(search_words("albi")) if item.commune == "Albi"]
    assert [(item.epci.siren, item.score) for item in albi] == [("248100737", 0.9)]
    assert len({item.epci.siren for item in epci}) == len(epci)


def test_a_word_is_known_by_the_names_of_bodies_and_of_communes() -> None:
    assert [register.register_holds(word) for word in ("albigeoi", "blagnac", "zorg")] == [True, True, False]


def test_the_changes_of_communes_are_in_the_order_of_their_days() -> None:
    changes = commune_changes()
    assert [change.day for change in changes] == sorted(change.day for change in changes)
    counts = {kind.value: sum(change.kind is kind for change in changes) for kind in ChangeKind}
    assert counts == {"name": 58, "merge": 2403, "split": 12, "department": 4}
    renamed = next(change for change in changes if change.kind is ChangeKind.NAME)
    assert (renamed.former_insee_code, renamed.former_name, renamed.commune_name) == ("29159", "Peumérit", "Peumerit")
    assert (ChangeKind.SPLIT.label.fr, ChangeKind.MERGE.label.en) == ("communes rétablies", "mergers")
    assert changes_in("000000000") == ()


def change(kind: ChangeKind, former: tuple[str, str], now: tuple[str, str]) -> CommuneChange:
    names = ("former_insee_code", "former_name", "insee_code", "commune_name")
    return CommuneChange(day="2020-01-01", kind=kind, **dict(zip(names, (*former, *now), strict=True)))


@pytest.mark.parametrize(
    ("made", "makes_code"),
    [
        (change(ChangeKind.SPLIT, ("52031", "Autreville"), ("52278", "Lavilleneuve")), True),
        (change(ChangeKind.DEPARTMENT, ("51664", "Gernicourt"), ("02344", "Gernicourt")), True),
        (change(ChangeKind.DEPARTMENT, ("44060", "Le Fresne"), ("49160", "Ingrandes-Le Fresne")), False),
        (change(ChangeKind.MERGE, ("46077", "Cours"), ("46156", "Bellefont-La Rauze")), False),
        (change(ChangeKind.NAME, ("29159", "Peumérit"), ("29159", "Peumerit")), False),
    ],
)
def test_a_code_is_new_where_nothing_had_it_before(made: CommuneChange, makes_code: object) -> None:
    assert made.makes_code is makes_code


def test_the_main_department_of_an_epci_is_where_most_people_live() -> None:
    main = france.main_departments()
    assert set(main) == set(register.epci_of(register.LATEST))
    assert (main[TOULOUSE], main["249740077"]) == ("31", "974")
    of_region = france.sirens_of_region("76")
    assert TOULOUSE in of_region
    assert list(of_region) == sorted(of_region)
    assert france.sirens_of_region("99") == ()
    regions = {code: len(france.sirens_of_region(code)) for code in ("76", "06", "94")}
    assert sum(regions.values()) < len(main)
    assert (france.has_national_contour(TOULOUSE), france.has_national_contour("249740077")) == (True, False)


def test_the_ground_of_a_map_has_its_lines_and_its_largest_towns_first() -> None:
    ground = france_ground()
    assert {line.kind for line in ground.lines} == {"region", "coast", "department", "locator"}
    assert [town.name for town in ground.towns[:3]] == ["Paris", "Marseille", "Lyon"]
    assert ground.towns[0].latitude == pytest.approx(48.86, abs=0.05)
    assert ground.neighbours is france.every_contour()
    ends = np.concatenate([line.points for line in ground.lines])
    assert (ends.min(axis=0) > [-6, 41]).all()
    assert (ends.max(axis=0) < [10, 52]).all()


def square(code: str) -> dict[str, Any]:
    ring = [[1.0, 43.0], [2.0, 43.0], [2.0, 44.0], [1.0, 43.0]]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_the_communes_that_were_given_are_in_a_file_of_their_department(settings: Any, tmp_path: Path) -> None:
    settings.AUTAN_HOME = tmp_path
    path = contours.commune_file("31555")
    assert (path, contours.commune_file("97105").name) == (
        tmp_path / "contours" / "communes-31.geojson",
        "communes-971.geojson",
    )
    assert (contours.given_communes(path), contours.given_credits(path)) == ({}, {})
    path.parent.mkdir()
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [square("31555")]}), encoding="utf-8")
    assert list(contours.given_communes(path)) == ["31555"]
    contours.credits_file(path).write_text('{"31555": ["Contours : ville.", "Contours: city."]}', encoding="utf-8")
    assert contours.given_credits(path) == {"31555": Text("Contours : ville.", "Contours: city.")}
    contours.credits_file(path).write_text("{", encoding="utf-8")
    assert contours.given_credits(path) == {}


def test_the_contours_that_ship_are_by_their_codes() -> None:
    assert {len(code) for code in contours.shipped_epci()} == {9}
    assert {len(code) for code in contours.shipped_communes()} == {5}
    assert contours.shipped_epci()[TOULOUSE].code == TOULOUSE
    assert contours.SHIPPED_CREDIT.en.startswith("Outlines: IGN, Etalab, 2023")
