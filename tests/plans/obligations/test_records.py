"""What is known of authorities: what sources say first, then the register, its years and its perimeters."""

from datetime import date

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.plans.obligations.core.competences import (
    Competence,
    CompetenceLever,
    CompetenceReading,
    Holding,
    PerimeterMatch,
    read_competences,
)
from autan.plans.obligations.queries.records import act_tables_of, competences_of, duty_records, open_acts, stated_rows
from autan.plans.obligations.queries.territorial_bodies import body_record, communes_of_body, population_of_body
from autan.plans.plans.models import ActTableRecord, DutyRecord, StatedCompetence
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.models import FormerIdentity, Network, Territory
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.lake.register import LATEST
from tests.plans.obligations.test_duties_at_dates import AGEN, BENEVENT, CAHORS, CALAISIS, GASCOGNE, PLAINE_COMMUNE
from tests.plans.plans.conftest import MURETAIN, SICOVAL

BEFORE = (date.min, date(2019, 1, 1))


@pytest.mark.django_db
def test_the_years_of_the_register_bound_a_creation_and_an_end():
    records = duty_records([AGEN, BENEVENT, CALAISIS, CAHORS, "000000000"])
    assert {siren: (record.registered_by, record.removed_by) for siren, record in records.items()} == {
        AGEN: ((date(2021, 1, 2), date(2022, 1, 1)), None),
        BENEVENT: ((date(2019, 1, 2), date(2020, 1, 1)), None),
        CALAISIS: (BEFORE, (date(2019, 1, 2), date(2020, 1, 1))),
        CAHORS: (BEFORE, None),
        "000000000": (None, None),
    }
    assert records[CALAISIS].kinds == {2019: "CA"}
    assert set(records[AGEN].kinds) == set(range(2022, LATEST + 1))
    assert records[CAHORS].largest_communes[LATEST] == 19_902
    unknown = records["000000000"]
    assert (unknown.populations, unknown.kinds, unknown.largest_communes) == ((), {}, {})


@pytest.mark.django_db
def test_a_population_of_the_register_says_with_which_perimeter_it_was_compared():
    records = duty_records([AGEN, CAHORS, GASCOGNE])
    compared = {
        siren: {(one.perimeter, one.compared_with) for one in record.populations} for siren, record in records.items()
    }
    assert compared == {
        AGEN: {(PerimeterMatch.NOT_KNOWN, None)},  # formed after the first year of the register
        CAHORS: {(PerimeterMatch.SAME, 2019)},
        GASCOGNE: {(PerimeterMatch.NOT_KNOWN, 2019)},  # municipalities left
    }
    latest = records[CAHORS].populations[-1]
    assert (latest.inhabitants, latest.year, latest.is_of_register) == (42_094, LATEST, True)
    assert latest.evidence == (EvidenceRef(kind="register", key=f"{CAHORS}@{LATEST}"),)


@pytest.mark.django_db
def test_what_sources_say_of_an_authority_comes_before_its_register():
    said = {"inhabitants": 60_000, "year": 2012, "perimeter": "narrower", "compared_with": 2012}
    DutyRecord.objects.create(
        siren=CAHORS,
        populations=[{**said, "evidence": [["fact", "W003"]]}, said],
        existed_since=date(2001, 1, 1),
        created_on=date(2000, 12, 31),
        existence_evidence=[["fact", "W075"]],
        has_air_protection_plan=False,
    )
    DutyRecord.objects.create(siren=AGEN)
    rows = stated_rows([CAHORS, AGEN, GASCOGNE])
    assert set(rows) == {CAHORS, AGEN}
    records = duty_records([CAHORS, AGEN], rows)
    assert records == duty_records([CAHORS, AGEN])
    first, second, *others = records[CAHORS].populations
    assert (first.inhabitants, first.perimeter, first.is_of_register) == (60_000, PerimeterMatch.NARROWER, False)
    assert (first.evidence, second.evidence) == ((EvidenceRef(kind="fact", key="W003"),), ())
    assert {one.is_of_register for one in others} == {True}
    assert (records[CAHORS].existed_since, records[CAHORS].created_on) == (date(2001, 1, 1), date(2000, 12, 31))
    assert records[CAHORS].existence == (EvidenceRef(kind="fact", key="W075"),)
    assert records[CAHORS].conditions == {"air_protection_plan": False}
    assert (records[AGEN].conditions, records[AGEN].first_day) == ({}, None)


def test_a_former_kind_is_known_for_its_year_and_the_register_stands_over_it(member: Territory):
    for year, words in ((2012, "communauté de communes"), (2014, "Communauté d'agglomération"), (2016, "pays")):
        FormerIdentity.objects.create(territory=member, year=year, name_fr="Avant", kind_fr=words)
    FormerIdentity.objects.create(territory=member, year=LATEST, name_fr="Avant", kind_fr="Communauté de communes")
    kinds = duty_records([SICOVAL])[SICOVAL].kinds
    assert (kinds[2012], kinds[2014], kinds.get(2016), kinds[LATEST]) == ("CC", "CA", None, "CA")


