"""The coding screen: texts of one question, or of one territory, and what a person does with each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from autan.coding.codings.actions.codings import (
    UnknownCodingError,
    accept_place,
    allocate_coding,
    apply_code,
    decide_suggestion,
    mark_read,
    note_coding,
    undo_last,
    withdraw_coding,
)
from autan.coding.codings.core.anchors import AnchorError
from autan.coding.codings.core.codebook import Codebook, CodebookError
from autan.coding.codings.forms import TextActForm
from autan.coding.codings.models import Corpus, coder_of
from autan.coding.codings.presenters.codebooks import anchor_of, corpus_url
from autan.coding.codings.presenters.coding_screen import present_codes, present_texts
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.codings.queries.coding_screen import find_suggestion, screen_texts
from autan.coding.codings.queries.corpora import codings_of, corpora_of, open_double_coding, texts_read_by
from autan.coding.codings.queries.text_sources import get_text, read_texts
from autan.coding.codings.views.codebooks import ON_CORPUS, code_corpus, keep_codebook
from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.errors import DomainError, NotAllowedError, RuleError, UnknownError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.language import words
from autan.ground.texts.refusals import refusal_words, sentence_words
from autan.ground.web.forms.sending import sent_data
from autan.people.accounts.access import guarded, guarded_act, signed_in
from autan.people.accounts.models import Person

TEXTS = DeclaredList(size=25)


@guarded(ON_CORPUS)
@signed_in
def screen(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Texts of one set, twenty-five a page: all, those still to be read, those drawn, or those given one code."""
    person, corpus = code_corpus(request, network, codebook, address)
    version, coder = read_version(corpus.codebook), coder_of(person)
    texts, draw = read_texts(corpus), open_double_coding(corpus)
    read = texts_read_by(corpus, coder.key)
    chosen = _filter_texts(request, corpus, list(texts.texts), coder.key, read, draw.texts if draw else [])
    suggests = request.GET.get("propositions") == "1"

    def show(page: Sequence[CodableText]) -> list[dict[str, Any]]:
        return present_texts(screen_texts(corpus, list(page), version, coder, suggests=suggests), version)

    listing = TEXTS.page(request.GET, chosen, show=show)
    context = {
        "corpus": corpus,
        "network": corpus.codebook.network,
        "listing": listing,
        "texts": listing.rows,
        **_codes(version),
        "suggests": suggests,
        "asked": request.GET,
        "counts": _reading_counts(texts.texts, read),
        "drawn": draw if draw and coder.key in draw.coder_keys else None,
        "title": texts.label,
        "group": texts.group,
        "act_url": corpus_url("act", corpus),
        "page_form": TextActForm(initial={"texts": [text["key"] for text in listing.rows]}),
    }
    return render(request, "coding/screen.html", context)


def _reading_counts(texts: Sequence[CodableText], read: Mapping[str, str]) -> dict[str, int]:
    return {"read": sum(read.get(text.key) == text.version for text in texts), "all": len(texts)}


def _codes(codebook: Codebook) -> dict[str, Any]:
    """The codes, and the options of the lists that choose one: drawn once, and shown under each text."""
    codes = present_codes(codebook)
    return {"codes": codes, "code_options": render_to_string("coding/code_options.html", {"codes": codes})}


def _filter_texts(
    request: HttpRequest, corpus: Corpus, texts: list[CodableText], coder: str, read: dict[str, str], draw: list[str]
) -> list[CodableText]:
    """The texts that the address asks for."""
    choice = request.GET.get("voir", "")
    if choice == "a-lire":
        return [text for text in texts if read.get(text.key) != text.version]
    if choice == "tires":
        return [text for text in texts if text.key in draw]
    code = request.GET.get("code", "")
    if code:
        codings = codings_of(corpus, coder, [text.key for text in texts])
        return [text for text in texts if any(record.code == code for record in codings.get(text.key, ()))]
    return texts


@guarded(ON_CORPUS)
@signed_in
def territory(request: HttpRequest, network: str, codebook: str, siren: str) -> HttpResponse:
    """Show the texts of one territory, question after question, coded with one codebook."""
    person, record = keep_codebook(request, network, codebook)
    version, shown, name = read_version(record), [], ""
    for corpus in corpora_of(record):
        own = [text for text in read_texts(corpus).texts if text.siren == siren]
        name = words(own[0].title) if own else name
        shown += present_texts(screen_texts(corpus, own, version, coder_of(person)), version)
    if not shown:
        raise UnknownError(siren)
    context = {
        "network": record.network,
        "record": record,
        "name": name,
        "texts": shown,
        **_codes(version),
        "is_territory": True,
    }
    return render(request, "coding/screen.html", context)


