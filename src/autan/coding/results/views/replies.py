"""The right of reply: what was coded of the answers of one territory, offered to it, and its comment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.coding.codings.actions.codebooks import offer_reply, record_reply
from autan.coding.codings.core.codebook import coded_answers_object
from autan.coding.codings.queries.corpora import (
    UnknownCorpusError,
    coded_corpus,
    get_corpus,
    offered_sirens,
    view_corpus,
)
from autan.coding.codings.views.entering import ON_NETWORK, keep_network
from autan.coding.results.core.counts import count_codes
from autan.coding.results.forms import ReplyForm
from autan.coding.results.presenters.names import present_own_mentions
from autan.ground.web.forms.sending import act_on_form
from autan.people.accounts.access import guarded, guarded_act, person_of, signed_in
from autan.people.journal.actions import require_right
from autan.people.journal.models import Remark
from autan.territories.networks.queries.bodies import find_territory


@guarded("the right is that of leading this territory")
@signed_in
def reply(request: HttpRequest, network: str, codebook: str, address: str, siren: str) -> HttpResponse:
    """Show the counts of the answers of one territory, and a form to comment on them."""
    person, corpus, territory = person_of(request), get_corpus(network, codebook, address), find_territory(siren)
    require_right(person, "territories.lead_territory", on=territory)
    if siren not in offered_sirens(corpus):
        raise UnknownCorpusError(siren)
    form = ReplyForm(request.POST or None)

    def act() -> Remark:
        return record_reply(by=person, corpus=corpus, territory=territory, text=form.cleaned_data["text"])

    if act_on_form(request, form, act, done=_("Votre commentaire est enregistré."), field="text"):
        return redirect(request.path)
    counted = coded_corpus(view_corpus(corpus))
    context = {
        "corpus": corpus,
        "network": corpus.codebook.network,
        "territory": territory,
        "answers": [text for text in counted.answers if text.siren == siren],
        "mentions": present_own_mentions(count_codes(counted), siren),
        "form": form,
        "ref": coded_answers_object(corpus.key, siren),
    }
    return render(request, "coding_results/reply.html", context, status=422 if form.errors else 200)


@guarded_act(ON_NETWORK)
def offer(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Offer every territory that was asked to read what was coded of its answers."""
    person, _network = keep_network(request, network)
    count = offer_reply(by=person, corpus=get_corpus(network, codebook, address))
    message = _("Droit de réponse offert à %(count)d collectivités\u202f; elles peuvent désormais être nommées.")
    messages.success(request, message % {"count": count} if count else _("Il était déjà offert à toutes."))
    return redirect("coding:corpus", network=network, codebook=codebook, address=address)
