"""What helps to decide: examples to begin from, a path beside, ranges, what plans add up to, offsets explained."""

import pytest
from django.test import Client
from django.utils import timezone

from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.engine.importers.scenarios import shipped_examples
from autan.foresight.scenarios.actions.action_levers import ActionLeverInput, set_action_levers
from autan.foresight.scenarios.actions.own_quantities import explain_offset
from autan.foresight.scenarios.models import ActionLever, KeptScenario, OffsetReason, OwnQuantity
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.trials import try_out
from autan.foresight.starting_states.core.reference_curves import OffsetCause
from autan.ground.errors import DomainError, NotAllowedError
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from tests.cast import HERE, Cast

TRY = f"/prospective/{HERE}/essayer/"
CHOSEN = {"n.deep_renovation": "2", "h": "2050"}


def _text(client: Client, address: str, status: int = 200, **fields: str) -> str:
    answer = client.get(address, fields)
    assert answer.status_code == status, answer.content.decode()[:300]
    return answer.content.decode()


@pytest.fixture
def sheet(here):
    return add_sheet(by=None, sheet_input=SheetInput(typed={"title": "Rénover les logements"}, carriers=[here]))


@pytest.fixture
def kept(client: Client, people: Cast) -> KeptScenario:
    client.force_login(people.officer)
    client.post(f"{TRY}garder/", CHOSEN | {"title": "Essai gardé"})
    return KeptScenario.objects.get()


@pytest.mark.parametrize("example", shipped_examples(), ids=lambda example: example.code)
def test_an_example_is_made_of_levels_of_levers_that_ship_and_is_computed_whole(here, example) -> None:
    assert set(example.levels) <= set(shipped_library())
    assert set(example.levels.values()) <= {1, 2, 3, 4}
    trial = try_out(find_place(HERE), {f"n.{lever}": str(level) for lever, level in example.levels.items()})
    assert trial.faults == ()
    assert trial.result.scenario.levers


def test_the_drawings_of_a_trial_leave_as_files(client: Client, here) -> None:
    assert "dessin=emissions-paths&amp;fichier=png" in _text(client, TRY, **CHOSEN)
    image = client.get(TRY, CHOSEN | {"dessin": "emissions-paths", "fichier": "svg"})
    assert image["Content-Type"] == "image/svg+xml"
    assert b"var(--" not in image.content
    table = client.get(TRY, CHOSEN | {"part": "results", "dessin": "energy-paths", "fichier": "csv"}).content.decode()
    assert table.splitlines()[1].startswith("2023;")
    assert client.get(TRY, CHOSEN | {"dessin": "triad", "fichier": "png"}).content.startswith(b"\x89PNG")


def test_a_scenario_is_set_beside_the_target_of_a_plan(client: Client, here, plan_of_here) -> None:
    code = f"plan/{plan_of_here}/ghg"
    assert f'value="{code}" selected' in _text(client, TRY, **CHOSEN, c=code)
    trial = try_out(find_place(HERE), CHOSEN | {"c": code})
    assert trial.reference is not None
    start = trial.reference.values[2023]
    assert trial.reference.values[2030] == pytest.approx(start * 60 / (100 - 40 * 8 / 15))
    assert trial.written["c"] == code
    other = try_out(find_place(HERE), CHOSEN | {"c": "plan/none/ghg"})
    assert other.reference.code == "snbc-2"
    assert [fault.place for fault in other.faults] == ["c"]


