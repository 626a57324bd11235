"""What is published of plans: those that are out, never a draft."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.core.texts import Text
from autan.evidence.presenters.published import INVENTED_COLUMN, NETWORK_COLUMN, column
from autan.extension_points import ColumnKind, PublishedTable
from autan.plans.core.plans import PlanKind, PlanScope
from autan.plans.core.steps import StepKind, StepStatus
from autan.plans.queries.plans import published_plans

_STEPS = {
    StepKind.DECISION.value: Text("décision d’élaborer le plan", "decision to draw up the plan"),
    StepKind.DIAGNOSIS.value: Text("diagnostic", "diagnosis"),
    StepKind.STRATEGY.value: Text("stratégie", "strategy"),
    StepKind.PROGRAMME.value: Text("programme d’actions", "programme of actions"),
    StepKind.ADOPTION.value: Text("adoption", "adoption"),
    StepKind.IMPLEMENTATION.value: Text("mise en œuvre", "implementation"),
    StepKind.MIDTERM_REPORT.value: Text("bilan à mi-parcours", "mid-term report"),
    StepKind.EVALUATION.value: Text("évaluation finale", "final evaluation"),
}
_STATUSES = {
    StepStatus.PLANNED.value: Text("prévue", "planned"),
    StepStatus.ONGOING.value: Text("en cours", "under way"),
    StepStatus.DONE.value: Text("faite", "done"),
}


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for held in published_plans(slug):
        plan, digest = held.heading, held.digest
        yield (
            slug,
            plan.slug,
            plan.title,
            plan.kind.value,
            plan.scope.value if plan.scope else None,
            " ".join(plan.sirens) or None,
            plan.carrier or None,
            plan.follows or None,
            digest.stage.kind.value if digest.stage else None,
            digest.stage.status.value if digest.stage else None,
            digest.end or None,
            digest.completeness_pct,
            plan.is_invented,
        )


PUBLISHED_PLANS = PublishedTable(
    name="plans",
    rank=60,
    title=Text("Plans climat", "Climate plans"),
    description=Text("Un plan publié par ligne ; un brouillon n’en a pas.", "One published plan a row; never a draft."),
    columns=(
        NETWORK_COLUMN,
        column("plan", ("Plan", "Plan"), ("Identifiant du plan.", "Identifier of the plan."), is_filter=True),
        column("title", ("Titre", "Title"), ("Titre du plan.", "Title, in French.")),
        column(
            "kind",
            ("Nature", "Kind"),
            ("Nature du plan.", "Sort of plan."),
            codes={kind.value: kind.label for kind in PlanKind},
            is_filter=True,
        ),
        column(
            "scope",
            ("Périmètre d’action", "Scope"),
            ("Ce sur quoi il agit ; vide si aucune source ne le dit.", "What it acts on, or empty."),
            codes={scope.value: scope.label for scope in PlanScope},
        ),
        column(
            "sirens",
            ("SIREN des collectivités", "SIREN of the authorities"),
            ("Séparés par une espace ; vide pour un plan du réseau.", "Separated by a space; or empty."),
        ),
        column(
            "carrier",
            ("Porteur", "Carrier"),
            ("Qui porte le plan, s’il n’est pas la collectivité.", "Who carries it, in French, or empty."),
        ),
        column(
            "follows",
            ("Plan précédent", "Plan before"),
            ("Identifiant du plan qu’il suit.", "Identifier of the plan that it follows."),
        ),
        column(
            "stage",
            ("Étape", "Stage"),
            ("Dernière étape connue ; vide si aucune ne l’est.", "Last known step, or empty."),
            codes=_STEPS,
        ),
        column(
            "stage_status",
            ("Avancement de l’étape", "Status of the stage"),
            ("Où en est cette étape.", "Where this step stands."),
            codes=_STATUSES,
        ),
        column("ends", ("Fin", "End"), ("Date de fin, telle qu’elle est connue.", "Date of its end, as it is known.")),
        column(
            "completeness_pct",
            ("Renseigné à", "Filled in"),
            ("Part du plan qui est renseignée ici.", "Share of the plan that is filled in here."),
            kind=ColumnKind.INTEGER,
            unit="pct",
        ),
        INVENTED_COLUMN,
    ),
    key=("network", "plan"),
    rows=_rows,
)
