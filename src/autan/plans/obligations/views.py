"""Duties of a territory and of a network, the rules behind them, and what people state of acts and competences."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.figures.forms import for_reader
from autan.evidence.imports.views import answer_import
from autan.ground.errors import known
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.ground.web.views import attached
from autan.opendata.measures.queries.filings import HEADINGS, filed_plans
from autan.people.accounts.access import guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.people.journal.core import ObjectRef
from autan.people.prepared_files.access import answer_about, heavy
from autan.people.workflows.access import undoable
from autan.plans.estate.queries import inventory_for
from autan.plans.obligations.actions import acts_import, state_act, state_competence, withdraw_act
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.forms import ActForm, ActStatus, ActTableForm, CompetenceForm
from autan.plans.obligations.importers.rules import find_obligation, obligation_rules
from autan.plans.obligations.presenters.assets import rule_assets
from autan.plans.obligations.presenters.duties import (
    act_source_rows,
    calendar_entries,
    change_rows,
    days_of_assets,
    due_days_ahead,
    duty_groups,
    duty_table,
    other_rules,
    rules_by_theme,
)
from autan.plans.obligations.queries.duties import acts_in, assets_read, duties_of, network_statuses, wording_changes
from autan.plans.obligations.queries.records import act_tables_of, stated_rows
from autan.plans.obligations.queries.territorial_bodies import (
    communes_of_body,
    find_territorial_body,
    population_of_body,
)
from autan.plans.plans.exporters import write_calendar
from autan.plans.plans.models import StatedCompetence
from autan.plans.plans.queries.plans import plans_of
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import get_network, journal_network, network_members
from autan.territories.perimeters.core.bodies import GREATER_PARIS, LATEST, TERRITORIAL_BODIES_SINCE
from autan.territories.perimeters.lake.latest_epci import territorial_bodies

_COLUMNS_A_PAGE = 12
_MOST_CHANGES = 50


def _day_of(request: HttpRequest) -> date:
    """The day that the address asks for, else today."""
    when = PartialDate.parse(request.GET.get("jour", ""))
    return when.first_day if when and when.day else timezone.localdate()


@guarded_form("the right is that of leading this territory")
def competences(request: HttpRequest, siren: str) -> HttpResponse:
    """State whether a territory holds a competence, with the source."""
    place = find_territory(siren)
    require_right(person_of(request), "plans.start_plan", on=place)
    form = CompetenceForm(request.POST or None)

    def state() -> StatedCompetence:
        fields = {**form.cleaned_data, "holding": Holding(form.cleaned_data["holding"])}
        return state_competence(by=person_of(request), territory=place, **fields)

    if act_on_form(request, form, state, success=_("La compétence est déclarée."), field="source"):
        return redirect("obligations:state_competence", siren=siren)
    return show_form(request, form, "obligations/state_competence.html", place=place)


@public
def territory(request: HttpRequest, siren: str) -> HttpResponse:
    """Every duty read for a territory on a day, where it stands, and what binds nobody."""
    place, on = find_territory(siren), _day_of(request)
    views = duties_of(siren, plans=plans_of(siren, reader=request.user), on=on)
    context = {
        "place": place,
        "on": on,
        "groups": duty_groups(views, on=on),
        "others": other_rules(),
        "acts": acts_in(stated_rows([siren]).get(siren)),
        "may_state": place.pk is not None and request.user.has_perm("plans.start_plan", place),
    }
    return render(request, "obligations/territory.html", context)


@public
def territorial_body(request: HttpRequest, siren: str) -> HttpResponse:
    """One of the bodies of Greater Paris: its communes, the plan that it filed, what the texts ask of it on a day."""
    body = known(
        find_territorial_body(siren), "aucun établissement public territorial «\u202f{siren}\u202f»", siren=siren
    )
    on = _day_of(request)
    context = {
        "body": body,
        "on": on,
        "communes": communes_of_body(siren),
        "population": population_of_body(siren),
        "vintage": LATEST,
        "since": TERRITORIAL_BODIES_SINCE,
        "filings": filed_plans().get(siren, ()),
        "groups": duty_groups(duties_of(siren, plans=(), on=on), on=on),
        "others": [other for other in territorial_bodies().values() if other is not body],
        "parent": GREATER_PARIS,
        "source": HEADINGS,
    }
    return render(request, "obligations/territorial_body.html", context)


@public
def assets(request: HttpRequest, siren: str) -> HttpResponse:
    """What each duty says of the assets of an authority that this reader may read, on a day."""
    place, on = find_territory(siren), _day_of(request)
    inventory = inventory_for(place, reader=request.user)
    groups = [rule_assets(*parts) for parts in assets_read(inventory, on=on)]
    context = {"place": place, "on": on, "inventory": inventory, "groups": groups}
    return render(request, "obligations/goods.html", context)


@guarded_form("the right is that of leading this territory")
def act(request: HttpRequest, siren: str) -> HttpResponse:
    """State an act that meets a duty of a territory, with its date and what establishes it."""
    place = find_territory(siren)
    require_right(person_of(request), "plans.start_plan", on=place)
    initial = {"rule": request.GET.get("regle", "")}
    form = for_reader(ActForm(request.POST or None, initial=initial), request.user)

    def state() -> bool:
        fields = {name: value for name, value in form.cleaned_data.items() if name != "status"}
        is_done = form.cleaned_data["status"] == ActStatus.DONE
        state_act(by=person_of(request), territory=place, is_done=is_done, today=timezone.localdate(), **fields)
        return True

    if act_on_form(request, form, state, success=_("L’acte est déclaré."), field="when"):
        return redirect("obligations:territory", siren=siren)
    return show_form(request, form, "obligations/state_act.html", place=place)


@guarded_act("the right is that of leading this territory")
def withdraw(request: HttpRequest, siren: str) -> HttpResponse:
    """Take back an act that was stated of a territory."""
    place, page = find_territory(siren), reverse("obligations:territory", args=[siren])
    row = known(stated_rows([siren]).get(siren), "aucun acte déclaré pour ce territoire")
    when = known(PartialDate.parse(request.POST.get("when", "")), "aucun acte à cette date")
    ref, slug = ObjectRef("territories", "territory", siren), journal_network(place)
    right, success = "plans.start_plan", _("L’acte est retiré.")
    with undoable(
        request, row, ref=ref, network=slug, right=right, on=place, page=page, success=success, columns=("acts",)
    ):
        withdraw_act(by=person_of(request), territory=place, rule=request.POST.get("rule", ""), when=when)
    return redirect(page)


@public
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """The duties of the members of a network beside one another, what they have in common, what falls due."""
    names = {member.siren: member.short_name for member in network_members(slug)}
    return answer_about(request, len(names), lambda: _network(request, slug, names))


def _network(request: HttpRequest, slug: str, names: Mapping[str, str]) -> HttpResponse:
    record, on = get_network(slug), _day_of(request)
    statuses = network_statuses(slug, list(names), on=on)
    page = Paginator(list(names), _COLUMNS_A_PAGE).get_page(request.GET.get("page"))
    shown = {siren: names[siren] for siren in page}
    context = {
        "network": record,
        "on": on,
        "page": page,
        "members": list(shown.items()),
        "themes": duty_table(statuses, shown),
        "days": due_days_ahead(statuses, names),
        "goods": days_of_assets(on),
        "others": other_rules(),
        "may_import": request.user.has_perm("territories.coordinate_network", record),
    }
    return render(request, "obligations/network.html", context)


@guarded_form("the right is that of coordinating the network")
def act_tables(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in a table of acts for a duty, in the columns of the last one; say which duties no file tells."""
    record = get_network(slug)
    require_right(person_of(request), "territories.coordinate_network", on=record)
    tables = act_tables_of(record)
    code = request.GET.get("regle", "")
    initial = {"rule": code, **(tables[code].content if code in tables else {})}
    context = {"network": record, "rows": act_source_rows(tables)}
    form, table = partial(ActTableForm, initial=initial), acts_import(record, timezone.localdate())
    return answer_import(request, table, "obligations/act_tables.html", context, form=form)


