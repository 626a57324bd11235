"""Filed actions: what plans deposited nationally say that they do, title by title, as they were filed."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.texts.core.labelled import Labelled
from autan.plans.projects.core.themes import ActionTheme


class CarrierKind(Labelled):
    """Who carries a filed action."""

    CARRIER = "carrier", "collectivité porteuse", "authority of the plan"
    MUNICIPALITIES = "municipalities", "communes", "municipalities"
    PUBLIC_BODY = "public_body", "établissement public local", "local public body"
    CHAMBER = "chamber", "chambre consulaire", "chamber"
    COMPANY = "company", "entreprise", "company"
    ASSOCIATION = "association", "association", "association"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPlan:
    """One filing of a plan.

    Attributes:
        id: number of the approach in the national filings.
        family: number of the first filing of the same plan.
        created_on: day on which the approach was created on the platform, ISO; empty when unknown.
    """

    id: str
    family: str
    sirens: tuple[str, ...]
    carriers: str
    name: str
    population: int | None
    state: str
    created_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledAction:
    """One action of a plan, shown once whatever the number of its filings.

    Attributes:
        ids: filings that hold it, the first one first.
        rank: its place in the first one.
        title: its title, as filed; e-mails, telephones and names of persons masked.
        domains: themes of the domains that it was filed under; empty for those of none.
    """

    ids: tuple[str, ...]
    rank: int
    title: str
    domains: tuple[ActionTheme, ...]
    carriers: tuple[CarrierKind, ...]

    @property
    def key(self) -> str:
        """Identifier of the action: `1006-12`."""
        return f"{self.ids[0]}-{self.rank}"


def latest_filing(plans: Sequence[FiledPlan]) -> FiledPlan:
    """Return the filing of a plan that says most: the one that is not a draft, else the last."""
    adopted = [plan for plan in plans if plan.state in {"Mise en oeuvre", "Définitif"}]
    return max(adopted or plans, key=lambda plan: int(plan.id))
