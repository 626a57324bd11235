"""Who is bound at which date: authorities of the register, read by hand from the words of each rule."""

from datetime import date

import pytest

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.plans.obligations.core.competences import AuthorityRecord, Duty
from autan.plans.obligations.core.duty_status import DutyStatus
from autan.plans.obligations.core.reading import read_duty
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.obligations.queries.duties import statuses_at

AGEN = "200096956"  # CA, in the register since 2022
BENEVENT = "242320000"  # CC; back in the register in 2020, under a number of before 2010
CALAISIS = "246201149"  # CA, in the register in 2019 alone
PLAINE_COMMUNE = "200057867"  # territorial body of Greater Paris, since 2016
CAHORS = "200023737"  # CA, 42,094 inhabitants
BAR_LE_DUC = "200033025"  # CA, 33,485
LYON = "200046977"
GRAND_PARIS = "200054781"  # the metropolis itself
TOULOUSE = "243100518"
ALBI = "248100737"  # CA; Albi alone is above 45,000
GRESIVAUDAN = "200018166"  # CC, 103,196
TROPEZ = "200036077"  # CC, 57,965
QUATRE_RIVIERES = "247400666"  # CC; 19,857 in 2024, 20,046 in 2025
CHARENTE = "200029734"  # CC, 19,940: below in municipal population, perhaps not in total
HAUTES_VOSGES = "200096634"  # CC of 21,000, in the register since 2022
GERARDMER = "200096642"  # CC of 14,000, since 2022
NERONDES = "200007177"  # CC, 4,644
EST_LYONNAIS = "246900575"  # CC, 42,457

UZES = "200034379"  # CC; 28,213 in 2019
GASCOGNE = "200023620"  # CC; 22,505 in 2023, 17,060 since municipalities left
HAUT_JURA = "200026573"  # CC; 20,975 in 2019, 19,431 today
SAINT_GAUDENS = "200072643"  # CC, 44,243
RODEZ = "241200187"  # CA, 56,303

AT_2014, AT_2022 = date(2014, 1, 1), date(2022, 7, 1)
AT_2012, AT_2016, AT_2018 = date(2012, 12, 31), date(2016, 12, 31), date(2018, 12, 31)
AT_2023, TODAY, NEW_YEAR = date(2023, 12, 31), date(2026, 11, 30), date(2027, 1, 1)

