"""The pages of counts: each code, by groups, against another campaign or version, together; the sentences behind."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.coding.codings.actions.codebooks import show_counts
from autan.coding.codings.core.corpus import Mention
from autan.coding.codings.queries.corpora import CorpusView, UnknownCorpusError, coded_corpus, get_corpus, view_corpus
from autan.coding.codings.queries.text_sources import may_read_counts
from autan.coding.codings.views.entering import ON_CORPUS, ON_NETWORK, keep_network, read_corpus
from autan.coding.results.core.cooccurrence import CooccurrenceUnit, count_cooccurrences
from autan.coding.results.core.counts import CodeTable, count_code, count_codes
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
from autan.coding.results.presenters.names import NameRule, name_rule
from autan.coding.results.queries.counts import (
    compare_with,
    crossed_table,
    earlier_corpora,
    group_of_corpus,
    versions_side_by_side,
)
from autan.evidence.figures.queries.codable_texts import source_of
from autan.ground.errors import UnknownError
from autan.ground.texts.core.notation import read_whole
from autan.people.accounts.access import guarded, guarded_act


@guarded(ON_CORPUS)
def corpus(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Show the counts of a corpus, code by code; more when the address asks for it."""
    record = read_corpus(request, network, codebook, address)
    view, rule = view_corpus(record), name_rule(record, request.user)
    counted = coded_corpus(view)
    table = count_codes(counted)
    lines = present_table(table, rule)
    context = {
        "corpus": record,
        "network": record.codebook.network,
        "view": view,
        "lines": by_frequency(lines) if request.GET.get("ordre") != "livre" else lines,
        "coverage": coverage_sentence(counted),
        "to_review": len(counted.to_review),
        "undecided": len(view.settled.undecided),
        "has_mentions": request.GET.get("unite") == "mentions",
        "may_code": request.user.has_perm("coding.code_texts", record),
        "may_keep": request.user.has_perm("coding.keep_codebooks", record.codebook.network),
        "asked": request.GET,
        "groupings": source_of(record.kind).groupings(record.address),
        "others": [other for other in earlier_corpora(record) if may_read_counts(request.user, other)],
        "units": list(CooccurrenceUnit),
        "versions": range(1, view.latest.version),
        "hides_names": not rule.sees_all and any(line.unnamed for line in lines),
        **_further(request, view, table, rule),
    }
    return render(request, "coding_results/counts.html", context)


def _further(request: HttpRequest, view: CorpusView, table: CodeTable, rule: NameRule) -> dict[str, Any]:
    """Return what the choices of the page add to the context; a choice that means nothing adds nothing."""
    query, context = request.GET, dict[str, Any]()
    if grouping := query.get("par", ""):
        crossing = crossed_table(view, grouping)
        context |= {"crossing": crossing, "crossed": present_crossing(crossing) if crossing else []}
    if unit := query.get("ensemble", ""):
        units = {cooccurrence_unit.value: cooccurrence_unit for cooccurrence_unit in CooccurrenceUnit}
        context["together"] = present_together(count_cooccurrences(table, units[unit])) if unit in units else []
    if since := query.get("depuis", ""):
        other = next((candidate for candidate in earlier_corpora(view.record) if candidate.address == since), None)
        if other is None or not may_read_counts(request.user, other):
            raise UnknownCorpusError(since)
        changes = compare_with(view, other)
        context |= {"since": other, "changes": present_changes(changes, table.corpus, rule)}
    version = read_whole(query.get("version", "")) or 0
    if 0 < version < view.latest.version:
        context |= {
            "earlier": version,
            "side_by_side": present_versions(versions_side_by_side(view, version)),
        }
    return context


@guarded(ON_CORPUS)
def sentences(request: HttpRequest, network: str, codebook: str, address: str, key: str) -> HttpResponse:
    """The sentences behind the count of a code, for all the territories or for those of a group."""
    record = read_corpus(request, network, codebook, address)
    view, rule = view_corpus(record), name_rule(record, request.user)
    if key not in view.codebook:
        raise UnknownError(key)
    group = request.GET.get("groupe", "")
    counted = group_of_corpus(coded_corpus(view), record, group)
    if counted is None:
        raise UnknownError(group)
    row = count_code(counted, view.codebook.code(key))
    elsewhere: list[Mention] = [mention for part in row.elsewhere for mention in part.mentions]
    context = {
        "corpus": record,
        "network": record.codebook.network,
        "row": row,
        "ancestors": view.codebook.ancestors(key),
        "sentences": present_sentences(row.mentions, counted, rule),
        "elsewhere": present_sentences(elsewhere, counted, rule),
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
    to_all = request.POST.get("to_all") == "1"
    show_counts(by=person, corpus=get_corpus(network, codebook, address), to_all=to_all)
    message = (
        _("Les décomptes sont montrés à qui peut lire les réponses.") if to_all else _("Les décomptes sont repris.")
    )
    messages.success(request, message)
    return redirect("coding:corpus", network=network, codebook=codebook, address=address)