@pytest.mark.django_db
def test_what_is_declared_of_an_invented_body_holds_for_every_year():
    fields = {"short_name": "Orsanne", "kind": EpciKind.CC, "communes": 3}
    invent_territory(by=None, siren="999000016", name="CC d’Orsanne", population=21_000, **fields)
    record = duty_records(["999000016"])["999000016"]
    assert set(record.kinds.values()) == {"CC"}
    (population,) = record.populations
    assert (population.inhabitants, population.is_of_register) == (21_000, False)
    assert [population.perimeter_in(year) for year in (2019, LATEST)] == [PerimeterMatch.SAME] * 2
    assert (record.registered_by, record.largest_communes) == (None, {})


def test_a_body_of_greater_paris_is_as_its_communes_and_began_with_it():
    record = body_record(PLAINE_COMMUNE)
    assert record is not None
    (population,) = record.populations
    communes = communes_of_body(PLAINE_COMMUNE)
    assert population.inhabitants == sum(commune["population"] for commune in communes) == 453_801
    assert population_of_body(PLAINE_COMMUNE) == 453_801
    assert (population.year, population.is_of_register) == (LATEST, True)
    assert (record.kinds, record.registered_by) == ({2016: "EPT", LATEST: "EPT"}, (date(2016, 1, 1),) * 2)
    assert (body_record(CAHORS), communes_of_body(CAHORS), population_of_body(CAHORS)) == (None, (), None)


def test_open_files_tell_an_act_from_the_day_of_their_last_change(shipped: object):
    def rules(siren: str, on: date) -> list[tuple[str, str]]:
        acts = open_acts([siren], on)[siren]
        return [(act.rule, str(act.when or "")) for act in acts]

    adopted = [("pcaet_2016", ""), ("pcaet_2018", ""), ("pcaet_ept", "")]
    assert rules(SICOVAL, date(2020, 1, 28)) == []
    assert rules(SICOVAL, date(2020, 1, 29)) == [("pcaet_depot", "2020-01-29"), *adopted]
    castres = "248100430"
    accounts = [act for act in open_acts([castres], date(2020, 1, 1))[castres] if act.rule == "beges"]
    assert ["bilan publié des émissions de 2020" in act.label.fr for act in accounts][-1]
    assert all("2020" not in act.label.fr for act in open_acts([castres], date(2019, 12, 31))[castres])
    assert open_acts(["000000000"], date(2026, 1, 1)) == {"000000000": ()}


def test_what_a_person_stated_of_a_competence_stands_over_the_base_for_that_member_alone(member: Territory):
    for code, holding in (("plui", "not_held"), ("lighting", "held"), ("magic", "held")):
        StatedCompetence.objects.create(territory=member, competence=code, holding=holding, source="Statuts")
    readings = competences_of([SICOVAL, MURETAIN])
    own = {reading.competence.code: reading for reading in readings[SICOVAL]}
    other = {reading.competence.code: reading for reading in readings[MURETAIN]}
    assert "magic" not in own
    assert (own["plui"].holding, own["plui"].is_by_hand) == (Holding.NOT_HELD, True)
    assert own["plui"].evidence == (EvidenceRef(kind="stated-competence", key=f"{SICOVAL}/plui"),)
    assert (own["lighting"].holding, own["scot"].holding) == (Holding.HELD, Holding.HELD)
    assert (own["scot"].is_by_hand, own["scot"].evidence) == (
        False,
        (EvidenceRef(kind="competence-base", key=SICOVAL),),
    )
    assert not any(reading.is_by_hand for reading in other.values())


def test_a_competence_that_the_base_does_not_list_is_not_declared():
    base = EvidenceRef(kind="competence-base", key="1")
    air, plan = (
        Competence(code=code, label=Text(code, code), lever=CompetenceLever.DIRECT, national_codes=codes)
        for code, codes in (("air", ("10", "11")), ("plan", ("12",)))
    )
    by_hand = CompetenceReading(competence=air, holding=Holding.NOT_HELD, is_by_hand=True)
    listed = read_competences([air, plan], ["11", "99"], {}, base)
    assert [(one.holding, one.evidence) for one in listed] == [(Holding.HELD, (base,)), (Holding.NOT_DECLARED, (base,))]
    stated = read_competences([air, plan], ["11"], {"air": by_hand}, base)
    assert stated[0] is by_hand
    for nothing in (None, ()):
        silent = read_competences([air, plan], nothing, {}, base)
        assert [(one.holding, one.evidence) for one in silent] == [(Holding.NOT_DECLARED, ())] * 2


def test_the_table_of_each_duty_is_that_of_its_network(network: Network):
    kept = ActTableRecord.objects.create(network=network, rule="beges", content={"name": "Bilans"})
    other = Network.objects.create(slug="autre", name_fr="Autre", name_en="Other")
    ActTableRecord.objects.create(network=other, rule="plh")
    assert act_tables_of(network) == {"beges": kept}