@pytest.fixture
def plan_of_here(here, people: Cast) -> str:
    """A published plan that wants 40 % less in 2030 than in 2015."""
    heading = PlanHeading(title="PCAET d’ici", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    plan = start_plan(by=None, heading=heading, subjects=[here])
    typed = {"quantity": "ghg", "part": "total", "kind": "change", "value": "-40", "unit": "pct", "horizon": "2030"}
    save_section(by=None, plan=plan, section="targets", lines=[LineInput(key="", typed=typed | {"base_year": "2015"})])
    take(PLAN, "publish_plan", plan, by=people.officer, at=timezone.now())
    return plan.slug


def test_how_sure_it_is_says_ranges_and_what_would_decide(client: Client, kept: KeptScenario) -> None:
    text = _text(client, f"/prospective/{HERE}/incertitude/", **CHOSEN, avec=kept.slug)
    assert "Huit fois sur dix" in text
    assert "P90" in text
    assert "Quelle hypothèse changerait la décision" in text
    assert "Essai gardé" in text
    _text(client, f"/prospective/{HERE}/incertitude/", 404, **CHOSEN, avec="aucun")


def test_an_action_says_what_it_does_and_enters_the_sum(client: Client, people: Cast, sheet) -> None:
    client.force_login(people.officer)
    page = f"/prospective/actions/{sheet.slug}/"
    assert "Aucune fiche-action" in _text(client, f"/prospective/{HERE}/plans/")
    assert client.post(page, _levers(quantity="1 200,5") | {"levers-1-source": "oubliée"}).status_code == 302
    assert ActionLever.objects.get().quantity == 1200.5
    assert "Dire ce qu’elle fait" in _text(client, f"/actions/{sheet.slug}/")
    plans = client.get(f"/prospective/{HERE}/plans/", {"h": "1800"})
    assert "Rénover les logements" in plans.content.decode()
    assert plans.context["horizon"] == 2050
    assert "n’est pas une année de 2024 à 2100" in plans.content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert client.get(f"/prospective/{HERE}/plans/", {"h": "2047"}).context["horizon"] == 2047


def _levers(**typed: str) -> dict[str, str]:
    """What the page of an action sends of one lever."""
    line = {"kind": "deep_renovation", "quantity": "10", "start": "2025", "end": "2030"} | typed
    counts = {"levers-TOTAL_FORMS": "4", "levers-INITIAL_FORMS": "0"}
    return counts | {f"levers-0-{name}": text for name, text in line.items()}


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("quantity", "beaucoup", "un levier, un nombre"),
        ("quantity", "-3", "positive ou nulle"),
        ("end", "2024", "la fin vient après le début"),
        ("end", "99999", "de 1990 à 2100"),
        ("kind", "magie", "magie"),
        ("kind", "", "un levier, un nombre"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    client: Client, people: Cast, sheet, field, typed, why
) -> None:
    client.force_login(people.officer)
    answer = client.post(f"/prospective/actions/{sheet.slug}/", _levers(**{field: typed}))
    assert answer.status_code == 422
    (refused,) = (form for form in answer.context["formset"] if form.errors)
    assert why in str(refused.errors.get(field) or refused.non_field_errors())
    assert not ActionLever.objects.exists()


def test_a_lever_emptied_is_taken_out_and_one_said_twice_is_refused(client: Client, people: Cast, sheet) -> None:
    client.force_login(people.officer)
    page = f"/prospective/actions/{sheet.slug}/"
    twice = _levers() | {name.replace("-0-", "-1-"): text for name, text in _levers().items() if "-0-" in name}
    assert "une seule fois" in client.post(page, twice).content.decode()
    assert client.post(page, _levers()).status_code == 302
    assert client.post(page, _levers(kind="", quantity="") | {"levers-INITIAL_FORMS": "1"}).status_code == 302
    assert not ActionLever.objects.exists()


@pytest.mark.parametrize("who", ["reader", "outsider"])
def test_others_say_nothing_of_an_action(client: Client, people: Cast, sheet, who: str) -> None:
    client.force_login(getattr(people, who))
    assert client.get(f"/prospective/actions/{sheet.slug}/").status_code == 403


def test_what_the_plans_add_up_to_stands_beside_a_target(client: Client, kept: KeptScenario, sheet) -> None:
    lever_input = ActionLeverInput(kind="deep_renovation", quantity=500, start=2025, end=2035)
    set_action_levers(by=None, sheet=sheet, lever_inputs=[lever_input])
    text = _text(client, f"/prospective/{HERE}/plans/", s=kept.slug)
    assert "De la cible, ce que les actions font" in text
    assert "Aucune action ne touche à" in text
    assert f"{TRY}?h=2050&amp;q.deep_renovation=500" in text


def test_a_kept_scenario_is_changed_and_a_stale_change_is_refused(client: Client, kept: KeptScenario) -> None:
    assert "Enregistrer ces choix" in _text(client, TRY, **CHOSEN, scenario=kept.slug)
    given = CHOSEN | {"n.deep_renovation": "4", "title": "", "revision": "1"}
    client.post(f"/prospective/scenarios/{kept.slug}/revision/", given)
    kept.refresh_from_db()
    assert (kept.revision, kept.title) == (2, "Essai gardé")
    before = kept.key
    answer = client.post(
        f"/prospective/scenarios/{kept.slug}/revision/", given | {"n.deep_renovation": "1"}, follow=True
    )
    assert "a changé depuis que vous l’avez ouvert" in answer.content.decode()
    kept.refresh_from_db()
    assert kept.key == before


def test_a_kept_scenario_is_deleted_by_those_who_keep_it(client: Client, people: Cast, kept: KeptScenario) -> None:
    address = f"/prospective/scenarios/{kept.slug}/suppression/"
    client.force_login(people.reader)
    assert client.post(address).status_code == 403
    client.force_login(people.officer)
    assert client.post(address).status_code == 302
    assert not KeptScenario.objects.exists()


def test_an_offset_is_explained_by_those_who_act_for_the_territory(here, people: Cast) -> None:
    fields = {"territory": here, "sector": "residential", "ground": OffsetCause.STRUCTURE, "text": "un bâti ancien"}
    explain_offset(by=people.officer, **fields)
    explain_offset(by=people.contributor, **fields | {"text": "un climat plus froid"})
    assert OffsetReason.objects.get().text == "un climat plus froid"
    with pytest.raises(NotAllowedError):
        explain_offset(by=people.outsider, **fields)
    for wrong in ({"text": " "}, {"sector": "moon"}):
        with pytest.raises(DomainError):
            explain_offset(by=people.officer, **fields | wrong)


def test_the_reason_of_an_offset_is_shown_where_the_offset_is(client: Client, here, people: Cast) -> None:
    explain_offset(by=people.officer, territory=here, sector="residential", ground=OffsetCause.LUCK, text="un gel doux")
    assert "un hasard favorable" in _text(client, f"/prospective/{HERE}/references/")


def test_a_kept_scenario_whose_stock_is_no_longer_counted_still_opens(client: Client, people: Cast) -> None:
    client.force_login(people.officer)
    client.post(f"{TRY}garder/", {"q.carpooling": "1000000", "title": "Essai"})
    kept = KeptScenario.objects.get()
    OwnQuantity.objects.filter(code="car_passenger_km").delete()
    for page in (f"/prospective/scenarios/{kept.slug}/", f"/prospective/{HERE}/plans/?s={kept.slug}"):
        assert client.get(page, follow=True).status_code == 200
    assert "non connu ici" in _text(client, TRY, **{"q.carpooling": "1000000"})
