"""The pages of agreement: texts drawn for several people, how far they agree, and what they settle."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.coding.codings.core.codings import DisagreementOutcome
from autan.coding.codings.models import Corpus, DoubleCoding, coder_of
from autan.coding.codings.presenters.codebooks import anchor_of, corpus_url
from autan.coding.codings.queries.corpora import get_corpus, view_corpus
from autan.coding.codings.rights import codes_blind
from autan.coding.codings.views.entering import ON_CORPUS, ON_NETWORK, code_corpus, keep_network
from autan.coding.results.actions import draw_double_coding, open_results, settle
from autan.coding.results.forms import DrawForm, SettlementForm
from autan.coding.results.presenters.agreement import present_draws, present_report
from autan.coding.results.queries.agreement import (
    double_codings_of,
    get_double_coding,
    measure_agreement,
    possible_coders,
)
from autan.ground.errors import ConflictError
from autan.ground.web.forms.sending import act_on_form, report_outcome
from autan.people.accounts.access import guarded, guarded_act, signed_in


@guarded(ON_CORPUS)
@signed_in
def agreement(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Show the agreement of coders and their disagreements; nothing of the others for who still codes blind."""
    person, corpus = code_corpus(request, network, codebook, address)
    may_keep = person.has_perm("coding.keep_codebooks", corpus.codebook.network)
    form = DrawForm(people=possible_coders(corpus), seed=timezone.localdate().year) if may_keep else None
    return _page(request, corpus, form=form, is_blind=codes_blind(person, corpus))


def _page(
    request: HttpRequest, corpus: Corpus, *, form: DrawForm | None, is_blind: bool, status: int = 200
) -> HttpResponse:
    view, draws = view_corpus(corpus), double_codings_of(corpus)
    seed = draws[0].seed if draws else 0
    context = {
        "corpus": corpus,
        "network": corpus.codebook.network,
        "draws": present_draws(draws, view),
        "is_blind": is_blind,
        "report": None if is_blind else present_report(measure_agreement(view, seed=seed)),
        "form": form,
    }
    return render(request, "coding_results/agreement.html", context, status=status)


@guarded_act(ON_NETWORK)
def draw(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Draw texts for a double coding."""
    person, _network = keep_network(request, network)
    corpus = get_corpus(network, codebook, address)
    form = DrawForm(request.POST, people=possible_coders(corpus))

    def act() -> DoubleCoding:
        seed, share = form.cleaned_data["seed"], form.cleaned_data["share"] / 100
        coders = [coder_of(coder) for coder in form.chosen]
        return draw_double_coding(by=person, corpus=corpus, coders=coders, seed=seed, share=share)

    done = _("Les textes sont tirés\u00a0: chacun code sans voir l’autre.")
    if act_on_form(request, form, act, done=done, also=(ConflictError,)):
        return redirect(corpus_url("agreement", corpus))
    return _page(request, corpus, form=form, is_blind=codes_blind(person, corpus), status=422)


@guarded_act(ON_NETWORK)
def open_draw(request: HttpRequest, network: str, codebook: str, address: str, key: int) -> HttpResponse:
    """Open the results of a double coding."""
    person, _network = keep_network(request, network)
    corpus = get_corpus(network, codebook, address)
    with report_outcome(request, _("Les résultats sont ouverts\u00a0: discutez, puis tranchez.")):
        open_results(by=person, double_coding=get_double_coding(corpus, key))
    return redirect(corpus_url("agreement", corpus))


@guarded_act(ON_CORPUS)
def settle_one(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Write down what was decided of one disagreement."""
    person, corpus = code_corpus(request, network, codebook, address)
    form, place = SettlementForm(request.POST), ""
    if form.is_valid():
        data = form.cleaned_data
        settle(
            by=person,
            corpus=corpus,
            text=data["text"],
            code=data["code"],
            decision=DisagreementOutcome(data["decision"]),
            reason=data["reason"],
        )
        place = f"#{anchor_of(data['text'])}-{data['code']}"
        messages.success(request, _("Décision enregistrée\u202f; ce que chacun avait codé est gardé."))
    else:
        messages.error(request, _("Dites si l’idée y est, ou n’y est pas."))
    return redirect(f"{corpus_url('agreement', corpus)}{place}")
