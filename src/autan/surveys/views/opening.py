"""The screen that puts a version of a questionnaire to a network: title, dates, address of the campaign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.errors import AutanError
from autan.evidence.core.texts import Text
from autan.questionnaires.views.drafts import author_or_403, version_or_404
from autan.surveys.actions.answering import open_campaign
from autan.surveys.forms.opening import OpeningForm
from autan.territories.queries.people import coordinated_networks

_LONGEST = 50  # of the slug proposed, so that the year still fits


@login_required
def open_version(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Open a campaign, then lead to its tracking, where territories are invited."""
    person = author_or_403(request)
    kept = version_or_404(slug, day)
    today = timezone.localdate()
    initial = {
        "title_fr": kept.title_fr,
        "title_en": kept.title_en,
        "slug": f"{kept.slug[:_LONGEST].strip('-_')}-{today.year}",
        "opened_on": today,
    }
    networks = coordinated_networks(person)
    data = request.POST if request.method == "POST" else None
    form = OpeningForm(data, networks=networks, initial=initial)
    if data is not None and form.is_valid():
        given = form.cleaned_data
        try:
            campaign = open_campaign(
                by=person,
                slug=given["slug"],
                network=given["network"],
                questionnaire=kept,
                title=Text(given["title_fr"], given["title_en"]),
                opened_on=given["opened_on"],
                closed_on=given["closed_on"],
            )
        except AutanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("La campagne est ouverte. Invitez maintenant les collectivités."))
            return redirect("surveys:tracking", slug=campaign.slug)
    return render(
        request, "surveys/open_campaign.html", {"kept": kept, "form": form}, status=422 if form.errors else 200
    )