@public
@heavy
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Return what falls due for the members of a network as an iCalendar file."""
    record, on = get_network(slug), timezone.localdate()
    names = {member.siren: member.short_name for member in network_members(slug)}
    days = due_days_ahead(network_statuses(slug, list(names), on=on), names)
    content = write_calendar(calendar_entries(slug, days), name=words(record.name), stamp=on, path=request.path)
    return attached(content, f"obligations-{slug}.ics", "text/calendar; charset=utf-8")


@public
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, by theme."""
    context = {"themes": rules_by_theme(obligation_rules()), "bodies": territorial_bodies().values()}
    return render(request, "obligations/rules.html", context)


@public
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: its text, how far it was read, what is doubtful, what changed, and for whom in a network."""
    shown = known(find_obligation(code), "aucune règle «\u202f{code}\u202f»", code=code)
    slug, on = request.GET.get("reseau", ""), timezone.localdate()
    names = {member.siren: member.short_name for member in network_members(slug)} if slug else {}
    former = [
        (wording, change_rows(wording_changes(shown, wording.rule, list(names), on=on), names)[:_MOST_CHANGES])
        for wording in shown.former
    ]
    context = {
        "rule": shown,
        "network": get_network(slug) if slug else None,
        "act_sources": next(iter(act_source_rows(act_tables_of(get_network(slug)), [shown])), None) if slug else None,
        "former": former,
        "dispensed_by": find_obligation(shown.dispensed_by),
        "reads_two_ways": any(branch.disputed_above for branch in shown.branches),
    }
    return render(request, "obligations/rule.html", context)
