"""Pages and files of what a codebook finds in the texts of a network."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.coding.codings.actions.codebooks import offer_reply, record_reply, show_counts
from autan.coding.codings.core.codebook import coded_answers_object
from autan.coding.codings.core.corpus import Mention
from autan.coding.codings.models import Corpus, DoubleCoding, NetworkCodebook, coder_of
from autan.coding.codings.presenters.codebooks import anchor_of, corpus_url
from autan.coding.codings.queries.codebooks import get_codebook, read_version
from autan.coding.codings.queries.corpora import (
    CorpusView,
    UnknownCorpusError,
    coded_corpus,
    get_corpus,
    offered_sirens,
    readable_corpora,
    view_corpus,
)
from autan.coding.codings.queries.text_sources import may_read_counts, read_texts
from autan.coding.codings.rights import codes_blind
from autan.coding.codings.views.codebooks import ON_CORPUS, ON_NETWORK, code_corpus, keep_network, read_corpus
from autan.coding.results.actions import draw_double_coding, open_results, settle
from autan.coding.results.core.cooccurrence import CountsFilter, count_cooccurrences
from autan.coding.results.core.counts import CodeTable, count_code, count_codes
from autan.coding.results.forms import ClassesForm, DrawForm, SettlementForm
from autan.coding.results.presenters.agreement import present_draws, present_report
from autan.coding.results.presenters.classes import present_classes
from autan.coding.results.presenters.counts import (
    by_frequency,
    coverage_sentence,
    present_changes,
    present_crossing,
    present_sentences,
    present_table,
    present_together,
    present_versions,
)
from autan.coding.results.presenters.names import NameRule, name_rule, present_own_mentions
from autan.coding.results.queries.agreement import (
    double_codings_of,
    get_double_coding,
    measure_agreement,
    possible_coders,
)
from autan.coding.results.queries.counts import (
    compare_with,
    crossed_table,
    earlier_corpora,
    group_of_corpus,
    versions_side_by_side,
)
from autan.coding.results.renderers import CODEBOOK_FILES, CODER_FILES, MEDIA_TYPES, REPORT_FILES
from autan.coding.textometry.core.reinert.tables import UnclassifiableError
from autan.coding.textometry.queries import ClassParameters, classify_texts
from autan.coding.textometry.renderers import draw_dendrogram
from autan.evidence.figures.queries.codable_texts import source_of
from autan.ground.errors import ConflictError, UnknownError, known
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import words
from autan.ground.texts.refusals import sentence_words
from autan.ground.web.forms.fields import TextForm
from autan.ground.web.forms.sending import act_on_form, report_outcome, sent_data, show_form
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, signed_in
from autan.people.journal.actions import require_right
from autan.people.journal.models import Remark
from autan.territories.networks.queries.bodies import find_territory

COUNTS = DeclaredList(size=1_000, filter=CountsFilter)


@guarded(ON_CORPUS)
@signed_in
def classes(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Classes of the segments of a corpus: tree, forms and typical segments of each, every parameter."""
    _person, corpus = code_corpus(request, network, codebook, address)
    texts = read_texts(corpus)
    initial = {name: field.initial for name, field in ClassesForm().fields.items() if field.initial is not None}
    form = ClassesForm({**initial, **request.GET.dict()})
    context = {"corpus": corpus, "network": corpus.codebook.network, "form": form}
    if form.is_valid():
        data = form.cleaned_data
        parameters = ClassParameters(
            k=data["k"], size=data["size"], min_size=data["min_size"], is_double=data["double"]
        )
        try:
            text_classes = classify_texts([text.text for text in texts.texts], parameters)
        except UnclassifiableError as error:
            context["refusal"] = sentence_words(error.reason)
        else:
            shown = present_classes(text_classes, texts)
            tree = text_classes.classification.dendrogram
            context |= {
                "shown": shown,
                "drawing": draw_dendrogram(tree, shown["tree_labels"], title=shown["tree_title"]),
            }
    return render(request, "coding_results/classes.html", context)


