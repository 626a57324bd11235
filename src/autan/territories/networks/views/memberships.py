"""The members of a network, for its coordination: who, since when, on what source; who comes in, who leaves."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.evidence.imports.views import answer_import
from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import act_on_form, show_form, version_field
from autan.people.accounts.access import guarded, guarded_act, guarded_form, signed_in
from autan.people.accounts.models import Person
from autan.people.journal.core import ChangedSinceError, ObjectRef, version_of
from autan.people.journal.queries import history_of
from autan.territories.networks.access import DEPENDS, coordinated_network
from autan.territories.networks.actions.membership_imports import keep_evidence, members_import
from autan.territories.networks.actions.memberships import change_membership, end_membership, membership_fields
from autan.territories.networks.actions.territories import Admission, admit_members, replace_member
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.forms import AdmissionForm, EpciChoiceForm, LeavingForm, MembershipForm
from autan.territories.networks.models import Membership, Network
from autan.territories.networks.presenters.memberships import choice_page, describe_current, membership_views
from autan.territories.networks.queries.networks import membership_of, memberships_of

MEMBERS = DeclaredList(
    size=50,
    caption=gettext_lazy("Membres"),
    empty=gettext_lazy("Aucun membre encore\u00a0: ajoutez-en, par leur nom ou leur département."),
    columns=(
        Column(code="member", label=gettext_lazy("Membre")),
        Column(code="since", label=gettext_lazy("Depuis")),
        Column(code="until", label=gettext_lazy("Jusqu’au")),
        Column(code="certainty", label=gettext_lazy("Certitude")),
        Column(code="sources", label=gettext_lazy("Sources")),
    ),
)


@guarded(DEPENDS)
@signed_in
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The members, those that left, and the ways to add some."""
    reader, network = coordinated_network(request, slug)
    listing = MEMBERS.page(request.GET, memberships_of(network), show=partial(membership_views, reader=reader))
    return render(request, "territories/members.html", {"network": network, "listing": listing})


@guarded_form(DEPENDS)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose EPCI of the national register by name or department; what is ticked is kept from search to search."""
    by, network = coordinated_network(request, slug)
    choice, act = EpciChoiceForm(request.POST or request.GET), request.POST.get("act", "search")
    form = AdmissionForm(request.POST if act == "add" else None, initial=request.POST.dict())
    if act == "add" and not choice.sirens:
        form.add_error(None, _("Cochez au moins une intercommunalité."))
    elif act == "add" and form.is_valid():
        _admit(request, by, network, choice.sirens, form)
        return redirect("territories:members", slug=slug)
    choice.is_valid()
    data = choice.cleaned_data
    shown = choice_page(
        network,
        text=data.get("q", ""),
        department=data.get("department", ""),
        chosen=choice.sirens,
        ticks_all=act == "all",
    )
    return show_form(request, form, "territories/add_members.html", network=network, choice=choice, shown=shown)


def _admit(request: HttpRequest, by: Person, network: Network, sirens: list[str], form: AdmissionForm) -> None:
    with transaction.atomic():
        admission = admit_members(
            by=by,
            network=network,
            sirens=sirens,
            certainty=Certainty(form.cleaned_data["certainty"]),
            evidence=[keep_evidence(by=by, **form.as_source)],
            valid_from=form.cleaned_data["valid_from"],
        )
    _report(request, admission)


def _report(request: HttpRequest, admission: Admission) -> None:
    added = len(admission.admitted)
    messages.success(request, ngettext("%d membre ajouté.", "%d membres ajoutés.", added) % added)
    if admission.current:
        names = ", ".join(membership.territory.short_name for membership in admission.current)
        messages.warning(request, _("Déjà membres, laissés tels quels\u00a0: %(names)s.") % {"names": names})


@guarded_form(DEPENDS)
def import_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the members of this network in from a table, after a preview."""
    _by, network = coordinated_network(request, slug)
    importing, next_url = members_import(network), reverse("territories:members", args=[slug])
    return answer_import(request, importing, "territories/import_members.html", {"network": network}, next_url=next_url)


@guarded_form(DEPENDS)
def member(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """One membership: since when, how surely, on what; a form to say otherwise."""
    by, network = coordinated_network(request, slug)
    membership = membership_of(network, key)
    form = MembershipForm(
        request.POST or None, initial={"valid_from": membership.valid_from, "certainty": membership.certainty}
    )
    form.fields["version"] = version_field(version_of(membership_fields(membership)))

    @transaction.atomic  # a source is kept with the change that rests on it, or not at all
    def change() -> Membership:
        more = [keep_evidence(by=by, **form.as_source)] if form.cleaned_data["source"] else []
        return change_membership(
            by=by,
            membership=membership,
            certainty=Certainty(form.cleaned_data["certainty"]),
            valid_from=form.cleaned_data["valid_from"],
            evidence=[*membership.evidence_refs, *more],
            seen=form.cleaned_data["version"],
        )

    try:
        if act_on_form(request, form, change, success=_("L’appartenance est enregistrée.")):
            return redirect("territories:member", slug=slug, key=key)
    except ChangedSinceError as error:
        return _show(request, network, membership, form=form, changed=error)
    return _show(request, network, membership, form=form)


@guarded_act(DEPENDS)
def leave(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """End a membership, or put in its place the EPCI that took over."""
    by, network = coordinated_network(request, slug)
    membership, form = membership_of(network, key), LeavingForm(request.POST, auto_id="leave_%s")
    form.fields["version"] = version_field(version_of(membership_fields(membership)))
    if not form.is_valid():
        return _show(request, network, membership, leaving=form)
    data = form.cleaned_data
    arguments = {"by": by, "membership": membership, "on": data["on"], "seen": data["version"]}
    try:
        with transaction.atomic():
            evidence = [keep_evidence(by=by, **form.as_source)]
            if "replace" in request.POST:
                _report(request, replace_member(sirens=request.POST.getlist("sirens"), evidence=evidence, **arguments))
            else:
                end_membership(evidence=evidence, **arguments)
                messages.success(request, _("Le départ est enregistré."))
    except ChangedSinceError as error:
        return _show(request, network, membership, leaving=form, changed=error)
    except NotAllowedError:
        raise
    except RuleError as error:
        form.add_error(None, refusal_words(error))
        return _show(request, network, membership, leaving=form)
    return redirect("territories:members", slug=slug)


def _show(
    request: HttpRequest,
    network: Network,
    membership: Membership,
    *,
    form: MembershipForm | None = None,
    leaving: LeavingForm | None = None,
    changed: ChangedSinceError | None = None,
) -> HttpResponse:
    """Show one membership; beside what was typed, what somebody else wrote meanwhile."""
    fresh = membership_of(network, membership.pk)
    (view,) = membership_views([fresh], request.user)
    ref = ObjectRef("territories", "network", network.slug)
    form = form or MembershipForm(initial={"valid_from": fresh.valid_from, "certainty": fresh.certainty})
    leaving = leaving or LeavingForm(auto_id="leave_%s")
    for each in (form, leaving):
        each.fields["version"] = version_field(version_of(membership_fields(fresh)))
    context = {
        "network": network,
        "member": view,
        "form": form,
        "leaving": leaving,
        "current": describe_current(changed.current) if changed else None,
        "last_act": next(iter(history_of(ref, limit=1)), None) if changed else None,
    }
    status = 409 if changed else 422 if form.errors or leaving.errors else 200
    return render(request, "territories/member.html", context, status=status)
