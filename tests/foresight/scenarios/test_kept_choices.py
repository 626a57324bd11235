"""Choices that are kept: what a scenario needs, who signs it, what a page of levers can hold, what actions may say."""

from dataclasses import replace
from math import inf, nan

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.scenarios import InvalidScenarioError, OwnAssumption, ScenarioDocument
from autan.foresight.scenarios.actions.action_levers import ActionLeverInput, InvalidActionLeverError, set_action_levers
from autan.foresight.scenarios.actions.scenarios import keep_scenario, place_of, revise_scenario
from autan.foresight.scenarios.actions.workflow import SCENARIO
from autan.foresight.scenarios.models import ActionLever, KeptScenario, OwnQuantity
from autan.foresight.scenarios.queries.kept_scenarios import (
    beyond_sliders,
    changes_since,
    chosen_of,
    document_of,
    find_kept,
    kept_of,
    open_scenario,
    parameters_of,
    scenario_of,
)
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.plan_scenarios import action_levers, levers_of_sheet, writes_sheet
from autan.foresight.scenarios.queries.trials import try_out
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.territories.networks.models import Territory
from tests.cast import HERE, THERE
from tests.foresight.engine.making import a_lever

LEVER = a_lever("heating_one_degree", 50)


def a_document(*levers, title="Sobre", place=HERE, **changes) -> ScenarioDocument:
    fields = {"title": title, "place": place, "horizon": 2050, "levers": levers or (LEVER,)}
    return ScenarioDocument(**fields | changes)


# --- Kept ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "  "}, "un scénario a un titre"),
        ({"place": THERE}, "celui d’un autre lieu"),
        ({"place": "essai"}, "celui d’un autre lieu"),
        ({"place": ""}, "celui d’un autre lieu"),
    ],
)
def test_a_scenario_without_title_or_of_elsewhere_is_neither_kept_nor_revised(here, changes, words):
    kept = keep_scenario(by=None, place=here, document=a_document())
    lines = JournalEntry.objects.count()
    with pytest.raises(DomainError, match=words):
        keep_scenario(by=None, place=here, document=a_document(**changes))
    with pytest.raises(DomainError, match=words):
        revise_scenario(by=None, scenario=kept, document=a_document(**changes), revision=1)
    assert [row.revision for row in KeptScenario.objects.all()] == [1]
    assert JournalEntry.objects.count() == lines


def test_a_territory_that_no_network_follows_keeps_no_scenario(here):
    with pytest.raises(DomainError, match="suivi par aucun réseau"):
        keep_scenario(by=None, place=Territory(siren=HERE), document=a_document())
    assert not KeptScenario.objects.exists()


@pytest.mark.parametrize(
    ("authors", "signature"),
    [("", None), ("  ", None), (" Le groupe énergie ", "Le groupe énergie")],
)
def test_a_scenario_is_signed_by_who_keeps_it_unless_a_group_is_named(people, here, authors, signature):
    kept = keep_scenario(by=people.officer, place=here, document=a_document(), authors=authors, note=" essai ")
    assert kept.signature == (signature or people.officer.name)
    assert (kept.kept_by_id is None) is (signature is not None)
    assert kept.note == "essai"


def test_her_own_name_typed_is_no_group(people, here):
    kept = keep_scenario(by=people.officer, place=here, document=a_document(), authors=f" {people.officer.name} ")
    assert (kept.authors, kept.kept_by_name) == ("", people.officer.name)


def test_titles_are_cut_and_two_of_one_title_have_two_addresses(here):
    first, second = (keep_scenario(by=None, place=here, document=a_document(title="é" * 200)) for _ in range(2))
    assert len(first.title) == 160
    assert first.slug != second.slug
    assert len(first.slug) == 60
    nameless = keep_scenario(by=None, place=here, document=a_document(title="…"))
    assert nameless.slug == "scenario"