@guarded("who keeps it may take a codebook away, and who may read something coded with it")
def codebook_file(request: HttpRequest, network: str, codebook: str, extension: str) -> HttpResponse:
    """A codebook as a file."""
    record = get_codebook(network, codebook)
    if extension not in CODEBOOK_FILES:
        raise UnknownError(extension)
    if not request.user.has_perm("coding.keep_codebooks", record.network) and not _is_readable(request, record):
        raise UnknownCorpusError(codebook)
    return attached(CODEBOOK_FILES[extension](read_version(record)), f"{codebook}.{extension}", MEDIA_TYPES[extension])


def _is_readable(request: HttpRequest, record: NetworkCodebook) -> bool:
    corpora = readable_corpora(request.user, [record.network_id])
    return any(corpus.codebook_id == record.pk for corpus in corpora)


@guarded(ON_CORPUS)
def corpus_file(
    request: HttpRequest, network: str, codebook: str, address: str, name: str, extension: str
) -> HttpResponse:
    """The report of a corpus, or, for those who code, its texts and every coding."""
    corpus = read_corpus(request, network, codebook, address)
    if name == "rapport" and extension in REPORT_FILES:
        return attached(
            REPORT_FILES[extension](view_corpus(corpus)), f"rapport-{address}.{extension}", MEDIA_TYPES[extension]
        )
    if name != "codages" or extension not in CODER_FILES:
        raise UnknownError(name)
    require_right(person_of(request), "coding.discuss_codings", on=corpus)
    mark = "-reseau-invente" if corpus.codebook.network.is_invented else ""
    return attached(
        CODER_FILES[extension](view_corpus(corpus)), f"codages-{address}{mark}.{extension}", MEDIA_TYPES[extension]
    )


@guarded_form("the right is that of leading this territory")
def reply(request: HttpRequest, network: str, codebook: str, address: str, siren: str) -> HttpResponse:
    """Show the counts of the answers of one territory, and a form to comment on them."""
    person, corpus, territory = person_of(request), get_corpus(network, codebook, address), find_territory(siren)
    require_right(person, "territories.lead_territory", on=territory)
    if siren not in offered_sirens(corpus):
        raise UnknownCorpusError(siren)
    form = TextForm(request.POST or None, label=_("Votre commentaire"), rows=4)

    def act() -> Remark:
        return record_reply(by=person, corpus=corpus, territory=territory, text=form.cleaned_data["text"])

    if act_on_form(request, form, act, success=_("Votre commentaire est enregistré."), field="text"):
        return redirect(request.path)
    coded = coded_corpus(view_corpus(corpus))
    return show_form(
        request,
        form,
        "coding_results/reply.html",
        corpus=corpus,
        network=corpus.codebook.network,
        territory=territory,
        answers=[text for text in coded.answers if text.siren == siren],
        mentions=present_own_mentions(count_codes(coded), siren),
        ref=coded_answers_object(corpus.key, siren),
    )


