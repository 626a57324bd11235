"""The screens of one part of a draft: a question, a section, a choice list, its title."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from autan.errors import AutanError
from autan.questionnaires.actions.draft_parts import (
    StaleQuestionError,
    save_heading,
    save_list,
    save_question,
    save_section,
)
from autan.questionnaires.actions.drafts import RefusedEditError
from autan.questionnaires.core.drafts.choice_lines import write_choices
from autan.questionnaires.core.drafts.editing import Tree, UnknownPlaceError, find_section, lists_of, question_of
from autan.questionnaires.core.drafts.fingerprints import fingerprint
from autan.questionnaires.core.drafts.question_fields import spread_question, spread_text
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.models import QuestionnaireDraft
from autan.questionnaires.presenters.drafts import Sheet, errors_of_question, place_faults, question_groups
from autan.questionnaires.queries.drafts import tree_of
from autan.questionnaires.views.drafts import author_or_403, draft_or_404


@login_required
def add_question(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new question, of the kind and in the section that were asked for."""
    author_or_403(request)
    found = draft_or_404(slug)
    given = request.POST if request.method == "POST" else request.GET
    section, kind = given.get("section", ""), _kind_or_404(given.get("kind", ""))
    tree = tree_of(found.document, slug)
    _section_or_404(tree, section)
    if request.method == "POST":
        return _save(request, found, kind, section=section)
    return _show_question(request, found, kind, {}, section=section)


@login_required
def question(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change a question; another kind may be asked for, and takes what it can of the fields."""
    author_or_403(request)
    found = draft_or_404(slug)
    standing = _question_or_404(found, code)
    kind = _kind_or_404(request.POST.get("kind") or request.GET.get("kind") or str(standing["kind"]))
    if request.method == "POST":
        return _save(request, found, kind, replaced=code)
    fields = spread_question(standing) | {"kind": kind.value}
    return _show_question(request, found, kind, fields, replaced=code, seen=fingerprint(standing))


@login_required
def section(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Write the title of a section; a new one comes with its first question."""
    person = author_or_403(request)
    found = draft_or_404(slug)
    tree = tree_of(found.document, slug)
    standing: Mapping[str, Any] = tree["sections"][_section_or_404(tree, code)] if code else {}
    fields = {
        "code": code,
        **spread_text("title", standing.get("title")),
        **spread_text("intro", standing.get("intro")),
    }
    faults: tuple[Any, ...] = ()
    if request.method == "POST":
        fields = request.POST.dict()
        try:
            save_section(by=person, slug=slug, fields=fields, replaced=code)
            return _to_outline(slug, fields.get("code") or code)
        except RefusedEditError as error:
            faults = place_faults(error.faults, error.tree)
    context = {"draft": found, "code": code, "fields": fields, "faults": faults}
    return render(request, "questionnaires/section.html", context, status=422 if faults else 200)


@login_required
def choice_list(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Write a choice list, one choice a line."""
    person = author_or_403(request)
    found = draft_or_404(slug)
    lists = lists_of(tree_of(found.document, slug))
    if code and code not in lists:
        raise Http404(code)
    name, lines = code, write_choices(lists.get(code))
    faults: tuple[Any, ...] = ()
    if request.method == "POST":
        name, lines = code or request.POST.get("code", "").strip(), request.POST.get("lines", "")
        try:
            save_list(by=person, slug=slug, code=name, lines=lines)
            return _to_outline(slug, "lists")
        except RefusedEditError as error:
            faults = place_faults(error.faults, error.tree)
    context = {"draft": found, "code": code, "name": name, "lines": lines, "faults": faults}
    return render(request, "questionnaires/list.html", context, status=422 if faults else 200)


@login_required
def heading(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the title and the note of a draft."""
    person = author_or_403(request)
    found = draft_or_404(slug)
    tree = tree_of(found.document, slug)
    fields = {**spread_text("title", tree["title"]), **spread_text("note", tree.get("note"))}
    faults: tuple[Any, ...] = ()
    if request.method == "POST":
        fields = request.POST.dict()
        try:
            save_heading(by=person, slug=slug, fields=fields)
            return _to_outline(slug, "")
        except RefusedEditError as error:
            faults = place_faults(error.faults, error.tree)
    context = {"draft": found, "fields": fields, "faults": faults}
    return render(request, "questionnaires/heading.html", context, status=422 if faults else 200)


def _save(
    request: HttpRequest, found: QuestionnaireDraft, kind: QuestionKind, *, section: str = "", replaced: str = ""
) -> HttpResponse:
    """Write what was sent, or show it again with what is wrong beside each field."""
    fields, seen = request.POST.dict(), request.POST.get("seen", "")
    show = partial(_show_question, request, found, kind, fields, section=section, replaced=replaced)
    try:
        _draft, code = save_question(
            by=author_or_403(request),
            slug=found.slug,
            kind=kind,
            fields=fields,
            section=section,
            replaced=replaced,
            seen=seen,
        )
    except RefusedEditError as error:
        code = fields.get("code", "").strip() or replaced or _last_code(error.tree, section)
        return show(errors=errors_of_question(error.faults, error.tree, code), seen=seen)
    except StaleQuestionError as error:
        errors = {"": [str(error), _("Enregistrer de nouveau remplacera ce que l’autre personne a écrit.")]}
        return show(errors=errors, seen=fingerprint(error.question), other=error.question)
    except AutanError as error:
        return show(errors={"": [str(error)]}, seen=seen)
    return _to_outline(found.slug, code)


def _show_question(
    request: HttpRequest,
    found: QuestionnaireDraft,
    kind: QuestionKind,
    fields: Mapping[str, str],
    *,
    section: str = "",
    replaced: str = "",
    seen: str = "",
    errors: Mapping[str, list[str]] | None = None,
    other: Mapping[str, Any] | None = None,
) -> HttpResponse:
    errors = errors or {}
    tree = tree_of(found.document, found.slug)
    sheet = Sheet(language=get_language() or "fr", tree=tree, fields=fields, errors=errors)
    groups = question_groups(kind, sheet)
    shown = {"", *(one.name for group in groups for one in group.fields)}
    stray = [words for name, said in errors.items() if name not in shown for words in said]
    context = {
        "draft": found,
        "kind": kind,
        "kinds": list(QuestionKind),
        "groups": groups,
        "section": section,
        "replaced": replaced,
        "seen": seen,
        "errors": [*errors.get("", ()), *stray],
        "is_refused": bool(errors),
        "other": other,
    }
    return render(request, "questionnaires/question.html", context, status=422 if errors else 200)


def _last_code(tree: Tree, section: str) -> str:
    """Code of the question that was just put at the end of a section."""
    code: str = tree["sections"][find_section(tree, section)]["questions"][-1]["code"]
    return code


def _to_outline(slug: str, anchor: str) -> HttpResponse:
    address = reverse("questionnaires:draft", kwargs={"slug": slug})
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


def _kind_or_404(word: str) -> QuestionKind:
    if word not in set(QuestionKind):
        raise Http404(word)
    return QuestionKind(word)


def _section_or_404(tree: Tree, code: str) -> int:
    try:
        return find_section(tree, code)
    except UnknownPlaceError as error:
        raise Http404(str(error)) from None


def _question_or_404(found: QuestionnaireDraft, code: str) -> Mapping[str, Any]:
    try:
        return question_of(tree_of(found.document, found.slug), code)
    except UnknownPlaceError as error:
        raise Http404(str(error)) from None
