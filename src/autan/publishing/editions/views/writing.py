"""The pages where an edition is written: its parts, one part with its preview, its catalogue, its history."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.errors import ConflictError, ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import in_language
from autan.ground.texts.refusals import refusal_words, sentence_words
from autan.ground.web.forms.fields import TextForm
from autan.ground.web.forms.sending import act_on_form, report_outcome, sent_data
from autan.people.accounts.access import guarded_form, person_of
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.people.workflows.access import undoable
from autan.publishing.editions.actions.editions import edition_ref
from autan.publishing.editions.actions.new_editions import copy_edition, new_edition
from autan.publishing.editions.actions.writing import (
    SavedSection,
    SectionOutcome,
    add_chapter,
    add_picture,
    discard_unsaved_section,
    move_chapter,
    remark_on_section,
    remove_chapter,
    restore_version,
    save_section,
)
from autan.publishing.editions.core.edition_models import EditionModel
from autan.publishing.editions.forms import COPY, NewEditionForm, PictureForm, SectionForm
from autan.publishing.editions.models import Edition
from autan.publishing.editions.presenters.catalogue import catalogue_topics, present_catalogue
from autan.publishing.editions.presenters.preparation import SectionCheck, check_section, present_faults
from autan.publishing.editions.queries.editions import editions_to_prepare
from autan.publishing.editions.queries.writing import versions_of, written_section, written_sections
from autan.publishing.editions.renderers.edition_page import write_blocks
from autan.publishing.editions.views.preparing import edition_act, edition_page
from autan.publishing.living_text.core.claims import GivenPicture
from autan.territories.networks.queries.networks import get_network, network_members


@guarded_form("the right is that of coordinating the network")
def new(request: HttpRequest, network: str) -> HttpResponse:
    """Begin an edition: from a model, or as a copy of another."""
    person, record = person_of(request), get_network(network)
    require_right(person, "synthesis.write_edition", on=record)
    origins = editions_to_prepare([record])
    form = NewEditionForm(request.POST or None, members=network_members(network), origins=origins)
    success = _("L’édition est commencée : écrivez ses chapitres.")
    created = act_on_form(
        request, form, lambda: _begin(person, network, form.cleaned_data), success=success, also=(ConflictError,)
    )
    if created:
        return redirect("synthesis:write", slug=created.slug)
    status = 422 if form.is_bound else 200
    return render(request, "synthesis/new_edition.html", {"network": record, "form": form}, status=status)


def _begin(person: Person, network: str, fields: dict[str, Any]) -> Edition:
    slug, title, model = fields["slug"], fields["title"], fields["model"]
    if model.startswith(COPY):
        return copy_edition(by=person, origin=model.removeprefix(COPY), slug=slug, title=title)
    chosen = EditionModel(model)
    return new_edition(by=person, network=network, slug=slug, title=title, model=chosen, member=fields["member"])


@edition_page
def write(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The parts of an edition, to be written, moved, removed, added."""
    sections = written_sections(edition, person_of(request))
    context = {"edition": edition, "sections": sections, "last": len(sections) - 1, "ref": edition_ref(edition)}
    return render(request, "synthesis/writing.html", context)


@edition_page
def section(request: HttpRequest, edition: Edition, rank: int) -> HttpResponse:
    """One part: its text, its preview, what is wrong in it, and the catalogue."""
    person = person_of(request)
    if request.method == "POST":
        return _save(request, person, edition, rank)
    return _show(request, person, edition, rank)


def _save(request: HttpRequest, person: Person, edition: Edition, rank: int) -> HttpResponse:
    form = SectionForm(request.POST, auto_id="%s")
    if not form.is_valid():
        return _show(request, person, edition, rank, form=form, status=422)
    text, version, tried = (form.cleaned_data[name] for name in ("text", "version", "tried"))
    if mark := form.cleaned_data["insert"]:
        written = text.rstrip()
        # a title holds no mark: what is inserted goes under it
        is_apart = mark.startswith(("{{chart:", "{{map:", ">")) or written.rpartition("\n")[2].startswith("#")
        text = f"{written}\n\n{mark}\n" if is_apart else f"{written} {mark}\n"
    saved = save_section(by=person, slug=edition.slug, rank=rank, version=version, text=text, tried=tried.split())
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(_as_json(saved), status=409 if saved.outcome is SectionOutcome.CONFLICT else 200)
    edition.refresh_from_db()
    if saved.outcome is SectionOutcome.RECORDED:
        return redirect("synthesis:section", slug=edition.slug, rank=saved.rank)
    status = 409 if saved.outcome is SectionOutcome.CONFLICT else 422
    return _show(request, person, edition, saved.rank, saved=saved, status=status)


def _as_json(saved: SavedSection) -> dict[str, Any]:
    sentences = {
        SectionOutcome.RECORDED: _("Enregistré."),
        SectionOutcome.FAULTY: _("Gardé à part : un repère ne se lit pas encore."),
        SectionOutcome.CONFLICT: _(
            "Quelqu’un d’autre a écrit ce chapitre : votre texte est gardé à part, enregistrez pour voir les deux."
        ),
    }
    return {
        "outcome": saved.outcome,
        "message": sentences[saved.outcome],
        "text": saved.text,
        "version": saved.version if saved.outcome is SectionOutcome.RECORDED else "",
        "rank": saved.rank,
    }


