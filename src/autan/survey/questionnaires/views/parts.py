"""The screens of one part of a draft: a question, a section, a choice list, its title."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.errors import AutanError
from autan.ground.texts.refusals import refusal_words
from autan.people.accounts.access import person_of, requires
from autan.people.journal.core import version_of
from autan.survey.questionnaires.actions.drafts import RefusedEditError
from autan.survey.questionnaires.actions.parts import (
    StaleQuestionError,
    save_heading,
    save_list,
    save_question,
    save_section,
)
from autan.survey.questionnaires.core.editing import UnknownPlaceError, lists_of, question_of, section_of, write_choices
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.question_fields import spread_question, spread_text
from autan.survey.questionnaires.forms import ChoiceListForm, HeadingForm, NewSectionForm, SectionForm
from autan.survey.questionnaires.models import QuestionnaireDraft
from autan.survey.questionnaires.presenters.drafts import (
    ScreenFields,
    errors_of_question,
    place_faults,
    question_groups,
)
from autan.survey.questionnaires.queries import find_draft, tree_of


@requires("questionnaires.author")
def add_question(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new question, of the kind and in the section that were asked for."""
    draft = find_draft(slug, reader=request.user)
    data = request.POST if request.method == "POST" else request.GET
    section, kind = data.get("section", ""), _kind_or_404(data.get("kind", ""))
    section_of(tree_of(draft.document, slug), section)  # refused when the section is not there any more
    if request.method == "POST":
        return _save(request, draft, kind, section=section)
    return _show_question(request, draft, kind, {}, section=section)


@requires("questionnaires.author")
def question(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change a question; another kind may be asked for, and takes what it can of the fields."""
    draft = find_draft(slug, reader=request.user)
    current = question_of(tree_of(draft.document, slug), code)
    kind = _kind_or_404(request.POST.get("kind") or request.GET.get("kind") or str(current["kind"]))
    if request.method == "POST":
        return _save(request, draft, kind, replaced=code)
    fields = spread_question(current) | {"kind": kind.value}
    return _show_question(request, draft, kind, fields, replaced=code, seen=version_of(current))


@requires("questionnaires.author")
def section(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Write the title of a section; a new one comes with its first question."""
    draft = find_draft(slug, reader=request.user)
    current = section_of(tree_of(draft.document, slug), code) if code else {}
    shown = {"code": code, **spread_text("title", current.get("title")), **spread_text("intro", current.get("intro"))}
    form = (SectionForm if code else NewSectionForm)(request.POST or None, initial=shown, auto_id="%s")
    save = partial(save_section, by=person_of(request), slug=slug, replaced=code)
    context = {"draft": draft, "code": code, "form": form}
    return _edit(request, "authoring/section.html", context, lambda data: save(fields=data), anchor="")


@requires("questionnaires.author")
def choice_list(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Write a choice list, one choice a line."""
    draft = find_draft(slug, reader=request.user)
    lists = lists_of(tree_of(draft.document, slug))
    if code and code not in lists:
        raise UnknownPlaceError(code)
    form = ChoiceListForm(request.POST or None, initial={"lines": write_choices(lists.get(code))}, auto_id="%s")
    save = partial(save_list, by=person_of(request), slug=slug)
    context = {"draft": draft, "code": code, "form": form}

    def write(data: Mapping[str, str]) -> QuestionnaireDraft:
        return save(code=code or data["code"], lines=data["lines"])

    return _edit(request, "authoring/list.html", context, write, anchor="lists")


@requires("questionnaires.author")
def heading(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the title and the note of a draft."""
    draft = find_draft(slug, reader=request.user)
    tree = tree_of(draft.document, slug)
    shown = {**spread_text("title", tree["title"]), **spread_text("note", tree.get("note"))}
    form = HeadingForm(request.POST or None, initial=shown, auto_id="%s")
    save = partial(save_heading, by=person_of(request), slug=slug)
    context = {"draft": draft, "form": form}
    return _edit(request, "authoring/heading.html", context, lambda data: save(fields=data), anchor="")


def _edit(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    save: Callable[[Mapping[str, str]], QuestionnaireDraft],
    *,
    anchor: str,
) -> HttpResponse:
    """Show the screen of a part; when it is sent, write the part, or show again what was typed and what is wrong."""
    faults: tuple[dict[str, Any], ...] = ()
    if (form := context["form"]).is_valid():
        try:
            return _to_outline(request, save(form.cleaned_data).slug, anchor or form.cleaned_data.get("code", ""))
        except RefusedEditError as error:
            faults = place_faults(error.faults, error.tree)
    return render(request, template, {**context, "faults": faults}, status=422 if faults or form.errors else 200)


def _save(
    request: HttpRequest,
    questionnaire_draft: QuestionnaireDraft,
    kind: QuestionKind,
    *,
    section: str = "",
    replaced: str = "",
) -> HttpResponse:
    """Write what was sent, or show it again with what is wrong beside each field."""
    fields, seen = request.POST.dict(), request.POST.get("seen", "")
    show = partial(_show_question, request, questionnaire_draft, kind, fields, section=section, replaced=replaced)
    try:
        _draft, code = save_question(
            by=person_of(request),
            slug=questionnaire_draft.slug,
            kind=kind,
            fields=fields,
            section=section,
            replaced=replaced,
            seen=seen,
        )
    except RefusedEditError as error:
        code = fields.get("code", "").strip() or replaced or section_of(error.tree, section)["questions"][-1]["code"]
        return show(errors=errors_of_question(error.faults, error.tree, code), seen=seen)
    except StaleQuestionError as error:
        errors = {"": [refusal_words(error), _("Enregistrer de nouveau remplacera ce que l’autre personne a écrit.")]}
        return show(errors=errors, seen=version_of(error.question), other=error.question)
    except AutanError as error:
        return show(errors={"": [refusal_words(error)]}, seen=seen)
    return _to_outline(request, questionnaire_draft.slug, code)


def _show_question(
    request: HttpRequest,
    questionnaire_draft: QuestionnaireDraft,
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
    tree = tree_of(questionnaire_draft.document, questionnaire_draft.slug)
    screen = ScreenFields(tree=tree, fields=fields, errors=errors)
    groups = question_groups(kind, screen)
    shown = {"", *(field.name for group in groups for field in group.fields)}
    stray = [words for name, error in errors.items() if name not in shown for words in error]
    context = {
        "draft": questionnaire_draft,
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
    return render(request, "authoring/question.html", context, status=422 if errors else 200)


def _to_outline(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """Say that it is saved, and lead back to its place in the outline."""
    messages.success(request, _("C’est enregistré."))
    address = reverse("questionnaires:draft", kwargs={"slug": slug})
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


def _kind_or_404(word: str) -> QuestionKind:
    if word not in set(QuestionKind):
        raise Http404(word)
    return QuestionKind(word)
