"""A territory's own value beside the provider's: both kept, one chosen, never averaged, said wherever it enters."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autan.evidence.figures.core.figures import count_own
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, describe_one, find_figure
from autan.ground.errors import RuleError
from autan.opendata.measures.core.base_figures import MeasuredPlace
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.observatory.core.own_values import own_figure, settle
from autan.opendata.observatory.models import ChosenSource, OwnValue
from autan.opendata.observatory.queries import figures as queries
from autan.opendata.observatory.queries.own_values import current_holdings, find_own_value
from autan.opendata.updates.actions.own_values import choose_source, record_own_value
from autan.opendata.updates.core.own_value_checks import GivenValue, InvalidOwnValueError, check_size
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import subject_of_person
from autan.territories.networks.models import Territory
from tests.opendata.observatory.making import figure_at

SICOVAL, NETWORK = "243100633", "dialogue-toulouse"


def value(**changes):
    words = {
        "measure": "electricity_total",
        "date": "2024",
        "value": 700.0,
        "unit": "GWh",
        "reason": "Un poste source manquait.",
        "document": "Relevé du gestionnaire, mars 2025",
        "is_used": True,
    }
    return GivenValue(**(words | changes))


@pytest.fixture
def place(cast):
    return Territory.objects.get(siren=SICOVAL)


def figures():
    return queries.figures_by_measure(SICOVAL)


def test_the_chosen_value_is_used_with_both_beside_it(place, cast):
    before = queries.provider_figures(SICOVAL)["electricity_total"]
    record_own_value(by=cast.officer, territory=place, value_input=value())
    figure = figures()["electricity_total"]
    assert (figure.id, figure.value, figure.state) == (before.id, 700_000, ValueState.OBSERVED)
    assert figure.method.name == "choose_source"
    assert "Un poste source manquait." in figure.method.formula.fr
    assert [item.id for item in figure.inputs] == [f"{before.id}.own", f"{before.id}.provider"]
    assert "Valeur propre de la collectivité" in figure.note.fr
    assert figure.inputs[1].value == before.value
    for item in (figure, *figure.inputs):
        assert find_figure(item.id, reader=OPERATOR) == item
        assert item.has_evidence


def test_a_value_that_is_not_chosen_is_told_and_not_used(place, cast):
    before = figures()["electricity_total"]
    record_own_value(by=cast.officer, territory=place, value_input=value(is_used=False))
    figure = figures()["electricity_total"]
    assert (figure.value, figure.method) == (before.value, before.method)
    assert "La collectivité donne 700\u202f000\u00a0MWh" in figure.note.fr
    assert "la valeur du fournisseur est utilisée" in figure.note.fr


def test_sums_and_ratios_use_the_chosen_value_and_say_so(place, cast):
    network = queries.network_figures_by_measure(NETWORK)["electricity_total"]
    mine = figures()["electricity_total"].value
    record_own_value(by=cast.officer, territory=place, value_input=value())
    total = queries.network_figures_by_measure(NETWORK)["electricity_total"]
    assert total.value == network.value - mine + 700_000
    assert "1 valeur propre y entre" in total.note.fr
    per_head = figures()["electricity_per_inhabitant"]
    people = find_figure(f"observatory.{SICOVAL}.population.2022", reader=OPERATOR)
    assert per_head.value == pytest.approx(700_000 / people.value)
    assert "1 valeur propre y entre" in per_head.note.fr
    assert find_figure(total.id, reader=OPERATOR) == total


def test_a_total_that_stays_the_providers_says_that_it_is_no_longer_the_sum(place, cast):
    record_own_value(
        by=cast.officer,
        territory=place,
        value_input=value(measure="ghg_residential", date="2016", value=5, unit="ktCO2e"),
    )
    assert "n’en est plus la somme" in figures()["ghg_total"].note.fr


def test_a_value_of_another_date_stands_beside_and_is_not_used(place, cast):
    before = figures()["electricity_total"]
    record_own_value(by=cast.officer, territory=place, value_input=value(date="2023"))
    assert figures()["electricity_total"] == before
    assert find_figure(f"observatory.{SICOVAL}.electricity_total.2023.own", reader=OPERATOR).value == 700_000


def test_the_provider_may_be_chosen_again(place, cast):
    before = figures()["electricity_total"].value
    record_own_value(by=cast.officer, territory=place, value_input=value())
    choose_source(
        by=cast.coordinator,
        territory=place,
        measure="electricity_total",
        date="2024",
        own_value=None,
        reason="Le relevé était faux.",
    )
    assert figures()["electricity_total"].value == before
    assert [row.own_value_id is None for row in ChosenSource.objects.all()] == [False, True]
    assert JournalEntry.objects.filter(room="observatory", kind="own-value").count() == 3


def test_a_later_value_does_not_take_the_place_of_the_chosen_one(place, cast):
    record_own_value(by=cast.officer, territory=place, value_input=value())
    record_own_value(by=cast.officer, territory=place, value_input=value(value=800.0, is_used=False))
    assert figures()["electricity_total"].value == 700_000


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount=st.floats(min_value=0.001, max_value=1e6), is_used=st.booleans())
def test_a_choice_never_changes_the_other_value(place, cast, amount, is_used):
    before = queries.provider_figures(SICOVAL)
    kept = record_own_value(
        by=cast.officer, territory=place, value_input=value(value=amount, is_used=is_used, is_confirmed=True)
    )
    assert queries.provider_figures(SICOVAL) == before
    assert OwnValue.objects.get(pk=kept.pk).given_value == amount


@pytest.mark.parametrize(
    ("who", "is_allowed"),
    [("coordinator", True), ("officer", True), ("contributor", False), ("reader", False), ("outsider", False)],
)
def test_who_may_give_a_value(place, cast, client, who, is_allowed):
    if is_allowed:
        record_own_value(by=getattr(cast, who), territory=place, value_input=value())
    else:
        with pytest.raises(RuleError):
            record_own_value(by=getattr(cast, who), territory=place, value_input=value())
    address = reverse("updates:give-value", kwargs={"siren": SICOVAL, "measure": "electricity_total"})
    client.force_login(getattr(cast, who))
    answer = client.post(address, FORM)
    assert answer.status_code == (302 if is_allowed else 403)
    assert OwnValue.objects.count() == 2 * is_allowed


FORM = {
    "value": "700,5",
    "unit": "GWh",
    "date": "2024",
    "state": "estimated",
    "document": "Relevé",
    "reason": "Compteur",
    "is_used": "on",
}


def test_the_page_shows_both_values_the_gap_and_the_history(place, cast, client):
    client.force_login(cast.officer)
    words = {"siren": SICOVAL, "measure": "electricity_total"}
    assert client.post(reverse("updates:give-value", kwargs=words), FORM).status_code == 302
    html = client.get(reverse("updates:own-value", kwargs=words)).content.decode()
    assert "la valeur propre" in html
    assert "Valeur donnée pour 2024" in html
    assert "Choix pour 2024" in html
    assert "Utiliser la valeur du fournisseur" in html
    back = client.post(reverse("updates:choose-source", kwargs=words), {"date": "2024", "reason": "Erreur."})
    assert back.status_code == 302
    assert figures()["electricity_total"].method.name == "sum_of_rows"
    accounts = client.get(reverse("observatory:energy", kwargs={"siren": SICOVAL}), {"ouvrir": "tout"}).content.decode()
    assert "celle du fournisseur" in accounts


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [("value", "beaucoup", "Un nombre est attendu"), ("value", "-3", "positif"), ("date", "2099", "déjà passés")],
)
def test_a_refused_value_comes_back_beside_its_field(place, cast, client, field, wrong, said):
    client.force_login(cast.officer)
    address = reverse("updates:give-value", kwargs={"siren": SICOVAL, "measure": "electricity_total"})
    answer = client.post(address, FORM | {field: wrong})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not OwnValue.objects.exists()


def test_a_choice_without_a_reason_or_of_another_value_is_refused(place, cast, client):
    kept = record_own_value(by=cast.officer, territory=place, value_input=value(date="2023", is_used=False))
    client.force_login(cast.officer)
    address = reverse("updates:choose-source", kwargs={"siren": SICOVAL, "measure": "electricity_total"})
    assert client.post(address, {"date": "2024", "reason": ""}).status_code == 400
    wrong = client.post(address, {"date": "2024", "own_value": str(kept.pk), "reason": "Parce que."})
    assert wrong.status_code == 400
    assert "autre date" in wrong.content.decode()
    client.force_login(cast.reader)
    assert client.post(address, {"date": "2024", "reason": "Non."}).status_code == 403


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("measure", {"measure": "electricity_per_inhabitant"}),
        ("measure", {"measure": "nothing"}),
        ("date", {"date": "2023-2024"}),
        ("date", {"date": ""}),
        ("date", {"date": "2024-02-31"}),
        ("value", {"value": float("nan")}),
        ("unit", {"unit": "tCO2e"}),
        ("unit", {"unit": "parsec"}),
        ("unit", {"unit": "MWh_lhv"}),
        ("state", {"state": ValueState.MISSING}),
        ("reason", {"reason": " "}),
        ("document", {"document": ""}),
    ],
)
def test_what_cannot_stand_beside_is_refused_with_its_field(place, field, changes):
    with pytest.raises(InvalidOwnValueError) as caught:
        record_own_value(by=None, territory=place, value_input=value(**changes))
    assert caught.value.field == field
    assert not OwnValue.objects.exists()


def test_a_value_stands_where_the_provider_has_none(cast):
    """Nothing is known of international transport in Auch: the gap is not told, the unknown is."""
    auch = Territory.objects.get(siren="200066926")
    assert queries.provider_figures(auch.siren)["ghg_international_transport"].value is None
    given_value = value(measure="ghg_international_transport", date="2016", value=3.0, unit="tCO2e")
    record_own_value(by=None, territory=auch, value_input=given_value)
    figure = queries.figures_by_measure(auch.siren)["ghg_international_transport"]
    assert figure.value == 3
    assert "Le fournisseur dit «\u202fnon renseigné\u202f»" in figure.note.fr


def test_a_gap_to_a_nil_has_no_percentage(place):
    record_own_value(by=None, territory=place, value_input=value(is_used=False))
    provider = replace(queries.provider_figures(SICOVAL)["electricity_total"], value=0)
    (held,) = current_holdings()[SICOVAL]
    own = own_figure(BASE_MEASURES["electricity_total"], MeasuredPlace(siren=SICOVAL, communes=36), held, provider)
    note = settle(provider, own, held).note.fr
    assert "La collectivité donne 700" in note
    assert "écart" not in note


def test_carbon_may_be_taken_in(place):
    record_own_value(
        by=None,
        territory=place,
        value_input=value(measure="carbon_flux_forest", date="2020", value=-5.0, unit="ktCO2e"),
    )
    assert OwnValue.objects.get().value == -5000


def test_a_nil_is_a_confirmed_nil(place):
    record_own_value(by=None, territory=place, value_input=value(value=0.0))
    assert figures()["electricity_total"].state is ValueState.CONFIRMED_ZERO


def test_a_row_is_never_written_again(place):
    kept = record_own_value(by=None, territory=place, value_input=value())
    kept.reason = "Autre chose"
    with pytest.raises(RuleError):
        kept.save()


def test_the_evidence_names_the_document_the_person_and_the_conversion(place, cast):
    kept = record_own_value(by=cast.officer, territory=place, value_input=value())
    card = describe_one(EvidenceRef(kind="own-value", key=str(kept.pk)), reader=OPERATOR)
    assert card.statement.fr == "700\u00a0GWh. Un poste source manquait."
    assert card.citation.source.title == "Relevé du gestionnaire, mars 2025"
    assert "Member_officer" in card.recorded
    assert "700\u202f000" in card.note.fr
    assert describe_one(EvidenceRef(kind="own-value", key="0"), reader=OPERATOR) is None
    assert find_own_value("x") is None


def test_a_consumption_is_corrected_for_climate_with_the_terms_that_the_territory_gives(place, client):
    address = f"observatory.{SICOVAL}.electricity_residential.2024.climate"
    assert figure_at(address) is None
    for code, unit, amount, date in (
        ("degree_days", "degree_days", 1800.0, "2024"),
        ("degree_days_reference", "degree_days", 2000.0, "2020"),
        ("heating_share_electricity", "pct", 60.0, "2020"),
    ):
        record_own_value(by=None, territory=place, value_input=value(measure=code, unit=unit, value=amount, date=date))
    plain, corrected = figures()["electricity_residential"], find_figure(address, reader=OPERATOR)
    assert corrected.value == pytest.approx(plain.value * (0.6 * 2000 / 1800 + 0.4), rel=1e-6)
    assert corrected.state is ValueState.ESTIMATED
    assert len(corrected.inputs) == 4
    assert corrected.has_evidence
    html = client.get(reverse("observatory:energy", kwargs={"siren": SICOVAL}), {"ouvrir": "tout"}).content.decode()
    assert f"/preuves/{address}/" in html  # one date of consumption is enough
    assert "3 valeurs de la collectivité" in html


@pytest.mark.parametrize(
    ("measure", "unit", "amount"),
    [
        ("heating_share_gas", "pct", 150.0),
        ("degree_days", "degree_days", 0.0),
        ("price_gas_homes", "EUR_per_MWh", 0.0),
    ],
)
def test_terms_that_would_break_a_correction_or_a_bill_are_refused(place, measure, unit, amount):
    with pytest.raises(InvalidOwnValueError) as caught:
        record_own_value(by=None, territory=place, value_input=value(measure=measure, unit=unit, value=amount))
    assert caught.value.field == "value"


@pytest.mark.parametrize("is_used", [True, False])
def test_a_price_that_the_territory_gives_and_chooses_makes_its_bill(place, is_used):
    before = figures()["bill_homes_electricity"].value
    given_value = value(measure="price_electricity_homes", unit="EUR_per_kWh", value=0.25, is_used=is_used)
    record_own_value(by=None, territory=place, value_input=given_value)
    bill = figures()["bill_homes_electricity"]
    homes = figures()["electricity_residential"].value
    assert bill.value == (pytest.approx(homes * 250 / 1e6, abs=0.001) if is_used else before)
    assert bill.evidence[0].kind == ("own-value" if is_used else "price")
    assert count_own(bill) == is_used
    assert find_figure(bill.id, reader=OPERATOR) == bill


@pytest.mark.parametrize(("amount", "unit"), [(404_441, "GWh"), (404, "kWh")])
def test_another_unit_is_suspected_and_may_be_confirmed(place, cast, amount, unit):
    """Sicoval has 404,441 MWh: a thousand times more, or a thousandth, is most often a wrong unit."""
    far = value(value=float(amount), unit=unit)
    with pytest.raises(InvalidOwnValueError) as caught:
        record_own_value(by=None, territory=place, value_input=far)
    assert (caught.value.field, caught.value.may_be_confirmed) == ("value", True)
    assert "fois plus" in caught.value.expected
    assert not OwnValue.objects.exists()
    assert record_own_value(by=None, territory=place, value_input=replace(far, is_confirmed=True)).given_unit == unit


@pytest.mark.parametrize(("amount", "provider"), [(0, 5), (5, 0), (5, None), (-400, -53), (50, 5)])
def test_a_nil_an_unknown_and_a_near_value_need_no_confirmation(amount, provider):
    check_size(amount, provider)


def test_the_form_offers_to_confirm_only_when_it_must(client, place, cast):
    client.force_login(cast.officer)
    words = {"siren": SICOVAL, "measure": "electricity_total"}
    box = 'type="checkbox" name="is_confirmed"'
    assert box not in client.get(reverse("updates:own-value", kwargs=words)).content.decode()
    give = reverse("updates:give-value", kwargs=words)
    refused = client.post(give, {**FORM, "value": "404 441", "unit": "GWh"})
    assert refused.status_code == 400
    assert box in refused.content.decode()
    taken = client.post(give, {**FORM, "value": "404 441", "unit": "GWh", "is_confirmed": "on"})
    assert taken.status_code == 302
    page = client.get(reverse("updates:own-value", kwargs=words)).content.decode()
    assert "404\u202f441\u00a0GWh" in page


def test_a_value_does_not_keep_the_name_of_who_was_erased(place, cast):
    name = cast.officer.name
    record_own_value(by=cast.officer, territory=place, value_input=value())
    assert name in repr(figures()["electricity_total"]) + repr(current_holdings())
    erase_subject(by=None, subject=subject_of_person(cast.officer))
    assert name not in repr(figures()["electricity_total"]) + repr(current_holdings())
