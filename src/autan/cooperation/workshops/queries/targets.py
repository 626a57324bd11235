"""Targets and axes of the plans of a network, that a workshop may be about."""

from collections.abc import Sequence

from autan.cooperation.workshops.core.formats import PlanTargetKind
from autan.cooperation.workshops.core.workshops import PlanTarget
from autan.ground.texts.language import FRENCH, in_language
from autan.plans.plans.core.sections import PlanSection, SectionLine
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import PlanLine
from autan.plans.plans.presenters.words import value_words
from autan.plans.plans.queries.plans import published_plans, read_lines
from autan.plans.projects.models import Axis

_MOST_LABEL = 300


def target_choices(network: str) -> Sequence[tuple[str, PlanTarget]]:
    """Return the targets and first axes of the published plans of a network, each with its key in a form.

    Two queries, and those of the plans.
    """
    titles = {held.heading.slug: held.heading.title for held in published_plans(network)}
    section, found = find_section("targets"), []
    with in_language(FRENCH):
        for stored in PlanLine.objects.filter(plan__slug__in=titles, section="targets").select_related("plan"):
            label = f"{_target_words(section, read_lines([stored])[0])} ({titles[stored.plan.slug]})"
            found.append(_choice(stored.plan.slug, PlanTargetKind.TARGET, stored.key, label))
        for axis in Axis.objects.filter(plan__slug__in=titles, parent__isnull=True).select_related("plan"):
            label = f"{axis.title} ({titles[axis.plan.slug]})"
            found.append(_choice(axis.plan.slug, PlanTargetKind.AXIS, str(axis.pk), label))
    return found


def _target_words(section: PlanSection, line: SectionLine) -> str:
    """The quantity of a target, the sector it is about, its value and its horizon."""
    quantity, part, value, unit, horizon = (
        value_words(section, line, field) for field in ("quantity", "part", "value", "unit", "horizon")
    )
    what = f"{quantity}, {part}" if part else quantity
    return f"{what} : {value} {unit} en {horizon}"


def _choice(plan: str, kind: PlanTargetKind, key: str, label: str) -> tuple[str, PlanTarget]:
    return f"{kind.value}:{plan}:{key}", PlanTarget(plan=plan, kind=kind, key=key, label=label[:_MOST_LABEL])
