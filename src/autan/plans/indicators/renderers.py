"""The message that reminds somebody of the indicators that she owns, in French."""

from collections.abc import Sequence

from django.urls import reverse

from autan.people.accounts.renderers import PersonalEmail, render_personal_email
from autan.plans.indicators.core.findings import HealthFinding
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import definition_of


def render_reminder(owned: Sequence[tuple[Indicator, HealthFinding]], *, site: str) -> PersonalEmail:
    """Return the message to the owner of some indicators of one territory that wait for a value."""
    first = owned[0][0]
    lines = [(definition_of(indicator).label.fr, finding.evidence.fr) for indicator, finding in owned]
    return render_personal_email(
        "indicators/mail/reminder.txt",
        name=first.owner_name,
        place=first.territory,
        lines=lines,
        grid=site + reverse("indicators:grid", kwargs={"siren": first.territory.siren}),
    )
