"""The page of alerts, and the page of one alert, where people decide on it."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from autan.ground.errors import RuleError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.refusals import refusal_words
from autan.opendata.data_quality.core.alerts import AlertFilter, AlertSeverity, ReviewedAlert
from autan.opendata.data_quality.queries import alerts_of_territories, holder_of
from autan.opendata.measures.core.addresses import date_of
from autan.opendata.measures.queries.editions import held_editions
from autan.opendata.observatory.presenters.alerts import figure_touched, group_by_rule, name_territories
from autan.opendata.observatory.queries.reviewed_alerts import find_reviewed_alert, followed_sirens, review_alerts
from autan.opendata.updates.actions.alerts import correct_alert, decide_alert
from autan.opendata.updates.core.own_value_checks import InvalidOwnValueError
from autan.opendata.updates.forms.alerts import AlertDecisionForm
from autan.opendata.updates.forms.own_values import CorrectionForm
from autan.opendata.updates.presenters import view_edition
from autan.people.accounts.access import person_of, signed_in
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.people import sirens_acted_for

ALERTS = DeclaredList(size=100, filter=AlertFilter)
_OF_EACH_RULE = 25  # alerts shown of each rule; those of one rule are shown page by page


@signed_in
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Alerts on the territories that the person follows, or one of them; all of them or those in one state."""
    alert_filter, followed = AlertFilter.read(request.GET), followed_sirens(person_of(request))
    sirens = [alert_filter.territory] if alert_filter.territory in followed else followed
    every_alert = review_alerts(alerts_of_territories(sirens))
    shown = [reviewed for reviewed in every_alert if alert_filter.state in {None, reviewed.state}]
    of_rule = [reviewed for reviewed in shown if reviewed.alert.rule == alert_filter.rule]
    listing = ALERTS.page(
        request.GET,
        of_rule,
        offered={"territory": name_territories(followed) if len(followed) > 1 else ()},
        counts={"state": Counter(reviewed.state for reviewed in every_alert)},
    )
    own_sirens = sirens_acted_for(person_of(request))
    rules = group_by_rule(listing.rows or shown, readable=own_sirens, most=None if of_rule else _OF_EACH_RULE)
    context = {
        "rules": sorted(rules, key=lambda view: view["rule"].severity is not AlertSeverity.ASK),
        "listing": listing,
        "is_of_one_rule": bool(of_rule),
        "state": alert_filter.state,
        "sources": [view_edition(edition, today=timezone.localdate()) for edition in held_editions()],
    }
    return render(request, "data_review/quality.html", context)


@signed_in
def alert(request: HttpRequest, key: str) -> HttpResponse:
    """One alert, its history, and what the person may decide."""
    person, reviewed = person_of(request), find_reviewed_alert(key)
    siren = holder_of(reviewed.alert)
    territory = find_territory(siren) if siren else None
    typed = request.POST if "kind" in request.POST else None
    decision = AlertDecisionForm(typed, may_decide=person.has_perm("observatory.decide_alert", territory))
    correction = _correction_form(request, reviewed, territory, person)
    if request.method == "POST":
        require_right(person, "observatory.explain_alert", on=territory)
        is_done = (
            _correct(person, reviewed, territory, correction)
            if "value" in request.POST
            else _decide(person, reviewed, territory, decision)
        )
        if is_done:
            messages.success(request, _("Décision enregistrée."))
            return redirect("updates:alert", key=key)
    (rule,) = group_by_rule([reviewed], readable=sirens_acted_for(person))
    context = {
        "rule": rule,
        "alert": rule["alerts"][0],
        "may_explain": person.has_perm("observatory.explain_alert", territory),
        "decision": decision,
        "correction": correction,
    }
    return render(request, "data_review/alert.html", context, status=400 if request.method == "POST" else 200)


def _correction_form(
    request: HttpRequest, reviewed: ReviewedAlert, territory: Territory | None, person: Person
) -> CorrectionForm | None:
    """The form of a correction, for whoever may correct an alert on a measure of a territory; None for the others."""
    figure = figure_touched(reviewed)
    if territory is None or figure is None or not person.has_perm("observatory.decide_alert", territory):
        return None
    data = request.POST if "value" in request.POST else None
    return CorrectionForm(data, measure=reviewed.alert.measure, date=date_of(figure))


def _decide(person: Person, reviewed: ReviewedAlert, territory: Territory | None, form: AlertDecisionForm) -> bool:
    if not form.is_valid():
        return False
    try:
        decide_alert(
            by=person, alert=reviewed.alert, territory=territory, kind=form.kind_chosen, reason=form.reason_given
        )
    except RuleError as error:
        form.add_error(None, refusal_words(error))
    return form.is_valid()


def _correct(person: Person, reviewed: ReviewedAlert, territory: Territory | None, form: CorrectionForm | None) -> bool:
    if form is None or not form.is_valid():
        return False
    try:
        correct_alert(by=person, alert=reviewed.alert, territory=territory, value=form.given)
    except InvalidOwnValueError as error:
        form.add_refusal(error)
    except RuleError as error:
        form.add_error(None, refusal_words(error))
    return form.is_valid()
