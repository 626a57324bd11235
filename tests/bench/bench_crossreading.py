"""Plans read across: the matrix of 12 plans, suggestions for one plan of 200, contradictions of a network of 200."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from autan.cooperation.crossreading.core.alignments import suggest
from autan.cooperation.crossreading.models import Alignment
from autan.cooperation.crossreading.queries.contradictions import network_contradictions
from autan.cooperation.crossreading.queries.passages import network_passages
from autan.cooperation.crossreading.queries.readings import frame_of, network_reading, passages_to_read, read_network
from autan.cooperation.crossreading.queries.statements import network_statements
from autan.ground.wordings import Text
from autan.people.individuals.actions import individual_named
from autan.plans.action_search.lake.filed_actions import filed_actions
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import content_of
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.perimeters.lake.register import membership_frame
from tests.bench.measures import Measure, median_seconds

SMALL, LARGE = (12, 150), (200, 100)
_TARGETS = (
    {"quantity": "ghg", "part": "total", "kind": "change", "value": "-40", "unit": "pct", "base_year": "2015"},
    {"quantity": "ghg", "part": "residential", "kind": "change", "value": "-50", "unit": "pct", "base_year": "2010"},
    {"quantity": "final_energy", "part": "total", "kind": "change", "value": "-20", "unit": "pct", "base_year": "2015"},
)


def run() -> list[Measure]:
    """Matrix under 100 ms, suggestions under 2 s, contradictions under 3 s; what is made is undone."""
    settings.ALLOWED_HOSTS = ["testserver"]
    measures: list[Measure] = []
    with transaction.atomic():
        _make("lecture-petite", *SMALL)
        _make("lecture-grande", *LARGE, after=SMALL[0])
        page = reverse("crossreading:matrix", kwargs={"slug": "lecture-petite"})
        client = Client()
        assert client.get(page).status_code == 200
        measures.append(_timed("matrix of 12 plans x 150 actions", lambda: client.get(page), 0.100))
        measures.append(_timed("the same, once something changed", lambda: _read_again(client, page), 0.300))
        reading = network_reading("lecture-grande")
        waiting = next(plan for plan in reading.corpus.plans.values() if plan)
        Alignment.objects.filter(plan=waiting).delete()
        read_network.cache_clear()
        reading = network_reading("lecture-grande")
        passages_to_read(reading, waiting)  # the index of similar actions is made once
        measures.append(
            _timed("suggestions for one plan among 200 x 100", lambda: passages_to_read(reading, waiting), 2.0)
        )
        measures.append(_timed("contradictions of 200 plans", lambda: network_contradictions("lecture-grande"), 3.0))
        plain = median_seconds(_every_pair, runs=3)
        text = "for comparison: every pair of the network"
        measures.append(Measure(name="the same, plainly", result=f"{plain * 1000:.0f} ms", goal=text, is_met=True))
        transaction.set_rollback(True)
    return measures


def _read_again(client: Client, page: str) -> None:
    read_network.cache_clear()
    client.get(page)


def _make(slug: str, plans: int, actions: int, *, after: int = 0) -> Network:
    """A network of members with one plan each, whose actions are filed ones, all of them aligned by their words."""
    network = create_network(by=None, slug=slug, name=Text("Mesure", "Bench"), is_invented=True)
    sirens = sorted(membership_frame()["siren"].unique().to_list())[after : after + plans]
    known = set(Territory.objects.values_list("siren", flat=True))
    Territory.objects.bulk_create(
        Territory(siren=siren, name=siren, short_name=siren, kind="CC") for siren in sirens if siren not in known
    )
    places = list(Territory.objects.filter(siren__in=sirens).order_by("siren"))
    Membership.objects.bulk_create(
        Membership(network=network, territory=place, certainty=Certainty.CONFIRMED, rank=rank)
        for rank, place in enumerate(places)
    )
    made = Plan.objects.bulk_create(
        Plan(slug=f"{slug}-{place.siren}", title=f"PCAET {place.siren}", kind="pcaet", is_published=True)
        for place in places
    )
    Plan.subjects.through.objects.bulk_create(
        Plan.subjects.through(plan_id=plan.pk, territory_id=place.pk) for plan, place in zip(made, places, strict=True)
    )
    titles = [action.title[:300] for action in filed_actions()]
    sheets = ActionSheet.objects.bulk_create(
        ActionSheet(
            slug=f"{plan.slug}-{rank}",
            plan=plan,
            title=titles[(number * actions + rank) % len(titles)],
            status="done" if rank % 5 == 0 else "ongoing",
            themes="|",
        )
        for number, plan in enumerate(made)
        for rank in range(actions)
    )
    carriers: Any = ActionSheet.carriers.through
    by_plan = {plan.pk: place.pk for plan, place in zip(made, places, strict=True)}
    carriers.objects.bulk_create(
        carriers(actionsheet_id=sheet.pk, territory_id=by_plan[sheet.plan_id or 0]) for sheet in sheets
    )
    _lines(made)
    _align(network)
    return network


def _lines(plans: list[Plan]) -> None:
    """Targets with base values, and observations that some contradict."""
    PlanLine.objects.bulk_create(
        PlanLine(plan=plan, section="targets", key=f"{rank}", typed={**typed, "base_value": "100", "horizon": "2030"})
        for plan in plans
        for rank, typed in enumerate(_TARGETS)
    )
    PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan,
            section="observations",
            key=f"o{year}",
            typed={
                "quantity": "ghg",
                "part": "total",
                "year": str(year),
                "unit": "ktCO2e",
                "value": str(100 + (number % 5) * 4),
            },
        )
        for number, plan in enumerate(plans)
        for year in range(2015, 2024)
    )
    for plan in plans:
        plan.digest = content_of(plan).held.digest.as_json()
    Plan.objects.bulk_update(plans, ["digest"])


def _align(network: Network) -> None:
    frame = frame_of(network)
    found = [(passage, suggest(passage, frame)) for passage in network_passages(network.slug).passages]
    Alignment.objects.bulk_create(
        Alignment(
            network=network,
            passage=passage.key,
            plan=passage.plan,
            text=passage.text,
            fingerprint=passage.fingerprint,
            frame_version=frame.version,
            domains=list(told.domains) if told else [],
            theme=told.theme if told else "",
            is_accepted=told is not None,
            by=individual_named("Mesure"),
        )
        for passage, told in found
    )


def _every_pair() -> None:
    """The plain way: every statement beside every other of the network, of which those of one thing are then kept."""
    sirens = list(Membership.objects.filter(network__slug="lecture-grande").values_list("territory__siren", flat=True))
    held = network_statements("lecture-grande", sirens)
    same = (
        (one, other)
        for one, other in combinations(held, 2)
        if (one.siren, one.quantity, one.part) == (other.siren, other.quantity, other.part)
    )
    assert sum(one.value != other.value for one, other in same) > 0


def _timed(name: str, act: Callable[[], object], goal: float) -> Measure:
    seconds = median_seconds(act)
    return Measure(
        name=name, result=f"{seconds * 1000:.0f} ms", goal=f"under {goal * 1000:.0f} ms", is_met=seconds < goal
    )
