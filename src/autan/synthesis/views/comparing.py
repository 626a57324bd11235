"""Two publications side by side, as a page and as a table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from autan.accounts.access import guarded
from autan.documents.queries.templates import document_template
from autan.documents.renderers.kinds import MEDIA_TYPES, new_document
from autan.errors import RuleError
from autan.journal.language import refusal_words
from autan.synthesis.presenters.comparisons import present_comparison, write_comparison
from autan.synthesis.queries.comparisons import publications_of_network, publications_to_compare
from autan.synthesis.queries.editions import UnknownEditionError, get_edition, is_public
from autan.synthesis.renderers.comparison_document import render_comparison


@guarded("what is published and stands is for everybody")
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed between the last publication of an edition and another: figures and why, then the text."""
    found = get_edition(slug)
    if not is_public(found):
        raise UnknownEditionError(slug, [])
    try:
        before, after = publications_to_compare(found, request.GET.get("avec", ""))
    except RuleError as error:
        messages.info(request, refusal_words(error))
        return redirect("synthesis:edition", slug=slug)
    comparison = present_comparison(before, after)
    kind = request.GET.get("format", "")
    if kind == "csv":
        return _attached(write_comparison(comparison), slug, kind, "text/csv; charset=utf-8")
    if kind in MEDIA_TYPES:
        document = new_document(kind, document_template(found.network, kind))
        return _attached(render_comparison(document, comparison), slug, kind, MEDIA_TYPES[kind])
    others = [each for each in publications_of_network(found.network) if each.pk != after.pk]
    return render(request, "synthesis/comparison.html", {"edition": found, "comparison": comparison, "others": others})


def _attached(data: bytes, slug: str, kind: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="comparaison-{slug}.{kind}"'}
    return HttpResponse(data, content_type=media_type, headers=headers)