def _show(
    request: HttpRequest,
    person: Person,
    edition: Edition,
    rank: int,
    *,
    saved: SavedSection | None = None,
    form: SectionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = written_section(edition, person, rank)
    has_conflict = saved is not None and saved.outcome is SectionOutcome.CONFLICT
    typed = {"text": shown.text, "version": saved.version if saved and has_conflict else shown.version}
    form = form or SectionForm(initial=typed, auto_id="%s")
    form.fields["text"].widget.attrs["lang"] = edition.language
    searched = _searched(request)
    checked = check_section(edition, rank, shown.text)
    context = {
        "edition": edition,
        "section": shown,
        "saved": saved,
        "conflict": has_conflict,
        "form": form,
        "remark_form": TextForm(label=_("Votre commentaire sur ce chapitre, lu par qui écrit l’édition")),
        "remarks": present_faults(saved.faults) if saved and saved.faults else checked.remarks,
        "preview": _preview(edition, checked),
        "sections": written_sections(edition, person),
        "searched": searched,
        "topics": catalogue_topics(),
        "lines": present_catalogue(edition.network, *searched) if rank and "q" in request.GET else None,
        "ref": edition_ref(edition),
        "picture_form": PictureForm() if rank else None,
    }
    return render(request, "synthesis/section.html", context, status=status)


def _preview(edition: Edition, checked: SectionCheck) -> str:
    if checked.view is None:
        return ""
    with in_language(edition.language):
        return write_blocks(edition.slug, checked.view)


@edition_act
def preview(request: HttpRequest, edition: Edition, rank: int) -> JsonResponse:
    """The preview of a part as it is typed, and what is wrong in it; nothing is recorded."""
    checked = check_section(edition, rank, request.POST.get("text", ""))
    remarks = render_to_string("synthesis/section_remarks.html", {"remarks": checked.remarks})
    return JsonResponse({"preview": _preview(edition, checked), "remarks": remarks})


@edition_page
def catalogue(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the network holds that answers some words, as a part of the page."""
    lines = present_catalogue(edition.network, *_searched(request))
    return render(request, "synthesis/catalogue_lines.html", {"lines": lines})


def _searched(request: HttpRequest) -> tuple[str, str]:
    """The words and the topic that the catalogue is searched by."""
    return request.GET.get("q", ""), request.GET.get("sujet", "")


@edition_act
def arrange(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Move, remove or add a chapter, or give up what was kept aside."""
    person = person_of(request)
    act, rank = request.POST.get("act", ""), _number(request, "rank")
    try:
        match act:
            case "add":
                rank = add_chapter(by=person, slug=edition.slug, title=request.POST.get("title", ""))
                return redirect("synthesis:section", slug=edition.slug, rank=rank)
            case "up" | "down":
                move_chapter(by=person, slug=edition.slug, rank=rank, steps=-1 if act == "up" else 1)
            case "remove":
                with undoable(
                    request,
                    edition,
                    ref=edition_ref(edition),
                    network=edition.network,
                    right="synthesis.write_edition",
                    on=get_network(edition.network),
                    page=reverse("synthesis:write", args=[edition.slug]),
                    success=_("Le chapitre est retiré ; l’histoire du texte le garde."),
                    columns=("source", "state", "title_fr", "title_en"),
                ):
                    remove_chapter(by=person, slug=edition.slug, rank=rank)
            case "give_up":
                discard_unsaved_section(by=person, slug=edition.slug, rank=rank)
                return redirect("synthesis:section", slug=edition.slug, rank=rank)
    except NotAllowedError:
        raise
    except ImportFileError as error:
        messages.error(request, _("Attendu : %s") % sentence_words(error.faults[0].expected))
    except RuleError as error:
        messages.error(request, refusal_words(error))
    return redirect("synthesis:write", slug=edition.slug)


@edition_act
def picture(request: HttpRequest, edition: Edition, rank: int) -> HttpResponse:
    """Add a picture at the end of a part."""
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Image non ajoutée : donnez le fichier, ce qu’elle montre, ses droits."))
        return redirect("synthesis:section", slug=edition.slug, rank=rank)
    upload = form.cleaned_data.pop("file")
    new_picture = GivenPicture(name=upload.name, data=upload.read(), **form.cleaned_data)
    success = _("L’image est à la fin du chapitre : déplacez son repère où vous voulez.")
    with report_outcome(request, success):
        add_picture(by=person_of(request), slug=edition.slug, rank=rank, picture=new_picture)
    return redirect("synthesis:section", slug=edition.slug, rank=rank)


@edition_act
def remark(request: HttpRequest, edition: Edition, rank: int) -> HttpResponse:
    """Keep a comment on a part."""
    with report_outcome(request):
        text = sent_data(TextForm(request.POST))["text"]
        remark_on_section(by=person_of(request), slug=edition.slug, rank=rank, text=text)
    return redirect(f"{reverse('synthesis:section', args=[edition.slug, rank])}#commentaires")


def _number(request: HttpRequest, name: str) -> int:
    return read_whole(request.POST.get(name, "")) or 0


@edition_page
def history(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The versions of the text, each with what it changed; any of them can be brought back."""
    if request.method == "POST":
        try:
            restore_version(by=person_of(request), slug=edition.slug, version=_number(request, "version"))
        except UnknownError as error:
            messages.error(request, refusal_words(error))
            return redirect("synthesis:versions", slug=edition.slug)
        messages.success(request, _("Le texte est revenu à cette version ; celle d’avant reste dans l’histoire."))
        return redirect("synthesis:write", slug=edition.slug)
    return render(request, "synthesis/versions.html", {"edition": edition, "versions": versions_of(edition)})