def test_a_scenario_is_a_draft_of_one_place_and_the_journal_names_its_network(both, here):
    kept = keep_scenario(by=None, place=here, document=a_document())
    assert (kept.is_published, kept.revision, kept.network, kept.place_code) == (False, 1, None, HERE)
    of_network = keep_scenario(by=None, place=both, document=a_document(place="essai"), is_published=True)
    assert (of_network.is_published, of_network.territory, of_network.place_code) == (True, None, "essai")
    assert [place_of(row) for row in (kept, of_network)] == [here, both]
    assert {entry.network for entry in JournalEntry.objects.filter(act="keep_scenario")} == {"essai"}


def test_a_revision_keeps_what_is_new_and_refuses_who_read_an_older_one(people, here):
    kept = keep_scenario(by=people.officer, place=here, document=a_document())
    revised = revise_scenario(
        by=people.officer, scenario=kept, document=a_document(a_lever("less_travel", 5), title=" Autre "), revision=1
    )
    assert (revised.title, revised.revision, revised.slug) == ("Autre", 2, kept.slug)
    assert revised.key != kept.key
    assert [lever.kind for lever in document_of(revised).levers] == ["less_travel"]
    for old in (0, 1, 3):
        with pytest.raises(ConflictError, match="relisez-le"):
            revise_scenario(by=people.officer, scenario=kept, document=a_document(), revision=old)
    assert KeptScenario.objects.get().title == "Autre"
    assert JournalEntry.objects.filter(act="revise_scenario", summary="Scénario revu : Autre").count() == 1


@pytest.mark.parametrize("who", ["contributor", "reader", "outsider"])
def test_others_neither_keep_nor_revise(people, neighbour, here, who):
    kept = keep_scenario(by=people.officer, place=here, document=a_document())
    for person in (getattr(people, who), neighbour):
        with pytest.raises(NotAllowedError):
            keep_scenario(by=person, place=here, document=a_document())
        with pytest.raises(NotAllowedError):
            revise_scenario(by=person, scenario=kept, document=a_document(title="Autre"), revision=1)
    assert [(row.title, row.revision) for row in KeptScenario.objects.all()] == [("Sobre", 1)]


def test_a_scenario_is_published_and_withdrawn_once(people, here):
    kept = keep_scenario(by=None, place=here, document=a_document())
    for name, state in (("publish_scenario", True), ("withdraw_scenario", False)):
        kept = take(SCENARIO, name, kept, by=people.officer, at=timezone.now()).row
        assert KeptScenario.objects.get().is_published is state
        take(SCENARIO, name, kept, by=people.officer, at=timezone.now())
        assert JournalEntry.objects.filter(act=name).count() == 1


# --- Found -----------------------------------------------------------------------------------------------------------


def test_a_scenario_is_found_at_its_place_by_who_may_read_it(both, here):
    kept = keep_scenario(by=None, place=here, document=a_document())
    assert find_kept(kept.slug, reader=OPERATOR, place=find_place(HERE)) == kept
    for slug, reader, place in (
        ("rien", OPERATOR, None),
        (kept.slug, PUBLIC, None),
        (kept.slug, OPERATOR, find_place(THERE)),
        (kept.slug, OPERATOR, find_place("essai")),
    ):
        with pytest.raises(UnknownError, match="aucun scénario à cette adresse"):
            find_kept(slug, reader=reader, place=place)


def test_scenarios_of_a_place_are_listed_newest_first_for_who_may_read_them(both, here):
    draft, published = (
        keep_scenario(by=None, place=here, document=a_document(title=title), is_published=is_published)
        for title, is_published in (("Brouillon", False), ("Publié", True))
    )
    keep_scenario(by=None, place=both, document=a_document(place="essai"), is_published=True)
    assert kept_of(HERE, reader=PUBLIC) == [published]
    assert kept_of(HERE, reader=OPERATOR) == [published, draft]
    assert kept_of(THERE, reader=OPERATOR) == []


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({}, ()),
        ({"engine": "0"}, ("engine",)),
        ({"data": "0", "assumptions": "0"}, ("assumptions", "data")),
    ],
)
def test_what_has_changed_since_is_named_in_one_order(here, changed, names):
    kept = keep_scenario(by=None, place=here, document=a_document())
    assert changes_since(kept.versions | changed, open_scenario(document_of(kept))) == names


