"""The states that what two networks hold can be in: public, over, published, kept inside, withdrawn, real."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from autan.cooperation.lessons.models import Lesson, Need
from autan.cooperation.minutes.models import Minutes, MinutesVersion
from autan.cooperation.working_group.models import Body, Decision, Meeting
from autan.cooperation.workshops.models import Note, Workshop
from autan.foresight.scenarios.models import KeptScenario, TableWorkshop
from autan.plans.indicators.models import Indicator
from autan.plans.plans.models import Plan
from autan.plans.projects.models import ActionSheet
from autan.publishing.editions.models import Edition, Publication
from autan.survey.campaigns.models import Campaign, SectionValidation
from autan.territories.networks.models import Territory


def is_public() -> None:
    """The coordination gave the results to all while the campaign runs."""
    Campaign.objects.update(results_are_public=True)


def is_over() -> None:
    """The same, once it is closed."""
    is_public()
    yesterday = timezone.localdate() - timedelta(days=1)
    Campaign.objects.update(opened_on=yesterday - timedelta(days=9), closed_on=yesterday, closed_at=timezone.now())


def is_published() -> None:
    """Everything that can be published is."""
    today = timezone.localdate()
    published: tuple[Any, ...] = (Plan, ActionSheet, Indicator, KeptScenario, TableWorkshop, Need)
    for model in published:
        model.objects.update(is_published=True)
    Lesson.objects.update(is_published=True, published_on=today, confirmed_on=today)
    public: tuple[Any, ...] = (Body, Meeting, Decision)
    for group in public:
        group.objects.update(is_public=True)
    written: tuple[Any, ...] = (Minutes, MinutesVersion)
    for minutes in written:
        minutes.objects.update(phase="published")
    Minutes.objects.update(published_on=today, settled_on=today)
    edition = Edition.objects.get()
    Edition.objects.update(state="published")
    Publication.objects.update(source=edition.source, published_on=today, formats=["html"])


def is_kept_inside() -> None:
    """What holds is published, what it holds is not."""
    is_published()
    ActionSheet.objects.update(is_published=False)
    inside: tuple[Any, ...] = (Meeting, Decision)
    for taken in inside:
        taken.objects.update(is_public=False)
    written: tuple[Any, ...] = (Minutes, MinutesVersion)
    for minutes in written:
        minutes.objects.update(phase="amended")
    Minutes.objects.update(published_on=None)


def is_withdrawn() -> None:
    """What was published is withdrawn, cancelled or made invalid again."""
    is_published()
    is_public()
    now, today = timezone.now(), timezone.localdate()
    Edition.objects.update(withdrawn_on=today)
    Decision.objects.update(withdrawn_on=today)
    Note.objects.update(withdrawn_at=now)
    SectionValidation.objects.update(withdrawn_at=now)
    Workshop.objects.update(status="cancelled")


def is_real() -> None:
    """The same territories, as if they were true ones."""
    is_published()
    Territory.objects.update(is_invented=False)
