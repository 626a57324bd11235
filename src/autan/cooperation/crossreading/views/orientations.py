"""The matrix of a network, one domain side by side, and the frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.cooperation.crossreading.actions.alignments import extend_network_frame
from autan.cooperation.crossreading.core.frame import FrameError
from autan.cooperation.crossreading.core.passages import Strength
from autan.cooperation.crossreading.forms import FrameForm
from autan.cooperation.crossreading.models import FrameVersion
from autan.cooperation.crossreading.presenters.matrix import make_matrix, side_by_side, theme_parts
from autan.cooperation.crossreading.queries.documented import documented_parts
from autan.cooperation.crossreading.queries.figures import agreement_of
from autan.cooperation.crossreading.queries.readings import frame_of, frame_versions, network_reading
from autan.cooperation.crossreading.views.shared import rights_of
from autan.ground.errors import UnknownError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.ground.wordings import Text
from autan.people.accounts.access import person_of, public, public_form
from autan.people.journal.actions import require_right
from autan.territories.networks.queries.networks import get_network

MATRIX = DeclaredList(size=50)


@public
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Show members by domains, with how far each goes, how many are known, and what one alone carries."""
    reading = network_reading(slug)
    listing = MATRIX.page(request.GET, reading.members)
    context = {
        "network": reading.network,
        "listing": listing,
        "matrix": make_matrix(reading, listing.rows),
        "note": reading.note,
        "progress": reading.progress(),
        "agreement": agreement_of(reading),
        "frame": reading.frame,
        "strengths": list(Strength),
        "withdrawn": len(reading.withdrawn),
        "documented": documented_parts(reading.network),
        "may": rights_of(request, reading.network),
    }
    return render(request, "crossreading/matrix.html", context)


@public
def domain(request: HttpRequest, slug: str, domain: str) -> HttpResponse:
    """One domain: its themes counted, and the passages of every member side by side."""
    reading = network_reading(slug)
    try:
        frame_domain = reading.frame.domain(domain)
        theme = request.GET.get("theme", "")
        about = reading.frame.theme(theme) if theme else None
    except FrameError as error:
        raise UnknownError(str(error)) from None
    context = {
        "network": reading.network,
        "domain": frame_domain,
        "theme": about,
        "figure": reading.shared(domain, theme),
        "strengths": [] if theme else [reading.strength(domain, strength) for strength in Strength],
        "parts": theme_parts(reading, domain),
        "members": side_by_side(reading, domain, theme),
        "note": reading.note,
        "may": rights_of(request, reading.network),
    }
    return render(request, "crossreading/domain.html", context)


@public_form
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """The frame in force: its domains, its themes, its versions; and the form that adds to it."""
    network = get_network(slug)
    if request.method == "POST":
        require_right(person_of(request), "crossreading.coordinate", on=network)
    form = FrameForm(request.POST or None)

    def extend() -> FrameVersion:
        data = form.cleaned_data
        label = Text(data["label_fr"], data["label_en"])
        is_theme = data["kind"] == "theme"
        return extend_network_frame(
            by=person_of(request),
            network=network,
            since=data["since"],
            reason=data["reason"],
            themes=[(data["code"], label)] if is_theme else [],
            domains=[] if is_theme else [(data["code"], "", label)],
        )

    success = _("Le cadre est étendu\u202f; ce qui avait été laissé dehors est à relire.")
    if act_on_form(request, form, extend, success=success):
        return redirect("crossreading:frame", slug=slug)
    return show_form(
        request,
        form,
        "crossreading/frame.html",
        network=network,
        frame=frame_of(network),
        versions=frame_versions(network),
        may=rights_of(request, network),
    )
