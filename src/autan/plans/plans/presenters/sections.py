"""What the room gives to shared pages: the entry of the menu, lines of the desk, and what a search finds."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.ground.extension_points import (
    DeskItem,
    DeskLine,
    DueDay,
    MenuEntry,
    NetworkStep,
    NetworkStepView,
    PersonDays,
    SearchHit,
    SearchSource,
    StepDay,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import colon, day, name_some, number, words
from autan.plans.plans.core.figures import LINE_KIND, PLAN_KIND
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.importers.definitions import plan_sections
from autan.plans.plans.presenters.calendar import CLOSED
from autan.plans.plans.presenters.evidence_kinds import line_card
from autan.plans.plans.queries.deadlines import plan_deadlines
from autan.plans.plans.queries.plans import plans_of, published_plans, searched_lines, searched_plans
from autan.territories.networks.models import Mandate
from autan.territories.networks.queries.networks import network_members
from autan.territories.networks.queries.people import territories_of

_LATE_RANK, _SOON_RANK = 25, 45
_MOST_PLANS, _MOST_LINES = 20, 8
_IN_A_PLAN = 0.5  # what is written in a plan weighs less than what has a page of its own
_PAST = frozenset({DeadlineStatus.PASSED, DeadlineStatus.NOT_DONE})


def plan_lines(person: Any) -> Iterable[DeskItem]:
    """Lead an officer to what falls due within six months in the plans of her territories, or is past.

    Of what is past and not known here, she may say what became of it: it is asked, and not called late.
    """
    for territory in territories_of(person, Mandate.Role.MEMBER_OFFICER):
        plans = {plan.heading.slug: plan.heading for plan in plans_of(territory.siren, reader=person)}
        for deadline in plan_deadlines(list(plans.values()), today=timezone.localdate()):
            if deadline.status in _PAST or deadline.judged.is_soon:
                fields = {"state": words(deadline.judged.words), "day": day(deadline.due)}
                yield DeskItem(
                    title=f"{plans[deadline.plan].title}{colon()} {words(deadline.label)}",
                    url=reverse("plans:plan", kwargs={"slug": deadline.plan}),
                    detail=_("%(state)s, le %(day)s") % fields,
                    rank=_LATE_RANK if deadline.status is DeadlineStatus.NOT_DONE else _SOON_RANK,
                )


def plan_days(person: Any, today: date) -> Iterable[DueDay]:
    """Give what falls due in the plans of an officer’s territories, met ones apart."""
    for territory in territories_of(person, Mandate.Role.MEMBER_OFFICER):
        plans = {plan.heading.slug: plan.heading for plan in plans_of(territory.siren, reader=person)}
        for deadline in plan_deadlines(list(plans.values()), today=today):
            if deadline.status not in CLOSED:
                yield DueDay(
                    uid=f"plan-{deadline.plan}-{deadline.code}",
                    day=deadline.due,
                    title=words(deadline.label),
                    url=reverse("plans:plan", kwargs={"slug": deadline.plan}),
                    detail=plans[deadline.plan].title,
                )


def search_plans(text: str, _reader: Any) -> Sequence[SearchHit]:
    """Return the published plans whose title a text names. One query."""
    kinds, invented, rows = searched_plans()
    rated = rate_each(search_words(text), rows)
    return [
        SearchHit(
            title=title,
            url=reverse("plans:plan", kwargs={"slug": slug}),
            kind=words(PlanKind(kinds[slug]).label),
            score=score,
            ref=f"{PLAN_KIND}:{slug}",
            is_invented=slug in invented,
        )
        for (slug, title), score in islice(rated.items(), _MOST_PLANS)
    ]


def search_lines(text: str, _reader: Any) -> Sequence[SearchHit]:
    """Return the lines of published plans that hold the words of a text, under the plans themselves. One query."""
    _kinds, invented, _plans = searched_plans()
    lines, rows = searched_lines()
    best = dict(islice(rate_each(search_words(text), rows).items(), _MOST_LINES))
    cards = {key: line_card(key, lines[key]) for key in best}
    return [
        SearchHit(
            title=words(cards[key].title),
            url=f"{reverse('plans:plan', kwargs={'slug': lines[key].plan.slug})}#{lines[key].section}",
            kind=_("Ligne d’un plan"),
            excerpt=words(cards[key].statement),
            score=score * _IN_A_PLAN,
            ref=f"{LINE_KIND}:{key}",
            is_invented=lines[key].plan.slug in invented,
        )
        for key, score in best.items()
    ]


def plans_step(slug: str, _reader: Any) -> NetworkStepView:
    """How many plans are published, which members and sections nothing is said of, what falls due. Five queries."""
    plans, members, today = published_plans(slug), network_members(slug), timezone.localdate()
    names = {member.siren: member.short_name for member in members}
    holders = {plan.heading.slug: [names[siren] for siren in plan.heading.sirens if siren in names] for plan in plans}
    stated = {section for plan in plans for section in (*plan.digest.sections, *plan.digest.complete)}
    lacks = {
        _("Aucun plan renseigné ici\u00a0: %(names)s."): [
            name for name in names.values() if all(name not in holder_names for holder_names in holders.values())
        ],
        _("Rubriques qu’aucun plan ne remplit\u00a0: %(names)s."): [
            words(section.label) for section in plan_sections() if plans and section.code not in stated
        ],
    }
    known = ngettext("%(count)s plan publié.", "%(count)s plans publiés.", len(plans)) % {"count": number(len(plans))}
    return NetworkStepView(
        title=_("Plans"),
        is_done=bool(plans),
        known=known if plans else _("Aucun plan publié."),
        lacks=tuple(sentence % {"names": name_some(missing)} for sentence, missing in lacks.items() if missing),
        days=tuple(
            StepDay(day=deadline.due, what=words(deadline.label), who=name_some(holders[deadline.plan]))
            for deadline in plan_deadlines([plan.heading for plan in plans], today=today)
            if deadline.due >= today and deadline.status not in CLOSED
        ),
        url=reverse("network_plans:register", kwargs={"slug": slug}),
        label=_("Ouvrir le registre des plans"),
    )


PAGE_EXTENSIONS = (
    NetworkStep(rank=30, build=plans_step, code="plans", menu="network_plans:home"),
    DeskLine(build=plan_lines),
    PersonDays(build=plan_days),
    SearchSource(name="plans", search=search_plans, kinds=("plan",)),
    SearchSource(name="plan-lines", search=search_lines),
    MenuEntry(
        label=gettext_lazy("Plans"),
        url_name="network_plans:home",
        rank=35,
        also=("plans:", "network_plans:", "obligations:"),
        network_key="reseau",
    ),
)
