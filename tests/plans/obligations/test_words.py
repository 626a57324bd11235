"""Duties and goods in words: each state has its sentence, a count is at least so many, what is not known is said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from autan.evidence.figures.core.deadlines import DeadlineStatus, JudgedDeadline
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Text
from autan.plans.estate.core.assets import AssetKind, EstateAsset
from autan.plans.obligations.core.assets import AssetReading
from autan.plans.obligations.core.competences import Duty, DutyReading, DutyStatement
from autan.plans.obligations.core.duty_status import DutyAct, DutyStatus
from autan.plans.obligations.core.rules import ObligationRule
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.obligations.presenters.assets import rule_assets
from autan.plans.obligations.presenters.duties import (
    act_source_rows,
    binding_rows,
    calendar_entries,
    change_rows,
    common_words,
    days_of_assets,
    due_days_ahead,
    due_words,
    duty_groups,
    duty_line,
    duty_table,
    other_rules,
    rules_by_theme,
    state_words,
)
from autan.plans.obligations.queries.duties import DutyView
from autan.plans.plans.models import ActTableRecord

TODAY = date(2026, 11, 30)
SOON, LATER = date(2027, 1, 1), date(2028, 6, 30)
NAMES = {"1": "Ysaure", "2": "Malaure", "3": "Orsanne"}


def rule(code: str) -> ObligationRule:
    known = find_obligation(code)
    assert known is not None
    return known


def standing(code: str = "beges", duty: Duty = Duty.BOUND, *, due: date | None = None, **fields: object) -> DutyStatus:
    reading = DutyReading(siren="1", rule=rule(code), duty=duty)
    if due:
        status = DeadlineStatus.DUE if due >= TODAY else DeadlineStatus.PASSED
        fields = {"due": (due, due), "judged": JudgedDeadline(status=status)} | fields
    return DutyStatus(reading=reading, **fields)  # type: ignore[arg-type]


DONE = DutyAct(rule="beges", label=Text("Bilan publié", "Published"), when=PartialDate(year=2025, month=3))


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        (None, ""),
        ((date(2026, 1, 1), date(2026, 12, 31)), "2026"),
        ((date(2026, 3, 1), date(2026, 3, 31)), "mars 2026"),
        ((date(2026, 3, 2), date(2026, 3, 2)), "2 mars 2026"),
        ((date(2026, 3, 2), date(2026, 4, 1)), "entre le 2 mars 2026 et le 1ᵉʳ avril 2026"),
    ],
)
def test_when_a_duty_falls_due_is_said_as_far_as_it_is_known(due, sentence: str):
    assert due_words(replace(standing(), due=due)).replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (standing(duty=Duty.NOT_BOUND, act=DONE), ""),
        (standing("pcaet_via_scot", act=DONE), ""),  # an option
        (standing(due=date(2020, 1, 1)), "échéance passée, suite non connue ici"),
        (standing("eed_3pct"), "objectif commun à tous les organismes publics"),
        (standing(), "sans date connue ici"),
        (standing(act=DONE), "fait au moins une fois, prochaine échéance non connue ici"),
        (standing("pcaet_2016", act=DONE), "fait, sans date limite connue ici"),
        (standing("pcaet_2016", act=replace(DONE, is_done=False)), "sans date connue ici"),
    ],
)
def test_how_a_duty_stands_is_said(one: DutyStatus, sentence: str):
    assert state_words(one) == sentence


def test_a_line_says_the_act_with_its_date_and_who_carries_it():
    assert duty_line(standing(act=DONE)).act == "Bilan publié, mars 2025"
    undated = replace(DONE, when=None, carrier="Pays d’Ysaure")
    assert duty_line(standing(act=undated)).act == "Bilan publié, date non connue ici, Pays d’Ysaure"
    plain = duty_line(standing())
    assert (plain.duty, plain.reason, plain.two_readings, plain.act) == ("obligée", "", "", "")
    disputed = replace(standing(), reading=replace(standing().reading, disputed_above=50_000))
    assert "au-dessus de 50\u202f000 habitants" in duty_line(disputed).two_readings


def views(*statuses: DutyStatus) -> list[DutyView]:
    return [DutyView(status=one) for one in statuses]


def test_duties_stand_by_how_they_bind_and_what_ended_stands_last():
    known = views(
        standing("plh", Duty.NOT_BOUND), standing("pcet_2012"), standing("beges"), standing("pcaet_ept", Duty.NOT_KNOWN)
    )
    known += views(standing("pcaet_2016", Duty.NOT_IN_FORCE))
    groups = duty_groups(known, on=TODAY)
    assert [(group["title"], [view.reading.rule.code for _line, view, _says in group["rows"]]) for group in groups] == [
        ("obligée", ["beges"]),
        ("non obligée", ["plh"]),
        ("on ne sait pas", ["pcaet_ept"]),
        ("règle non applicable à cette date", ["pcaet_2016"]),
        ("règles qui ne sont plus en vigueur", ["pcet_2012"]),
    ]


def test_what_binds_with_a_day_or_an_act_and_what_sources_say_is_shown_first():
    said = DutyView(
        status=standing("plh", Duty.NOT_BOUND), statements=(DutyStatement(rule="plh", says="bound", evidence=()),)
    )
    known = views(standing("beges"), standing("pcaet_2018", due=SOON), standing("rapport_dd", act=DONE))
    known += views(standing("pics", Duty.NOT_BOUND, act=DONE))
    rows = binding_rows([*known, said])["rows"]
    assert [view.reading.rule.code for _line, view, _says in rows] == ["pcaet_2018", "rapport_dd", "plh"]
    assert [words.fr for words, _refs in rows[-1][2]] == ["« obligée »"]


def test_what_binds_nobody_stands_by_its_nature_and_rules_by_their_theme():
    natures = dict(other_rules())
    assert "obligation" not in natures
    assert rule("zfe") in natures["à surveiller"]
    assert rule("pcaet_via_scot") in natures["faculté"]
    assert all(natures.values())
    themes = rules_by_theme([rule("plh"), rule("beges"), rule("beges_plan_transition")])
    assert [(theme, [one.code for one in rules]) for theme, rules in themes] == [
        ("Habitat", ["plh"]),
        ("Émissions de la collectivité", ["beges", "beges_plan_transition"]),
    ]


def test_each_duty_says_which_files_and_which_table_are_read_of_it():
    tables = {"plh": ActTableRecord(rule="plh", content={"name": "PLH", "on": "2026-11-02"})}
    rows = act_source_rows(tables, [rule(code) for code in ("pcaet_2018", "beges", "plh", "zfe", "pcaet_depot")])
    assert [(row.rule.code, row.read, row.on) for row in rows] == [
        ("pcaet_2018", "dépôts de PCAET", None),
        ("beges", "bilans publiés", None),
        ("plh", "", date(2026, 11, 2)),
        ("pcaet_depot", "dépôts de PCAET", None),
    ]
    assert (rows[0].table, rows[2].table["name"]) == ({}, "PLH")
    assert len(act_source_rows({})) == 54


@pytest.mark.parametrize(
    ("duties", "sentence"),
    [
        ([Duty.BOUND, Duty.BOUND], "2"),
        ([Duty.BOUND, Duty.NOT_BOUND], "1"),
        ([Duty.NOT_BOUND], "0"),
        ([Duty.BOUND, Duty.LIKELY_BOUND], "au moins 1, 1 sans doute"),
        ([Duty.BOUND, Duty.LIKELY_NOT_BOUND], "au moins 1"),
        ([Duty.BOUND, Duty.NOT_KNOWN, Duty.NOT_KNOWN], "au moins 1, 2\u00a0: on ne sait pas"),
        ([Duty.LIKELY_BOUND, Duty.NOT_KNOWN], "1 sans doute, 1\u00a0: on ne sait pas"),
        ([Duty.LIKELY_NOT_BOUND], "aucun établi"),
    ],
)
def test_how_many_members_are_bound_is_at_least_those_that_surely_are(duties, sentence: str):
    statuses = {str(rank): [standing(duty=duty)] for rank, duty in enumerate(duties)}
    ((_theme, (row,)),) = duty_table(statuses, {})
    assert row["count"] == sentence


def test_a_table_of_duties_has_a_cell_for_each_member_shown():
    denied = JudgedDeadline(status=DeadlineStatus.NOT_DONE)
    statuses = {
        "1": [standing(due=date(2020, 1, 1)), standing("plh", Duty.NOT_KNOWN)],
        "2": [standing(due=date(2020, 1, 1), judged=denied), standing("plh", act=DONE)],
    }
    themes = duty_table(statuses, {"2": "Malaure", "1": "Ysaure"})
    assert [(theme, [row["rule"].code for row in rows]) for theme, rows in themes] == [
        ("Émissions de la collectivité", ["beges"]),
        ("Habitat", ["plh"]),
    ]
    malaure, ysaure = themes[0][1][0]["cells"]
    assert (malaure["name"], malaure["accuses"], ysaure["accuses"]) == ("Malaure", True, False)
    assert (malaure["short"], ysaure["state"]) == ("oui", "échéance passée, suite non connue ici")
    stated, unknown = themes[1][1][0]["cells"]
    assert (stated["is_known"], stated["state"], stated["full"]) == (True, "", "obligée; Bilan publié, mars 2025")
    assert (unknown["is_known"], unknown["short"]) == (False, "?")


def test_several_members_have_in_common_the_day_to_come_of_most_of_them():
    def common(*days: date) -> str:
        return common_words([standing(due=day) for day in days]).replace("\u00a0", " ")

    assert common() == common(SOON) == common(SOON, LATER) == ""
    assert common(LATER, SOON, LATER) == "2 d’entre vous ont la même échéance : 30 juin 2028"
    assert common(LATER, SOON, SOON, LATER) == "2 d’entre vous ont la même échéance : 1ᵉʳ janvier 2027"  # the sooner
    assert common(*[TODAY - timedelta(days=1)] * 2) == ""  # which is past
    assert common_words([standing(), standing()]) == ""


def test_what_falls_due_is_listed_the_soonest_first_with_its_members():
    unsure = replace(standing("plh", due=SOON), due=(SOON, LATER))
    statuses = {
        "1": [standing(due=LATER), unsure],
        "2": [standing(due=LATER), standing("pcaet_2018", due=SOON)],
        "3": [standing(due=date(2020, 1, 1)), standing("rapport_dd")],
    }
    days = due_days_ahead(statuses, NAMES)
    assert [(one.due, one.rule.code, one.names) for one in days] == [
        (SOON, "pcaet_2018", ("Malaure",)),
        (LATER, "beges", ("Ysaure", "Malaure")),
        (LATER, "plh", ("Ysaure",)),
    ]
    entry = calendar_entries("essai", days)[1]
    assert (entry.uid, entry.day) == ("essai-beges-2028-06-30", LATER)
    assert entry.title.replace("\u00a0", " ") == f"{rule('beges').label.fr} : Ysaure, Malaure"
    assert entry.description == rule("beges").text.fr


def test_the_days_of_goods_are_those_to_come_and_of_today():
    first = days_of_assets(TODAY)[0]
    assert (first[0], first[1].code) == (date(2027, 9, 30), "eet_modulation")
    codes = [one.code for _due, one in days_of_assets(date(2028, 7, 1))]
    assert codes == ["parking_1500", "parking_concede", "bacs_70"]
    assert [one.code for _due, one in days_of_assets(date(2028, 7, 2))] == ["bacs_70"]


def test_a_change_of_wording_says_how_it_read_and_how_it_reads():
    changes = {"1": (standing(duty=Duty.NOT_BOUND), standing(due=SOON))}
    ((name, before, after),) = change_rows(changes, NAMES)
    assert (name, before, after.replace("\u00a0", " ")) == ("Ysaure", "non obligée", "obligée, 1ᵉʳ janvier 2027")


def good(**fields: object) -> EstateAsset:
    return EstateAsset(**{"kind": AssetKind.BUILDING, "name": "Mairie", **fields})  # type: ignore[arg-type]


def detail(code: str, **fields: object) -> str:
    reading = AssetReading(**{"asset": good(), "duty": Duty.BOUND, **fields})  # type: ignore[arg-type]
    lines = rule_assets(rule(code), [reading], None)
    line = next(iter(lines["bound"] + lines["not_known"]))
    return str(line["detail"]).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("code", "fields", "sentence"),
    [
        ("bacs_290", {"is_equipped": True}, "équipé, selon l’inventaire"),
        ("bacs_290", {"is_equipped": False}, "pas équipé, selon l’inventaire"),
        ("bacs_290", {}, "équipement non renseigné"),
        ("vfe_legers", {"aim": 40, "share": 35}, "35 % selon l’inventaire, 40 % demandés"),
        ("vfe_legers", {"aim": 40, "share": 0}, "0 % selon l’inventaire, 40 % demandés"),
        ("vfe_legers", {"aim": 40}, "part non renseignée, 40 % demandés"),
        ("vfe_legers", {"share": 35}, ""),
        ("eet_objectifs", {}, "évolution non connue depuis l’année de référence, −40 % demandés en 2030"),
        ("eet_objectifs", {"cut": 30.0, "cut_years": (2015, 2023)}, "−30 % de 2015 à 2023, −40 % demandés en 2030"),
        ("eet_objectifs", {"cut": -3.5, "cut_years": (2015, 2023)}, "+3,5 % de 2015 à 2023, −40 % demandés en 2030"),
        ("eed_1_9", {}, "consommation de deux années de suite non connue"),
        (
            "eed_1_9",
            {"cut": 2.0, "cut_years": (2023, 2024), "cut_of": 2021},
            "−2 % de 2023 à 2024, en part de l’énergie de 2021",
        ),
        (
            "eed_1_9",
            {"cut": 0.0, "cut_years": (2023, 2024)},
            "−0 % de 2023 à 2024 ; l’énergie de 2021, à laquelle le texte rapporte la baisse, n’est pas renseignée",
        ),
        ("eed_3pct", {}, "travaux non renseignés"),
        ("eed_3pct", {"renovated_year": 2024}, "surface rénovée non renseignée en 2024"),
        (
            "eed_3pct",
            {"renovated_year": 2024, "renovated_m2": 30.0},
            "30 m² rénovés en 2024, sur une surface non renseignée",
        ),
        (
            "eed_3pct",
            {"renovated_year": 2024, "renovated_m2": 0.0, "asset": good(area_m2=1000)},
            "0 m² rénovés en 2024, sur 1 000 m²",
        ),
        ("bacs_290", {"duty": Duty.NOT_KNOWN, "reason": Text("on l’ignore", "unknown")}, "on l’ignore"),
    ],
)
def test_what_a_rule_asks_of_a_good_stands_beside_what_is_stated(code: str, fields, sentence: str):
    assert detail(code, **fields) == sentence


def test_goods_that_are_bound_not_known_or_not_aimed_at_are_told_apart():
    readings = [AssetReading(asset=good(), duty=duty) for duty in (Duty.BOUND, Duty.NOT_KNOWN, Duty.NOT_BOUND)]
    told = rule_assets(rule("bacs_290"), readings, None)
    assert (len(told["bound"]), len(told["not_known"]), told["others"], told["whole"]) == (1, 1, 1, None)
    assert (told["due"].replace("\u00a0", " "), told["bound"][0]["duty"]) == ("1ᵉʳ janvier 2025", "obligée")
    # An aim that all share binds no good, and says nothing of one whose years are not told.
    shared = [readings[0], replace(readings[0], renovated_m2=0.0, renovated_year=2024)]
    together = rule_assets(rule("eed_3pct"), shared, None)
    assert (len(together["bound"]), len(together["not_known"]), together["due"]) == (1, 1, "")
    assert together["bound"][0]["duty"] == ""