TABLE = [
    # An agglomeration of less than 50,000: the letter gives it no threshold, another reading does.
    (CAHORS, "beges", TODAY, Duty.LIKELY_BOUND),
    (CAHORS, "beges", AT_2023, Duty.LIKELY_BOUND),
    (BAR_LE_DUC, "beges_plan_transition", TODAY, Duty.LIKELY_BOUND),
    (CAHORS, "rapport_dd", TODAY, Duty.NOT_BOUND),
    (CAHORS, "plh", TODAY, Duty.BOUND),
    (CAHORS, "pcaet_2018", TODAY, Duty.BOUND),
    (CAHORS, "pcaet_2016", AT_2016, Duty.LIKELY_NOT_BOUND),
    (CAHORS, "pcaet_chaleur_froid", TODAY, Duty.NOT_BOUND),
    # A community of municipalities has the threshold, by any reading.
    (EST_LYONNAIS, "rapport_dd", TODAY, Duty.NOT_BOUND),
    # But as another public body it may employ more than 250 people, which nothing here tells.
    (EST_LYONNAIS, "beges", TODAY, Duty.LIKELY_NOT_BOUND),
    (NERONDES, "beges", AT_2018, Duty.LIKELY_NOT_BOUND),
    (SAINT_GAUDENS, "beges_plan_transition", AT_2022, Duty.LIKELY_NOT_BOUND),
    (NERONDES, "pcet_2012", AT_2014, Duty.LIKELY_NOT_BOUND),
    # The population of 2019 was that of 2018 only by and large: sure where it is far from the threshold.
    (UZES, "rapport_dd", AT_2018, Duty.NOT_BOUND),
    (SAINT_GAUDENS, "rapport_dd", AT_2018, Duty.LIKELY_NOT_BOUND),
    (SAINT_GAUDENS, "rapport_dd", AT_2022, Duty.NOT_BOUND),
    (RODEZ, "beges", AT_2018, Duty.LIKELY_BOUND),
    (RODEZ, "beges", AT_2022, Duty.BOUND),
    (NERONDES, "rapport_dd", AT_2014, Duty.LIKELY_NOT_BOUND),
    (HAUT_JURA, "plh", AT_2018, Duty.LIKELY_NOT_BOUND),
    (TROPEZ, "beges", TODAY, Duty.BOUND),
    (GRESIVAUDAN, "beges", TODAY, Duty.BOUND),
    (TROPEZ, "pdm", TODAY, Duty.NOT_BOUND),
    (CAHORS, "pdm", TODAY, Duty.NOT_KNOWN),
    # Above 30,000, with Genas above 10,000, and the competence is declared.
    (EST_LYONNAIS, "plh", TODAY, Duty.BOUND),
    (NERONDES, "plh", TODAY, Duty.NOT_BOUND),
    # Lyon is named by the text, whatever its population and since when it exists.
    (LYON, "pcaet_2016", AT_2016, Duty.BOUND),
    (LYON, "air_plan_100k", TODAY, Duty.BOUND),
    (TOULOUSE, "pcet_2012", AT_2012, Duty.LIKELY_BOUND),
    (TOULOUSE, "pcaet_2018", AT_2018, Duty.BOUND),
    (GRAND_PARIS, "pcaet_2018", TODAY, Duty.BOUND),
    (GRAND_PARIS, "pcaet_2016", AT_2016, Duty.LIKELY_BOUND),
    # The threshold of a municipality is not that of its EPCI.
    (ALBI, "pcaet_chaleur_froid", TODAY, Duty.BOUND),
    (ALBI, "pcaet_chaleur_froid", AT_2023, Duty.NOT_IN_FORCE),
    # Crossing 20,000, or just below it.
    (QUATRE_RIVIERES, "pcaet_2018", AT_2023, Duty.LIKELY_NOT_BOUND),
    (QUATRE_RIVIERES, "pcaet_2018", TODAY, Duty.BOUND),
    (CHARENTE, "pcaet_2018", TODAY, Duty.LIKELY_NOT_BOUND),
    (GERARDMER, "pcaet_2018", TODAY, Duty.NOT_BOUND),
    (HAUTES_VOSGES, "pcaet_2018", AT_2023, Duty.BOUND),
    (HAUTES_VOSGES, "pcaet_2016", TODAY, Duty.LIKELY_NOT_BOUND),
    (GRESIVAUDAN, "air_plan_100k", TODAY, Duty.BOUND),
    (GRESIVAUDAN, "air_plan_100k", AT_2018, Duty.NOT_IN_FORCE),
    (CAHORS, "air_plan_100k", TODAY, Duty.NOT_BOUND),
    (CAHORS, "air_plan_ppa", TODAY, Duty.NOT_KNOWN),
    (NERONDES, "air_plan_ppa", TODAY, Duty.NOT_BOUND),
    (CHARENTE, "pcaet_2018", AT_2018, Duty.LIKELY_BOUND),
    (CHARENTE, "pcaet_2018", AT_2022, Duty.LIKELY_NOT_BOUND),
    (HAUT_JURA, "pcaet_2018", AT_2022, Duty.BOUND),
    # Below the threshold again: nothing that was read says what holds then.
    (HAUT_JURA, "pcaet_2018", TODAY, Duty.LIKELY_NOT_BOUND),
    (GASCOGNE, "pcaet_2018", AT_2022, Duty.BOUND),
    (GASCOGNE, "pcaet_2018", TODAY, Duty.LIKELY_NOT_BOUND),
    (GASCOGNE, "rapport_dd", TODAY, Duty.NOT_BOUND),
    # What follows from a PCAET is in force from its law on; a competence is known for the years of its base.
    (LYON, "coordinateur_transition", AT_2014, Duty.NOT_IN_FORCE),
    (TOULOUSE, "pcaet_depot", AT_2014, Duty.NOT_IN_FORCE),
    (NERONDES, "pcaet_depot", AT_2018, Duty.NOT_BOUND),
    (TOULOUSE, "plpdma", AT_2014, Duty.LIKELY_BOUND),
    (TOULOUSE, "plpdma", AT_2022, Duty.BOUND),
    (TOULOUSE, "eclairage", AT_2022, Duty.BOUND),
    # Before its creation, or after its end: the register shows it, by the years that it holds.
    (AGEN, "pcaet_2018", date(2019, 6, 30), Duty.LIKELY_NOT_BOUND),
    (AGEN, "eet_declaration", date(2020, 6, 30), Duty.LIKELY_NOT_BOUND),
    (AGEN, "pcaet_2018", date(2021, 6, 30), Duty.NOT_KNOWN),
    (AGEN, "pcaet_2018", AT_2023, Duty.BOUND),
    (AGEN, "pcaet_2016", TODAY, Duty.LIKELY_NOT_BOUND),
    (BENEVENT, "plpdma", date(2019, 1, 1), Duty.LIKELY_NOT_BOUND),
    (BENEVENT, "plpdma", date(2019, 6, 30), Duty.NOT_KNOWN),
    (BENEVENT, "plpdma", date(2013, 6, 1), Duty.LIKELY_BOUND),
    (CALAISIS, "pcaet_2018", AT_2018, Duty.BOUND),
    (CALAISIS, "zaenr_epci", TODAY, Duty.LIKELY_NOT_BOUND),
    (CALAISIS, "rapport_dd", date(2019, 6, 30), Duty.NOT_KNOWN),
    (PLAINE_COMMUNE, "rapport_dd", date(2013, 6, 30), Duty.LIKELY_NOT_BOUND),
    (TOULOUSE, "bacs_290", AT_2018, Duty.NOT_IN_FORCE),
    (TOULOUSE, "pcs", AT_2018, Duty.NOT_BOUND),
    # A threshold that changes with time.
    (CAHORS, "eed_1_9", TODAY, Duty.NOT_BOUND),
    (CAHORS, "eed_1_9", NEW_YEAR, Duty.BOUND),
    (TROPEZ, "eed_1_9", TODAY, Duty.BOUND),
    (NERONDES, "eed_1_9", NEW_YEAR, Duty.NOT_BOUND),
    (NERONDES, "eed_1_9", date(2030, 1, 1), Duty.BOUND),
    (CAHORS, "eed_1_9", AT_2023, Duty.NOT_IN_FORCE),
    # Goods without an inventory, competences that nobody declares, decrees that were not found.
    (TOULOUSE, "eet_declaration", TODAY, Duty.NOT_KNOWN),
    (TOULOUSE, "parking_10000", TODAY, Duty.NOT_KNOWN),
    (TOULOUSE, "vfe_legers", TODAY, Duty.NOT_KNOWN),
    (TOULOUSE, "pics", TODAY, Duty.NOT_KNOWN),
    (NERONDES, "eed_donnees", TODAY, Duty.LIKELY_BOUND),
    (NERONDES, "zaenr_epci", TODAY, Duty.BOUND),
    (NERONDES, "zaenr_commune", TODAY, Duty.NOT_BOUND),
    (NERONDES, "marches_env", TODAY, Duty.BOUND),
    (NERONDES, "marches_env", AT_2023, Duty.NOT_IN_FORCE),
    (NERONDES, "pcaet_2018", AT_2018, Duty.NOT_BOUND),
    (NERONDES, "rapport_dd", TODAY, Duty.NOT_BOUND),
]


