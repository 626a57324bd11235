"""Writes the decisions on alerts: accepted, explained, corrected, opened again. Nothing of the data is changed."""

from autan.ground.errors import RuleError
from autan.opendata.data_quality.core.alerts import DecisionKind, QualityAlert
from autan.opendata.observatory.models import AlertDecision, OwnValue
from autan.opendata.updates.actions.own_values import record_own_value
from autan.opendata.updates.core.own_value_checks import GivenValue
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.models import Territory

_ONLY_A_CORRECTION = (
    "une correction donne la valeur propre de la collectivité\u202f; les autres décisions n’en donnent pas"
)
_REFUSAL = "seule la coordination accepte ou corrige une donnée\u202f; la ou le chargé·e de mission l’explique"


def decide_alert(
    *,
    by: Person | None,
    alert: QualityAlert,
    territory: Territory | None,
    kind: DecisionKind,
    reason: str,
    own_value: OwnValue | None = None,
) -> AlertDecision:
    """Write a decision on an alert; those before it stay.

    The coordination decides; the officer of the territory that the flagged row is in may explain it. A value of its
    own goes with a correction and with nothing else.
    """
    permission = "observatory.explain_alert" if kind is DecisionKind.EXPLAINED else "observatory.decide_alert"
    with acting(by=by, act="decide_alert", permission=permission, on=territory, refusal=_REFUSAL) as act:
        if not reason.strip():
            raise RuleError("une décision se justifie\u00a0: dites pourquoi, en quelques mots")
        if (kind is DecisionKind.CORRECTED) != (own_value is not None):
            raise RuleError(_ONLY_A_CORRECTION)
        decision = AlertDecision.objects.create(
            key=alert.key,
            territory=territory,
            kind=kind,
            reason=reason.strip(),
            found_fr=alert.value.fr,
            found_en=alert.value.en,
            own_value=own_value,
            by=by,
        )
        place = f"{territory.short_name}, " if territory else ""
        act.record(
            ObjectRef("observatory", "doubt", alert.key[:120]),
            summary=f"{place}alerte qualité {kind.label.fr} ({alert.rule}, {alert.place or alert.source})",
            details={"key": alert.key, "found": alert.value.fr, "reason": decision.reason},
        )
    return decision


def correct_alert(
    *, by: Person | None, alert: QualityAlert, territory: Territory | None, value: GivenValue
) -> AlertDecision:
    """Give the territory's own value for the figure that an alert touches, and say that the alert is corrected so.

    Raises InvalidOwnValueError: the value cannot be taken in; nothing is written.
    """
    if territory is None:
        raise RuleError("cette alerte porte sur une table entière\u00a0: aucune valeur propre ne la corrige")
    with acting(by=by, act="correct_alert", permission="observatory.decide_alert", on=territory, refusal=_REFUSAL):
        record = record_own_value(by=by, territory=territory, value_input=value)
        return decide_alert(
            by=by, alert=alert, territory=territory, kind=DecisionKind.CORRECTED, reason=value.reason, own_value=record
        )