@guarded_act(ON_CORPUS)
def act(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Do one thing with one text; answer with that text alone when a script asks, else lead back to the page."""
    person, corpus = code_corpus(request, network, codebook, address)
    is_part = request.headers.get("X-Part") == "text"
    form, refusal, described_code = TextActForm(request.POST), "", ""
    form.full_clean()
    key: str = form.cleaned_data.get("text", "")
    try:
        described_code, key = _do(person, corpus, key, form)
    except UnknownCodingError as error:
        refusal = refusal_words(error)
    except (NotAllowedError, UnknownError):
        raise
    except (AnchorError, CodebookError) as error:
        refusal = words(error.problem.label) if isinstance(error, AnchorError) else sentence_words(error.reason)
    except (DomainError, RuleError) as error:
        refusal = refusal_words(error)
    if is_part:
        return _part(request, person, corpus, key, form, refusal=refusal, described_code=described_code)
    if refusal:
        messages.error(request, f"{refusal[:1].upper()}{refusal[1:]}.")
    place = corpus_url("screen", corpus) + ("?propositions=1" if form.cleaned_data.get("suggests") else "")
    if form.cleaned_data.get("territory"):
        place = reverse("coding:territory", args=[network, codebook, get_text(corpus, key).siren])
    return redirect(f"{place}#{anchor_of(key)}")


def _part(
    request: HttpRequest,
    person: Person,
    corpus: Corpus,
    key: str,
    form: TextActForm,
    *,
    refusal: str,
    described_code: str,
) -> HttpResponse:
    """One text, drawn again, what was done or refused, and how many are read by now."""
    version, coder = read_version(corpus.codebook), coder_of(person)
    suggests = form.cleaned_data.get("suggests", False)
    shown = present_texts(screen_texts(corpus, [get_text(corpus, key)], version, coder, suggests=suggests), version)
    context = {
        "text": shown[0],
        "counts": _reading_counts(read_texts(corpus).texts, texts_read_by(corpus, coder.key)),
        **_codes(version),
        "refusal": refusal,
        "said": described_code,
        "is_territory": form.cleaned_data.get("territory"),
    }
    return render(request, "coding/part.html", context, status=422 if refusal else 200)


def _do(person: Person, corpus: Corpus, key: str, form: TextActForm) -> tuple[str, str]:
    """Do what is asked; say it, and which text it was about."""
    data = sent_data(form)
    if data["do"] == "undo":
        record = undo_last(by=person, corpus=corpus)
        return _("Annulé."), record.text
    if data["do"] == "read_page":
        texts = [text for text in read_texts(corpus).texts if text.key in data["texts"]]
        mark_read(by=person, corpus=corpus, texts=texts, is_read=True)
        return _("Lus."), texts[0].key if texts else key
    handler = _HANDLERS.get(data["do"])
    if handler is None:
        raise UnknownError(data["do"])
    return handler(person, corpus, get_text(corpus, key), form), key


def _give(person: Person, corpus: Corpus, text: CodableText, form: TextActForm) -> str:
    data = form.cleaned_data
    apply_code(by=person, corpus=corpus, text=text, code=data["code"], anchor=form.anchor(text), memo=data["memo"])
    return _("Codé.")


def _withdraw(person: Person, corpus: Corpus, _text: CodableText, form: TextActForm) -> str:
    withdraw_coding(by=person, corpus=corpus, key=form.cleaned_data["coding"])
    return _("Retiré\u202f; «\u202fAnnuler\u202f» le rétablit.")


def _note(person: Person, corpus: Corpus, _text: CodableText, form: TextActForm) -> str:
    note_coding(by=person, corpus=corpus, key=form.cleaned_data["coding"], memo=form.cleaned_data["memo"])
    return _("Note enregistrée.")


def _place(person: Person, corpus: Corpus, text: CodableText, form: TextActForm) -> str:
    accept_place(by=person, corpus=corpus, key=form.cleaned_data["coding"], text=text)
    return _("Replacé.")


def _allocate(person: Person, corpus: Corpus, _text: CodableText, form: TextActForm) -> str:
    allocate_coding(by=person, corpus=corpus, key=form.cleaned_data["coding"], part=form.cleaned_data["part"])
    return _("Rangé.")


def _read(person: Person, corpus: Corpus, text: CodableText, form: TextActForm) -> str:
    is_read = form.cleaned_data["do"] == "read"
    mark_read(by=person, corpus=corpus, texts=[text], is_read=is_read)
    return _("Lu en entier.") if is_read else _("À relire.")


def _decide(person: Person, corpus: Corpus, text: CodableText, form: TextActForm) -> str:
    version = read_version(corpus.codebook)
    suggestion = find_suggestion(corpus, text, version, coder_of(person), form.cleaned_data["suggestion"])
    if suggestion is None:
        raise RuleError(_("cette proposition n’est plus à décider"))
    accepts = form.cleaned_data["do"] == "accept"
    decide_suggestion(by=person, corpus=corpus, text=text, suggestion=suggestion, accepts=accepts)
    return _("Proposition acceptée.") if accepts else _("Proposition refusée.")


_HANDLERS: dict[str, Callable[[Person, Corpus, CodableText, TextActForm], str]] = {
    "give": _give,
    "withdraw": _withdraw,
    "note": _note,
    "place": _place,
    "allocate": _allocate,
    "read": _read,
    "unread": _read,
    "accept": _decide,
    "refuse": _decide,
}
