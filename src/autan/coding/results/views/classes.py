"""The page of Reinert classes: a second look at many answers, never instead of a reading by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autan.coding.codings.queries.text_sources import read_texts
from autan.coding.codings.views.entering import ON_CORPUS, code_corpus
from autan.coding.results.forms import ClassesForm
from autan.coding.results.presenters.classes import present_classes
from autan.coding.textometry.core.reinert.tables import UnclassifiableError
from autan.coding.textometry.queries import ClassParameters, classify_texts
from autan.coding.textometry.renderers import draw_dendrogram
from autan.ground.texts.refusals import sentence_words
from autan.people.accounts.access import guarded, signed_in


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
            context |= {"shown": shown, "drawing": draw_dendrogram(tree, shown.tree_labels, title=shown.tree_title)}
    return render(request, "coding_results/classes.html", context)