@guarded_act(ON_NETWORK)
def offer(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Offer every territory that was asked to read what was coded of its answers."""
    person, _network = keep_network(request, network)
    count = offer_reply(by=person, corpus=get_corpus(network, codebook, address))
    message = _("Droit de réponse offert à %(count)d collectivités\u202f; elles peuvent désormais être nommées.")
    messages.success(request, message % {"count": count} if count else _("Il était déjà offert à toutes."))
    return redirect("coding:corpus", network=network, codebook=codebook, address=address)


@guarded(ON_CORPUS)
@signed_in
def agreement(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Show the agreement of coders and their disagreements; nothing of the others for whoever still codes blind."""
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

    success = _("Les textes sont tirés\u00a0: chacun code sans voir l’autre.")
    if act_on_form(request, form, act, success=success, also=(ConflictError,)):
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
    place = corpus_url("agreement", corpus)
    with report_outcome(request, _("Décision enregistrée\u202f; ce que chacun avait codé est gardé.")):
        data = sent_data(SettlementForm(request.POST))
        settle(by=person, corpus=corpus, **data)
        place += f"#{anchor_of(data['text'])}-{data['code']}"
    return redirect(place)


@guarded(ON_CORPUS)
def corpus(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Show the counts of a corpus, code by code; more when the address asks for it."""
    record = read_corpus(request, network, codebook, address)
    view, rule = view_corpus(record), name_rule(record, request.user)
    coded = coded_corpus(view)
    table = count_codes(coded)
    lines = present_table(table, rule)
    chosen = CountsFilter.read(request.GET)
    others = {other.address: other for other in earlier_corpora(record) if may_read_counts(request.user, other)}
    offered = {
        "grouping": [(code, words(label)) for code, label in source_of(record.kind).groupings(record.address)],
        "since": [(address, f"{words(other.label)} ({address})") for address, other in others.items()],
        "version": [(str(number), str(number)) for number in range(1, view.latest.version)],
    }
    context = {
        "corpus": record,
        "network": record.codebook.network,
        "view": view,
        "lines": lines if chosen.order else by_frequency(lines),
        "listing": COUNTS.page(request.GET, lines, chosen=chosen, offered=offered),
        "coverage": coverage_sentence(coded),
        "to_review": len(coded.to_review),
        "undecided": len(view.settled.undecided),
        "has_mentions": chosen.unit,
        "may_code": request.user.has_perm("coding.code_texts", record),
        "may_keep": request.user.has_perm("coding.keep_codebooks", record.codebook.network),
        "hides_names": not rule.sees_all and any(line.unnamed for line in lines),
        **_further(chosen, view, table, rule, others),
    }
    return render(request, "coding_results/counts.html", context)


def _further(
    chosen: CountsFilter, view: CorpusView, table: CodeTable, rule: NameRule, others: Mapping[str, Corpus]
) -> dict[str, Any]:
    """Return what the choices of the page add to the context; a choice that means nothing adds nothing."""
    context = dict[str, Any]()
    if chosen.grouping:
        crossing = crossed_table(view, chosen.grouping)
        context |= {"crossing": crossing, "crossed": present_crossing(crossing) if crossing else []}
    if chosen.together:
        context["together"] = present_together(count_cooccurrences(table, chosen.together))
    if chosen.since:
        other = known(others.get(chosen.since), chosen.since, UnknownCorpusError)
        changes = compare_with(view, other)
        context |= {"since": other, "changes": present_changes(changes, table.corpus, rule)}
    version = read_whole(chosen.version) or 0
    if 0 < version < view.latest.version:
        context |= {"earlier": version, "side_by_side": present_versions(versions_side_by_side(view, version))}
    return context


@guarded(ON_CORPUS)
def sentences(request: HttpRequest, network: str, codebook: str, address: str, key: str) -> HttpResponse:
    """The sentences behind the count of a code, for all the territories or for those of a group."""
    record = read_corpus(request, network, codebook, address)
    view, rule = view_corpus(record), name_rule(record, request.user)
    if key not in view.codebook:
        raise UnknownError(key)
    group = request.GET.get("groupe", "")
    coded = group_of_corpus(coded_corpus(view), record, group)
    if coded is None:
        raise UnknownError(group)
    row = count_code(coded, view.codebook.code(key))
    elsewhere: list[Mention] = [mention for part in row.elsewhere for mention in part.mentions]
    context = {
        "corpus": record,
        "network": record.codebook.network,
        "row": row,
        "ancestors": view.codebook.ancestors(key),
        "sentences": present_sentences(row.mentions, coded, rule),
        "elsewhere": present_sentences(elsewhere, coded, rule),
        "hides_names": any(not rule.names(mention.text.siren) for mention in row.mentions),
        "group": group,
        "memos": _memos(row.mentions) if rule.sees_all else [],
    }
    return render(request, "coding_results/sentences.html", context)


def _memos(mentions: tuple[Mention, ...]) -> list[tuple[str, str]]:
    """Return the memos of the coders, each with its words."""
    return [(coding.anchor.quote, coding.memo) for mention in mentions for coding in mention.codings if coding.memo]


@guarded_act(ON_NETWORK)
def show(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Show the counts to those who may read the texts, or keep them again."""
    person, _network = keep_network(request, network)
    to_all = "to_all" in request.POST
    show_counts(by=person, corpus=get_corpus(network, codebook, address), to_all=to_all)
    message = (
        _("Les décomptes sont montrés à qui peut lire les réponses.") if to_all else _("Les décomptes sont repris.")
    )
    messages.success(request, message)
    return redirect("coding:corpus", network=network, codebook=codebook, address=address)
