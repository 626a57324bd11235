"""The page “Votre réseau”: where the network stands and what to do next; and the contours of its members."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from autan.accounts.access import guarded, signed_in
from autan.errors import ImportFileError
from autan.evidence.core.texts import Text
from autan.extension_points import NetworkStep
from autan.journal.core.objects import ObjectRef
from autan.perimeters.lake.geojson import parse_geojson
from autan.registry import registered
from autan.territories.access import DEPENDS, coordinated_network
from autan.territories.actions.contours import keep_contours
from autan.territories.forms.memberships import ContoursForm
from autan.territories.presenters.steps import contours_step


@guarded(DEPENDS)
@signed_in
def coordination(request: HttpRequest, slug: str) -> HttpResponse:
    """What is there, what is missing, what to do next, each with its button."""
    reader, network = coordinated_network(request, slug)
    steps = [step for source in registered(NetworkStep) if (step := source.build(slug, reader))]
    following = next((step for step in steps if not step.is_done), None)
    ref = ObjectRef("territories", "network", slug)
    context = {"network": network, "steps": steps, "next": following, "ref": ref}
    return render(request, "territories/coordination.html", context)


@guarded(DEPENDS)
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contours(request: HttpRequest, slug: str) -> HttpResponse:
    """Which members have a contour, and a file to give others."""
    by, network = coordinated_network(request, slug)
    form = ContoursForm(request.POST or None, request.FILES or None)
    faults: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        file, credit = form.cleaned_data["file"], form.cleaned_data["credit"]
        try:
            kept = keep_contours(by=by, contours=parse_geojson(file.read(), file.name), credit=Text(credit, credit))
        except ImportFileError as error:
            faults = error.faults
            form.add_error("file", _("Ce fichier est refusé\u00a0: rien n’a été écrit."))
        else:
            told = {"epci": kept.epci, "communes": kept.communes, "left": len(kept.left_out)}
            said = _(
                "Contours enregistrés\u00a0: %(epci)s membres, %(communes)s communes\u202f; %(left)s laissés de côté."
            )
            messages.success(request, said % told)
            return redirect("territories:contours", slug=slug)
    context = {"network": network, "form": form, "faults": faults, "step": contours_step(slug, by)}
    return render(request, "territories/contours.html", context, status=422 if form.errors else 200)