def test_what_was_kept_without_versions_may_all_have_changed(here):
    assert changes_since({}, scenario_of(find_place(HERE), horizon=2050)) == ("engine", "assumptions", "data")


def test_a_scenario_whose_data_are_gone_has_no_path_today(here):
    kept = keep_scenario(by=None, place=here, document=a_document(a_lever("deep_renovation", 100)))
    assert chosen_of(kept) is not None
    OwnQuantity.objects.filter(kind=OwnQuantity.Kind.PIVOT).delete()
    assert chosen_of(kept) is None


def test_a_document_without_place_nor_state_is_not_opened(db):
    with pytest.raises(DomainError, match="ni son lieu, ni ses quantités de départ"):
        open_scenario(a_document(place=""))


def test_the_scenario_in_which_nothing_is_chosen_is_the_trend(here):
    scenario = scenario_of(find_place(HERE), horizon=2040)
    assert (scenario.levers, scenario.horizon, scenario.national) == ((), 2040, None)
    assert scenario.state is find_place(HERE).computed


# --- The page of levers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "places"),
    [
        (a_document(), []),
        (a_document(replace(LEVER, territories=(HERE,))), []),
        (a_document(LEVER, replace(LEVER, key="b")), ["levers.b.kind"]),
        (a_document(replace(LEVER, diffusion=Diffusion.S_CURVE)), [f"levers.{LEVER.key}.diffusion"]),
        (a_document(replace(LEVER, values={"price_oil": 1.0})), [f"levers.{LEVER.key}.values"]),
        (a_document(replace(LEVER, territories=(THERE,))), [f"levers.{LEVER.key}.territories"]),
        (a_document(replace(LEVER, territories=(HERE, THERE))), [f"levers.{LEVER.key}.territories"]),
        (a_document(is_flat=True), ["trend"]),
        (a_document(assumptions={"price_oil": OwnAssumption(value=0.1, reason="x")}), []),
        (
            a_document(assumptions={"price_oil": OwnAssumption(value=0.1, reason="x", by_year=((2030, 0.1),))}),
            ["assumptions.price_oil.by_year"],
        ),
    ],
)
def test_what_a_page_of_levers_would_lose_is_named_at_its_place(here, document, places):
    assert [fault.place for fault in beyond_sliders(document, find_place(HERE))] == places


@pytest.mark.parametrize("quantity", [50.0, 12.5, 1e-7, 1_234_567.25])
def test_the_parameters_of_a_document_make_its_choices_again(here, quantity):
    document = a_document(replace(LEVER, quantity=quantity, start=2027, end=2041), horizon=2040)
    fields = parameters_of(document)
    assert fields["h"] == "2040"
    assert "e-" not in fields["q.heating_one_degree"]
    assert "p" not in fields
    trial = try_out(find_place(HERE), fields)
    if quantity <= 100:
        (lever,) = trial.result.scenario.levers
        assert (lever.quantity, lever.start, lever.end) == (quantity, 2027, 2041)


def test_the_national_path_and_own_values_are_parameters_too():
    own = {"price_oil": OwnAssumption(value=0.125, reason="facture")}
    fields = parameters_of(a_document(national="lois", assumptions=own))
    assert fields["p"] == "lois"
    assert [value for name, value in fields.items() if name.startswith("a.")] == ["0.125"]
    assert "facture" in fields.values()


# --- What actions do -------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(here):
    return add_sheet(by=None, sheet_input=SheetInput(typed={"title": "Rénover"}, carriers=[here]))