def standing(siren: str, rule: str, on: date) -> DutyStatus | None:
    statuses = statuses_at([siren], {}, on=on)[siren]
    return next((one for one in statuses if one.reading.rule.code == rule), None)


@pytest.mark.django_db
@pytest.mark.parametrize(("siren", "rule", "on", "duty"), TABLE)
def test_who_is_bound_at_a_date(siren: str, rule: str, on: date, duty: Duty):
    read = standing(siren, rule, on)
    assert (read.reading.duty if read else Duty.NOT_IN_FORCE) is duty


@pytest.mark.django_db
def test_two_readings_of_a_text_are_shown_as_two():
    read = standing(CAHORS, "beges", TODAY)
    assert read
    assert read.reading.disputed_above == 50_000
    assert read.reading.reason.fr.startswith("obligée selon la lettre du texte, à confirmer")
    above = standing(TROPEZ, "beges", TODAY)
    assert above
    assert above.reading.disputed_above is None


DUE = [
    (TOULOUSE, "pcaet_2016", TODAY, (date(2016, 12, 31), date(2016, 12, 31)), DeadlineStatus.PASSED),
    # In the register since its first year: created by then, within two years of it at most.
    (TOULOUSE, "pcaet_2018", TODAY, (date(2018, 12, 31), date(2021, 1, 1)), DeadlineStatus.PASSED),
    (TOULOUSE, "pcaet_2018", date(2016, 12, 31), (date(2018, 12, 31), date(2021, 1, 1)), DeadlineStatus.DUE),
    (QUATRE_RIVIERES, "pcaet_2018", TODAY, (date(2027, 1, 1), date(2027, 1, 1)), DeadlineStatus.DUE),
    (QUATRE_RIVIERES, "pcaet_2018", date(2027, 6, 30), (date(2027, 1, 1), date(2027, 1, 1)), DeadlineStatus.PASSED),
    (HAUTES_VOSGES, "pcaet_2018", date(2022, 6, 30), (date(2023, 1, 2), date(2024, 1, 1)), DeadlineStatus.DUE),
    # No inventory of emissions is known: from 2016 on the text gives no day, and nobody is late.
    (TROPEZ, "beges", TODAY, None, None),
    (TROPEZ, "beges", date(2013, 6, 30), (date(2012, 12, 31), date(2012, 12, 31)), DeadlineStatus.PASSED),
    (NERONDES, "marches_env", TODAY, None, None),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("siren", "rule", "on", "due", "status"), DUE)
