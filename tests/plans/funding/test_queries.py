"""What is read of calls: by whom, beside which action, for which rule, and the figures of what is published alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import UnknownError
from autan.ground.extension_points import SearchSource
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.plans.estate.core.assets import YesNo
from autan.plans.funding import queries
from autan.plans.funding.actions.calls import write_call
from autan.plans.funding.core.calls import CallFilter, CallKind, FundingCall
from autan.plans.funding.core.eligibility import Eligibility
from autan.plans.funding.models import FundingCallRecord
from autan.plans.obligations.queries.records import duty_records
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Membership, Network, Territory
from tests.cast import Cast
from tests.plans.funding.conftest import MURETAIN, SICOVAL

DAY = date(2026, 11, 30)


def write(network: Network, name: str, *, is_published: bool = True, **fields: object) -> FundingCallRecord:
    usual: dict[str, Any] = {"kind": CallKind.FUND, "name": name, "read_on": DAY, "source": "x", "funder": "Région"}
    record = write_call(by=None, network=network, call=FundingCall(**usual | fields))
    FundingCallRecord.objects.filter(pk=record.pk).update(is_published=is_published)
    record.refresh_from_db()
    return record


def act(plan: Plan, title: str, *lines: dict[str, str], is_published: bool = True, **typed: str) -> ActionSheet:
    given = SheetInput(typed={"title": title, **typed}, lines={"funding": list(lines)} if lines else {})
    sheet = add_sheet(by=None, plan=plan, sheet_input=given)
    ActionSheet.objects.filter(pk=sheet.pk).update(is_published=is_published)
    sheet.refresh_from_db()
    return sheet


def asks(call: str, asked: str = "") -> dict[str, str]:
    return {"funder": "Région", "call": call, "asked": asked}


def names_of(records: Any) -> list[str]:
    return [record.name for record in records]


def test_a_draft_is_read_by_those_of_its_network_alone(network: Network, people: Cast, neighbour: Person):
    late, soon = DAY + timedelta(days=9), DAY + timedelta(days=1)
    write(network, "B vélo", closes_on=late)
    draft = write(network, "Chaleur", closes_on=soon, is_published=False)
    write(network, "A sans jour")
    insiders: list[Any] = [people.coordinator, people.officer, OPERATOR]
    for reader in insiders:
        assert queries.find_call(draft.slug, reader=reader) == draft
        # the first to close first, those of no known day last
        assert names_of(queries.calls_of(network, reader=reader)) == ["Chaleur", "B vélo", "A sans jour"]
    outsiders: list[Any] = [people.outsider, neighbour, AnonymousUser()]
    for reader in outsiders:
        with pytest.raises(UnknownError, match="aucun appel"):
            queries.find_call(draft.slug, reader=reader)
        assert names_of(queries.calls_of(network, reader=reader)) == ["B vélo", "A sans jour"]
        assert queries.find_call("b-velo", reader=reader).name == "B vélo"
    with pytest.raises(UnknownError, match="lune"):
        queries.find_call("lune", reader=OPERATOR)


def test_a_call_is_found_by_the_words_of_its_conditions(network: Network):
    call = write(network, "Fonds vert", conditions="Rester propriétaire des haies")
    others = [call, write(network, "Fonds vélo")]
    assert names_of(queries.keep_calls(others, CallFilter(text="haies"), on=DAY)) == ["Fonds vert"]
    (source,) = (source for source in registered(SearchSource) if source.name == "funding")
    assert [hit.title for hit in source.search("haies", None)] == ["Fonds vert"]


def test_what_anybody_reads_is_published_and_of_the_network_asked(network: Network):
    elsewhere = Network.objects.create(slug="ailleurs", name_fr="Ailleurs", name_en="Elsewhere")
    write(network, "Vélo", duties=("plh",))
    write(network, "Brouillon", duties=("plh",), is_published=False)
    write(elsewhere, "Chaleur", duties=("beges", "plh"))
    assert names_of(queries.published_calls("essai")) == ["Vélo"]
    assert names_of(queries.every_published_call()) == ["Chaleur", "Vélo"]
    assert names_of(queries.calls_for_rule("plh")) == ["Chaleur", "Vélo"]
    assert names_of(queries.calls_for_rule("beges")) == ["Chaleur"]
    assert queries.calls_for_rule("pl") == []
    assert names_of(queries.calls_named(["velo", "brouillon", "lune"])) == ["Brouillon", "Vélo"]


@pytest.mark.parametrize(
    ("duties", "is_reserved", "state"),
    [
        (("zaenr_epci",), YesNo.YES, Eligibility.ELIGIBLE),
        (("zaenr_commune",), YesNo.YES, Eligibility.NOT_ELIGIBLE),
        (("zaenr_commune", "zaenr_epci"), YesNo.YES, Eligibility.ELIGIBLE),
        (("pcet_2012",), YesNo.YES, Eligibility.NOT_KNOWN),  # which is in force no more
        (("zaenr_epci",), YesNo.NO, Eligibility.NOT_KNOWN),
        (("zaenr_epci",), None, Eligibility.NOT_KNOWN),
    ],
)
def test_a_reserved_call_is_open_to_the_members_that_the_duty_binds(network: Network, duties, is_reserved, state):
    call = FundingCall(kind=CallKind.FUND, name="x", duties=duties, is_reserved=is_reserved)
    read = queries.read_members(call, "essai", on=DAY)
    assert {siren: reading.state for siren, reading in read.items()} == {SICOVAL: state, MURETAIN: state}


def test_members_are_read_from_what_is_known_of_them_already(network: Network):
    call = FundingCall(kind=CallKind.FUND, name="x", population_above=100_000)
    read = queries.read_members(call, "essai", on=DAY)
    assert {siren: reading.state for siren, reading in read.items()} == {
        SICOVAL: Eligibility.NOT_ELIGIBLE,
        MURETAIN: Eligibility.ELIGIBLE,
    }
    assert set(queries.read_members(call, "essai", on=DAY, records=duty_records([MURETAIN]))) == {MURETAIN}
    assert queries.read_members(call, "essai", on=DAY, records={}) == {}


def test_an_action_is_attached_where_a_line_of_its_funding_names_the_call(network: Network, plan: Plan, people: Cast):
    velo = write(network, "Vélo")
    named = act(plan, "Pistes", asks("VELO", "1 €"), asks("Autre"), asks("vélo ", "2 €"), spent="3 €")
    act(plan, "Autre appel", asks("Vélos"))
    act(plan, "Sans appel", {"funder": "Vélo"})
    act(plan, "Sans financement")
    gone = act(plan, "Remplacée", asks("Vélo"))
    ActionSheet.objects.filter(pk=gone.pk).update(replaced_on=DAY)
    draft = act(plan, "Brouillon", asks("Vélo"), is_published=False)
    (attached,) = queries.attached_actions(velo, reader=PUBLIC)
    assert (attached.sheet, [line.typed["asked"] for line in attached.lines]) == (named, ["1 €", "2 €"])
    assert {one.sheet for one in queries.attached_actions(velo, reader=people.officer)} == {named, draft}
    assert attached.spent == "3 €"
    ActionSheet.objects.filter(pk=named.pk).update(disclosures={"spent": "territory"})
    seen = {
        reader: queries.attached_actions(velo, reader=reader)[0].spent for reader in (people.officer, people.outsider)
    }
    assert seen == {people.officer: "3 €", people.outsider: ""}
    assert [queries.names(velo, sheet) for sheet in (named, gone)] == [True, True]
    assert not queries.names(velo, ActionSheet.objects.get(title="Sans financement"))


def test_an_action_to_attach_is_one_that_the_reader_writes_and_that_does_not_name_the_call(
    network: Network, plan: Plan, people: Cast
):
    velo = write(network, "Vélo")
    act(plan, "Pistes cyclables", asks("Vélo"))
    paths, garages = act(plan, "Pistes du canal", asks("Autre")), act(plan, "Garages")

    def offered(reader: Any, **chosen: str) -> set[str]:
        return {sheet.title for sheet in queries.open_sheets(velo, reader=reader, **chosen)}

    for reader in (people.officer, people.coordinator):
        assert offered(reader) == {paths.title, garages.title}
        assert offered(reader, text="piste") == {paths.title}
        assert offered(reader, text="sicoval") == {paths.title, garages.title}
        assert offered(reader, slug=garages.slug) == {garages.title}
        assert offered(reader, text="lune") == offered(reader, slug="lune") == set()
    for reader in (people.outsider, people.reader):
        assert offered(reader) == set()
    assert queries.carriers_of(paths) == "Sicoval"


def test_the_calls_of_an_action_are_those_of_the_networks_that_its_carriers_have_not_left(
    network: Network, plan: Plan, member: Territory
):
    elsewhere = Network.objects.create(slug="ailleurs", name_fr="Ailleurs", name_en="Elsewhere")
    write(network, "Vélo")
    write(network, "Brouillon", is_published=False)
    write(elsewhere, "Chaleur")
    sheet = act(plan, "Pistes")
    assert names_of(queries.calls_of_action(sheet)) == ["Brouillon", "Vélo"]
    Membership.objects.filter(territory=member).update(valid_to=DAY)
    assert queries.calls_of_action(sheet) == []


def test_beside_an_action_come_the_calls_that_it_names_then_those_that_are_open(network: Network, plan: Plan):
    closed, open_days = {"closes_on": DAY - timedelta(days=1)}, {"closes_on": DAY}
    write(network, "Nommé, clos", **closed)
    write(network, "Clos", **closed)
    write(network, "Ouvert", **open_days)
    write(network, "Nommé, ouvert", **open_days)
    write(network, "Sans jour")
    write(network, "Brouillon", is_published=False, **open_days)
    sheet = act(plan, "Pistes", asks("Nommé, clos"), asks("Nommé, ouvert"), asks("Brouillon"))

    def beside(slug: str, *networks: str) -> list[str]:
        return names_of(queries.calls_beside_action(slug, networks, on=DAY))

    assert beside(sheet.slug, "essai") == ["Nommé, clos", "Nommé, ouvert", "Ouvert"]
    assert beside("lune", "essai") == ["Nommé, ouvert", "Ouvert"]
    assert beside(sheet.slug, "ailleurs") == beside(sheet.slug) == []


def figures(network: str = "essai", on: date = DAY) -> dict[str, tuple[float | None, float | None, int, int]]:
    found = queries.network_figures(network, on=on)
    return {one.id.removeprefix("funding.essai."): (one.value, one.high, one.known, one.total) for one in found}


def test_figures_of_a_network_add_what_is_published_and_leave_out_what_is_closed(network: Network, plan: Plan):
    assert figures() == {}
    write(network, "Brouillon", is_published=False, envelope_eur=7.0, population_most=10_000_000)
    assert figures() == {}
    write(network, "Vélo", envelope_eur=100.0, closes_on=DAY, population_most=10_000_000)
    write(network, "Chaleur", envelope_eur=40.0, population_most=10_000_000)
    sheet = act(plan, "Pistes", asks("Vélo", "1 €"), asks("Chaleur", "2 €"), asks("Chaleur"), spent="9 €")
    act(plan, "Brouillon d’action", asks("Vélo", "64 €"), is_published=False)
    act(plan, "Autre", asks("Brouillon", "128 €"))
    money = {
        "asked.all": (3, None, 2, 3),
        "granted.all": (None, None, 0, 3),
        "paid.all": (None, None, 0, 3),
        "spent.all": (9, None, 1, 1),  # an action that goes to two calls counts once
    }
    assert figures() == {"ceiling.all.2026-11-30": (None, 140, 2, 2), **money}
    after = DAY + timedelta(days=1)
    assert figures(on=after) == {"ceiling.all.2026-12-01": (None, 40, 1, 1), **money}
    FundingCallRecord.objects.filter(name="Chaleur").update(is_published=False)
    assert set(figures(on=after)) == set(money)  # nothing is left to ask
    ActionSheet.objects.filter(pk=sheet.pk).update(disclosures={"spent": "territory"})
    assert figures()["spent.all"] == (None, None, 0, 1)
    Plan.objects.update(is_published=False)
    assert figures()["asked.all"] == (None, None, 0, 0)


def test_a_figure_of_funding_is_found_at_its_address_alone(network: Network, plan: Plan):
    record = write(network, "Vélo", envelope_eur=100.0, population_above=100_000)
    write(network, "Sans lecture", read_on=None, envelope_eur=20.0)
    write(network, "Brouillon", is_published=False)
    act(plan, "Pistes", asks("Vélo", "1 €"))

    def found(address: str) -> float | None:
        figure = queries.find_funding_figure(FigureAddress.parse(f"funding.{address}"))
        if figure is None:
            return None
        assert figure.id == f"funding.{address}"
        return figure.high if figure.value is None else figure.value

    assert [one.id.split(".")[2] for one in queries.call_figures(record, on=DAY)] == [
        "eligible",
        "ceiling",
        "asked",
        "granted",
        "paid",
        "spent",
    ]
    assert (found("essai.eligible.velo"), found("essai.ceiling.velo"), found("essai.asked.velo")) == (1, 100, 1)
    assert (found("essai.asked.all"), found("essai.ceiling.all.2026-11-30")) == (1, 120)
    nothing = (
        "essai.ceiling.all",
        "essai.ceiling.all.demain",
        "essai.eligible.sans-lecture",
        "essai.eligible.brouillon",
        "essai.eligible.lune",
        "essai.moon.velo",
        "ailleurs.asked.all",
        "ailleurs.eligible.velo",
    )
    assert {address: found(address) for address in nothing} == dict.fromkeys(nothing)