def action(**changes) -> ActionLeverInput:
    fields = {"kind": "deep_renovation", "quantity": 10.0, "start": 2025, "end": 2030}
    return ActionLeverInput(**fields | changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "magie"}, "aucun levier de ce nom"),
        ({"quantity": -0.1}, "positive ou nulle"),
        ({"quantity": nan}, "positive ou nulle"),
        ({"quantity": inf}, "positive ou nulle"),
        ({"kind": "heating_one_degree", "quantity": 100.1}, "100 % au plus"),
        ({"start": 1989}, "de 1990 à 2100"),
        ({"end": 2101}, "de 1990 à 2100"),
        ({"start": 2030}, "la fin vient après le début"),
        ({"start": 2031}, "la fin vient après le début"),
        ({"diffusion": Diffusion.BY_LIST}, "un total et deux années"),
    ],
)
def test_an_action_that_cannot_be_computed_is_refused_whole_and_what_was_said_stays(sheet, changes, words):
    set_action_levers(by=None, sheet=sheet, lever_inputs=[action(kind="carpooling")])
    with pytest.raises(InvalidActionLeverError, match=words):
        set_action_levers(by=None, sheet=sheet, lever_inputs=[action(kind="less_travel"), action(**changes)])
    assert [row.kind for row in levers_of_sheet(sheet.slug)] == ["carpooling"]


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": 0.0},
        {"quantity": 1e9},
        {"kind": "heating_one_degree", "quantity": 100.0},
        {"start": 1990, "end": 1991},
        {"start": 2099, "end": 2100},
    ],
)
def test_the_bounds_of_an_action_are_taken(sheet, changes):
    (kept,) = set_action_levers(by=None, sheet=sheet, lever_inputs=[action(source=" délibération ", **changes)])
    row = ActionLever.objects.get()
    assert (row.quantity, row.start, row.end) == (kept.quantity, kept.start, kept.end)
    assert row.source == "délibération"


def test_a_lever_is_said_once_in_a_sheet(sheet):
    with pytest.raises(InvalidActionLeverError, match="une seule fois par fiche"):
        set_action_levers(by=None, sheet=sheet, lever_inputs=[action(), action(quantity=20.0)])
    assert not ActionLever.objects.exists()


def test_what_is_said_takes_the_place_of_what_was_and_the_journal_counts_it(sheet):
    for kinds in (("deep_renovation", "carpooling"), ("less_travel",), ()):
        set_action_levers(by=None, sheet=sheet, lever_inputs=[action(kind=kind) for kind in kinds])
        assert tuple(row.kind for row in levers_of_sheet(sheet.slug)) == kinds
    summaries = JournalEntry.objects.filter(act="set_action_levers").order_by("pk").values_list("summary", flat=True)
    assert [text.rpartition(" ")[2] for text in summaries] == ["2", "1", "0"]


def test_what_is_said_of_a_sheet_leaves_what_another_sheet_does(here, sheet):
    other = add_sheet(by=None, sheet_input=SheetInput(typed={"title": "Rouler"}, carriers=[here]))
    set_action_levers(by=None, sheet=other, lever_inputs=[action(kind="carpooling")])
    set_action_levers(by=None, sheet=sheet, lever_inputs=[action()])
    set_action_levers(by=None, sheet=sheet, lever_inputs=[])
    assert [(row.sheet, row.kind) for row in ActionLever.objects.all()] == [(other, "carpooling")]


def test_the_actions_of_a_place_are_those_of_the_sheets_that_it_carries(both, sheet):
    set_action_levers(by=None, sheet=sheet, lever_inputs=[action()])
    assert [row.sheet for row in action_levers(find_place(HERE), reader=OPERATOR)] == [sheet]
    assert [row.sheet for row in action_levers(find_place("essai"), reader=OPERATOR)] == [sheet]
    assert action_levers(find_place(THERE), reader=OPERATOR) == []


def test_a_lever_that_is_gone_from_the_library_is_left_out(sheet):
    ActionLever.objects.create(sheet=sheet, kind="magie", quantity=1, start=2025, end=2030)
    assert levers_of_sheet(sheet.slug) == []
    assert action_levers(find_place(HERE), reader=OPERATOR) == []


@pytest.mark.parametrize(("who", "writes"), [("officer", True), ("reader", False), ("outsider", False)])
def test_those_who_write_a_sheet_say_what_it_does(people, sheet, who, writes):
    assert writes_sheet(getattr(people, who), sheet.slug) is writes
    assert not writes_sheet(getattr(people, who), "aucune")


def test_a_scenario_that_asks_for_too_much_is_not_kept(here):
    with pytest.raises(InvalidScenarioError):
        keep_scenario(by=None, place=here, document=a_document(a_lever("deep_renovation", 1e9)))
    assert not KeptScenario.objects.exists()