def test_when_it_falls_due(siren: str, rule: str, on: date, due, status):
    read = standing(siren, rule, on)
    assert read
    assert (read.due, read.judged.status if read.judged else None) == (due, status)


@pytest.mark.django_db
@pytest.mark.parametrize("on", [AT_2012, AT_2018, AT_2023, TODAY, NEW_YEAR, date(2031, 1, 1)])
def test_silence_meets_nothing_and_accuses_nobody(on: date):
    everybody = [CAHORS, LYON, TOULOUSE, QUATRE_RIVIERES, NERONDES, GRAND_PARIS]
    statuses = [one for member in statuses_at(everybody, {}, on=on).values() for one in member]
    assert statuses
    assert {one.judged.status for one in statuses if one.judged} <= {DeadlineStatus.DUE, DeadlineStatus.PASSED}
    assert not any(one.accuses or one.act for one in statuses)


def test_a_territorial_body_of_greater_paris_is_named_by_no_text_read_here_but_its_own():
    body = AuthorityRecord(siren="200057867", kinds={2016: "EPT", 2026: "EPT"})
    pcaet = find_obligation("pcaet_2018")
    assert pcaet
    reading = read_duty(pcaet, body, TODAY)
    assert reading.duty is Duty.NOT_KNOWN
    assert "établissement public territorial" in reading.reason.fr
