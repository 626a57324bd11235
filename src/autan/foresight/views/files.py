"""The file of a scenario, which opens the levers with its choices."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from autan.accounts.access import public
from autan.errors import Fault, ImportFileError
from autan.foresight.forms.scenario_files import ScenarioFileForm
from autan.foresight.queries.kept_scenarios import changes_since, parameters_of
from autan.foresight.queries.places import ForesightPlace
from autan.foresight.queries.scenario_documents import open_scenario
from autan.foresight.queries.taken_files import read_for_sliders
from autan.foresight.views.computed_places import of_computed_place
from autan.scenarios.core.scenario_documents import ScenarioDocument


@public
@of_computed_place
def take_up(request: HttpRequest, held: ForesightPlace) -> HttpResponse:
    """Open the levers with the choices of a file; every fault of the file at its place, and nothing is written."""
    form = ScenarioFileForm(request.POST or None, request.FILES or None)
    faults: tuple[Fault, ...] = ()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            document = read_for_sliders(upload.read(), upload.name, held)
        except ImportFileError as error:
            faults = tuple(sorted(error.faults, key=lambda fault: fault.row or 0))
        else:
            messages.success(request, _taken_words(document))
            return redirect(f"{reverse('foresight:try', args=[held.code])}?{urlencode(parameters_of(document))}")
    status = 422 if request.method == "POST" else 200
    return render(request, "foresight/file.html", {"place": held, "form": form, "faults": faults}, status=status)


def _taken_words(document: ScenarioDocument) -> str:
    """What was opened, and whether its numbers were computed with what is here today."""
    told = _("«\u202f%(title)s\u202f» est ouvert sur les curseurs\u202f; rien n’est enregistré.")
    found = told % {"title": document.title}
    if document.versions is None:
        return found
    changed = changes_since(asdict(document.versions), open_scenario(document))
    names = {"data": _("les données"), "assumptions": _("les hypothèses")}
    listed = ", ".join(names[code] for code in changed if code in names)
    if not listed:
        return f"{found} {_('Ses chiffres sont les mêmes aujourd’hui.')}"
    return f"{found} {_('Depuis son calcul ont changé : %s ; les chiffres peuvent différer.') % listed}"
