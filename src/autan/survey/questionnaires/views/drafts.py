"""The screens of an author: questionnaires kept and being written, the outline of a draft, its preview, its end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from autan.ground.errors import AutanError, ConflictError, ImportFileError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.people.accounts.access import person_of, requires
from autan.people.workflows.access import transition_view
from autan.survey.questionnaires.actions.drafts import (
    DRAFT,
    RefusedEditError,
    StaleDraftError,
    begin_draft,
    change_draft,
    import_draft,
    publish_draft,
)
from autan.survey.questionnaires.core.acts import ACTS
from autan.survey.questionnaires.core.editing import UnknownPlaceError, blank_questionnaire
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.printing.layout import describe_version, print_questionnaire
from autan.survey.questionnaires.forms import BlankForm, PublishForm, SourceFileForm
from autan.survey.questionnaires.importers import check_questionnaire, questionnaire_models
from autan.survey.questionnaires.models import QuestionnaireDraft
from autan.survey.questionnaires.presenters.drafts import place_faults, present_lists
from autan.survey.questionnaires.queries import (
    find_draft,
    find_model,
    find_version,
    list_drafts,
    list_versions,
    parse_questionnaire,
    tree_of,
    with_own_slug,
)


@requires("questionnaires.author")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what is kept and what is being written, and the ways to begin."""
    return _show_index(request)


@requires("questionnaires.author")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a questionnaire from nothing."""
    person = person_of(request)
    form = BlankForm(request.POST)

    def write() -> QuestionnaireDraft:
        return begin_draft(by=person, questionnaire=blank_questionnaire(**form.cleaned_data))

    if draft := act_on_form(request, form, write, field="slug"):  # what may be refused is the code: taken, or too long
        return redirect("questionnaires:draft", slug=draft.slug)
    return _show_index(request, blank=form, status=422)


@requires("questionnaires.author")
@require_POST
def import_file(request: HttpRequest) -> HttpResponse:
    """Begin a questionnaire from a file; its faults, or what ours does not hold of it, are shown."""
    person = person_of(request)
    form = SourceFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_index(request, file=form, status=422)
    upload = form.cleaned_data["file"]
    try:
        draft, warnings = import_draft(by=person, data=upload.read(), file=upload.name, today=timezone.localdate())
    except ImportFileError as error:
        context = {"file": upload.name, "faults": error.faults}
        return render(request, "authoring/refused.html", context, status=422)
    except AutanError as error:
        form.add_error(None, refusal_words(error))
        return _show_index(request, file=form, status=422)
    if warnings:
        context = {"file": upload.name, "faults": warnings, "draft": draft}
        return render(request, "authoring/refused.html", context)
    return redirect("questionnaires:draft", slug=draft.slug)


@requires("questionnaires.author")
def version(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Show a version that is kept, as it is asked; begin a new one from it."""
    person = person_of(request)
    record = find_version(slug, day)
    questionnaire = parse_questionnaire(record.document, record.slug)
    if request.method == "POST":
        try:
            draft = begin_draft(by=person, questionnaire=questionnaire, based_on=record)
        except AutanError as error:
            messages.error(request, refusal_words(error))
            return redirect("questionnaires:index")
        return redirect("questionnaires:draft", slug=draft.slug)
    printed = print_questionnaire(questionnaire, subtitle=describe_version(None, record.version))
    return render(request, "authoring/version.html", {"kept": record, "printed": printed})


@requires("questionnaires.author")
def model(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a questionnaire that ships with the product, as it is asked; begin one from it."""
    person, questionnaire = person_of(request), find_model(slug)
    if request.method == "POST":
        with report_outcome(request, _("Le brouillon est commencé.")):
            draft = begin_draft(by=person, questionnaire=with_own_slug(questionnaire))
            return redirect("questionnaires:draft", slug=draft.slug)
        return redirect("questionnaires:index")
    return render(request, "authoring/model.html", {"slug": slug, "printed": print_questionnaire(questionnaire)})


@requires("questionnaires.author")
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the outline of a draft: sections, questions, lists, what could be better."""
    return _show_outline(request, find_draft(slug, reader=request.user))


@requires("questionnaires.author")
@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Move, copy or remove a part of a draft."""
    person = person_of(request)
    part, verb, code = (request.POST.get(name, "") for name in ("part", "act", "code"))
    edit = ACTS.get((part, verb))
    revision = read_whole(request.POST.get("revision", ""))
    if edit is None or revision is None:
        raise Http404(verb)
    try:
        change_draft(
            by=person,
            slug=slug,
            edit=lambda tree: edit(tree, code),
            summary=f"Brouillon « {slug} » : {verb} {code}",
            revision=revision,
            is_removal=verb == "remove",
        )
    except RefusedEditError as error:
        return _show_outline(request, find_draft(slug, reader=request.user), refusal=error)
    except (StaleDraftError, UnknownPlaceError) as error:  # the outline as it stands says more than a page of error
        messages.error(request, refusal_words(error))
        return redirect("questionnaires:draft", slug=slug)
    anchor = f"#{code}" if verb != "remove" else ""
    return redirect(f"{request.path.removesuffix('agir/')}{anchor}")


@requires("questionnaires.author")
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a draft as it will be asked."""
    open_draft = find_draft(slug, reader=request.user)
    questionnaire, _warnings = check_questionnaire(open_draft.document, slug)
    printed = print_questionnaire(questionnaire)
    return render(request, "authoring/preview.html", {"draft": open_draft, "printed": printed})


@requires("questionnaires.author")
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a draft a dated version, which never changes again."""
    person = person_of(request)
    open_draft = find_draft(slug, reader=request.user)
    initial = {"revision": open_draft.revision, "day": timezone.localdate()}
    form = PublishForm(request.POST) if request.method == "POST" else PublishForm(initial=initial)
    published = act_on_form(
        request,
        form,
        lambda: publish_draft(by=person, slug=slug, **form.cleaned_data),
        success=_("La version est publiée."),
        also=(ConflictError,),
    )
    if published:
        return redirect("questionnaires:version", slug=published.slug, day=published.version.isoformat())
    _questionnaire, warnings = check_questionnaire(open_draft.document, slug)
    context = {"draft": open_draft, "faults": place_faults(warnings, tree_of(open_draft.document, slug))}
    return show_form(request, form, "authoring/publish.html", **context)


restore = requires("questionnaires.author")(transition_view(DRAFT, "restore_draft"))
discard = requires("questionnaires.author")(transition_view(DRAFT, "discard_draft"))


def _show_index(
    request: HttpRequest, *, blank: BlankForm | None = None, file: SourceFileForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "drafts": list_drafts(person_of(request)),
        "versions": list_versions(),
        "models": questionnaire_models(),
        "blank": blank or BlankForm(),
        "file": file or SourceFileForm(),
    }
    return render(request, "authoring/index.html", context, status=status)


def _show_outline(
    request: HttpRequest, questionnaire_draft: QuestionnaireDraft, refusal: RefusedEditError | None = None
) -> HttpResponse:
    tree = tree_of(questionnaire_draft.document, questionnaire_draft.slug)
    questionnaire, warnings = check_questionnaire(questionnaire_draft.document, questionnaire_draft.slug)
    context = {
        "draft": questionnaire_draft,
        "questionnaire": questionnaire,
        "lists": present_lists(tree),
        "kinds": list(QuestionKind),
        "faults": place_faults(refusal.faults, refusal.tree) if refusal else (),
        "warnings": place_faults(warnings, tree),
    }
    return render(request, "authoring/outline.html", context, status=422 if refusal else 200)
