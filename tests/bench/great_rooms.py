"""What the other rooms of the great network hold: plans, actions, needs, workshops, decisions, indicators, codings."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from autan.coding.codings.actions.codebooks import add_corpus, record_codebook
from autan.coding.codings.queries.codebooks import shipped_codebooks
from autan.cooperation.crossreading.models import Proposal
from autan.cooperation.lessons.actions.lessons import LessonInput, add_lesson
from autan.cooperation.lessons.core.lessons import LessonContent
from autan.cooperation.lessons.models import Need, NeedAnswer, Offer
from autan.cooperation.workshops.models import Note, Workshop
from autan.evidence.figures.models import Fact, Source
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.mail.models import OutgoingMessage
from autan.plans.action_files.actions.intake import add_rows
from autan.plans.indicators.core.values import YearValue
from autan.plans.indicators.models import Indicator
from autan.plans.plans.core.digests import digest_plan
from autan.plans.plans.importers.definitions import plan_sections
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import read_lines
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network, Territory
from tests.bench import bench_working_group
from tests.bench.bench_plans import LINES as PLAN_LINES
from tests.bench.bench_projects import ACTIONS, PLANS, action_row
from tests.bench.great_network import CAMPAIGN, SLUG

JOINT, NEEDS, LESSONS, WORKSHOPS, NOTES, FACTS, MESSAGES = 600, 1_000, 300, 200, 20, 2_000, 2_000


def fill_rooms() -> None:
    """Fill every room that grows with the members of the great network, once."""
    network = Network.objects.get(slug=SLUG)
    places = list(Territory.objects.filter(memberships__network=network).order_by("siren"))
    fill_plans(places)
    _actions(places)
    _needs(network, places)
    _lessons(network, places)
    _workshops(network, places)
    bench_working_group.fill(network, timezone.localdate())
    _proposals(network)
    _indicators(places)
    _codings(network)
    _facts(places)
    _messages()


def fill_plans(places: list[Territory]) -> None:
    """One published plan a member, with steps, money, targets and links."""
    plans = Plan.objects.bulk_create(
        Plan(
            slug=f"grand-{place.siren}", title=f"PCAET {place.name}", kind="pcaet", scope="territory", is_published=True
        )
        for place in places
    )
    subjects = Plan.subjects.through
    subjects.objects.bulk_create(
        subjects(plan_id=plan.pk, territory_id=place.pk) for plan, place in zip(plans, places, strict=True)
    )
    rows = [(section, key, typed) for section, key, typed in PLAN_LINES]
    PlanLine.objects.bulk_create(
        PlanLine(plan=plan, section=section, key=key, typed=typed) for plan in plans for section, key, typed in rows
    )
    lines = read_lines([PlanLine(section=section, key=key, typed=typed) for section, key, typed in rows])
    digest = digest_plan(plans[0].as_core(), plan_sections(), lines).as_json()
    Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(digest=digest)


def _actions(places: list[Territory]) -> None:
    """A hundred actions in each of two hundred plans; some carried by two members, in no plan."""
    fill_actions(places[:PLANS], ACTIONS)
    sheets = ActionSheet.objects.bulk_create(
        ActionSheet(slug=f"conjointe-{rank}", title=f"Action conjointe {rank}", typed={"title": f"Conjointe {rank}"},
                    themes="|mobility|", status="ongoing")
        for rank in range(JOINT)
    )  # fmt: skip
    carriers: Any = ActionSheet.carriers.through
    carriers.objects.bulk_create(
        carriers(actionsheet_id=sheet.pk, territory_id=places[(rank * 2 + side) % len(places)].pk)
        for rank, sheet in enumerate(sheets)
        for side in range(2)
    )


def fill_actions(places: list[Territory], actions: int) -> None:
    """Some actions in the plan of each member."""
    author = individual_named(SYSTEM_NAME).pk
    for number, place in enumerate(places):
        rows = [action_row(rank, f"Action {rank} du plan {number}") for rank in range(actions)]
        add_rows(Plan.objects.get(slug=f"grand-{place.siren}"), rows, author_id=author)


def _needs(network: Network, places: list[Territory]) -> None:
    today = timezone.localdate()
    needs = Need.objects.bulk_create(
        Need(network=network, territory=places[rank % len(places)], slug=f"besoin-{rank}", kind="technical",
             title=f"Besoin d’aide numéro {rank}", words="Nous cherchons un modèle de marché et des retours.",
             themes="|mobility|", asked_on=today - timedelta(days=rank % 700), is_published=rank % 3 != 0)
        for rank in range(NEEDS)
    )  # fmt: skip
    NeedAnswer.objects.bulk_create(
        NeedAnswer(need=need, territory=places[-rank], on=today, words="Voici le nôtre.")
        for rank, need in enumerate(needs[: NEEDS // 2])
    )
    Offer.objects.bulk_create(
        Offer(network=network, territory=places[rank], slug=f"offre-{rank}", kind="technical",
              title=f"Offre d’appui numéro {rank}", offered_on=today, is_published=True)
        for rank in range(NEEDS // 3)
    )  # fmt: skip


def _lessons(network: Network, places: list[Territory]) -> None:
    for rank in range(LESSONS):
        content = LessonContent(title=f"Ce que le chantier {rank} a appris")
        lesson_input = LessonInput(content=content, territory=places[rank])
        add_lesson(by=None, network=network, lesson_input=lesson_input, slug=f"grand-{rank}")


def _workshops(network: Network, places: list[Territory]) -> None:
    """Visits that were held, each with its notes, and a project of every fifth host."""
    now = timezone.now()
    workshops = Workshop.objects.bulk_create(
        Workshop(slug=f"grand-{rank}", network=network, title=f"Visite {rank}", format="visit", status="held",
                 host=places[rank], day=date(2025, 1, 1) + timedelta(days=rank), link_token=f"grand{rank:038}")
        for rank in range(WORKSHOPS)
    )  # fmt: skip
    Note.objects.bulk_create(
        Note(workshop=workshop, identifier=f"{workshop.pk}-{rank}", moment="ambition", kind="fact",
             text=f"Note {rank} de la visite", written_at=now, version=rank + 1)
        for workshop in workshops
        for rank in range(NOTES)
    )  # fmt: skip


def _proposals(network: Network) -> None:
    Proposal.objects.bulk_create(
        Proposal(slug=f"grand-{rank}", network=network, title=f"Proposition {rank}", origin="need",
                 scale_reason="cost", scale_words="Moins cher à plusieurs")
        for rank in range(WORKSHOPS)
    )  # fmt: skip


def _indicators(places: list[Territory]) -> None:
    series = [YearValue(year=year, value=float(year), source="service").as_json() for year in range(2015, 2025)]
    Indicator.objects.bulk_create(
        Indicator(slug=f"{place.siren}-{code}", territory=place, code=code, followed_since=date(2015, 1, 1),
                  is_published=True, series=series, last_year=2024)
        for place in places
        for code in ("cycle_lanes", "energy_total", "energy_per_inhabitant")
    )  # fmt: skip


def _codings(network: Network) -> None:
    shipped = next(one for one in shipped_codebooks() if one.slug == "obstacles")
    add_corpus(
        by=None, codebook=record_codebook(by=None, network=network, codebook=shipped), address=f"{CAMPAIGN}.q0_0"
    )


def _facts(places: list[Territory]) -> None:
    source = Source.objects.create(slug="grande-source", title="Presse", producer="Presse")
    Fact.objects.bulk_create(
        Fact(id=f"G{rank}", statement_fr=f"{places[rank % len(places)].name} a délibéré ({rank}).", topic="plan",
             confidence="press", source=source, locator=f"p. {rank}")
        for rank in range(FACTS)
    )  # fmt: skip


def _messages() -> None:
    OutgoingMessage.objects.bulk_create(
        OutgoingMessage(kind="reminder", network=SLUG, to=f"p{rank}@exemple.fr", subject="Rappel", status="sent",
                        message_id=f"<{rank}@exemple.fr>")
        for rank in range(MESSAGES)
    )  # fmt: skip
