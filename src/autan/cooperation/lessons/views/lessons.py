"""Lessons: the list, one, its versions and sheet, writing, publishing and confirming it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.cooperation.lessons.actions.lessons import (
    REFUSAL,
    StaleLessonError,
    add_lesson,
    change_lesson,
    confirm_lesson,
    count_use,
    lesson_ref,
    publish_lesson,
)
from autan.cooperation.lessons.core.filters import LessonFilter
from autan.cooperation.lessons.core.lessons import LessonContent, is_to_confirm
from autan.cooperation.lessons.forms import ConditionForm, LessonForm, StepForm, condition_forms, lesson_initial
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.lessons.presenters.adoption import chain_view
from autan.cooperation.lessons.presenters.lessons import code_labels, lesson_document, lesson_rows
from autan.cooperation.lessons.queries.figures import followers_figure
from autan.cooperation.lessons.queries.lessons import (
    LEVERS,
    OBSTACLES,
    adoptions_of_lesson,
    codes_of,
    find_lesson,
    find_version,
    hosts_of,
    list_lessons,
    named_codes,
    open_lessons,
    places_acted_for,
    projects_of,
    use_count,
    use_counts,
    versions_of,
)
from autan.cooperation.workshops.queries import workshops_of
from autan.evidence.figures.forms import for_reader
from autan.evidence.figures.queries.registry import evidence_cards
from autan.ground.descriptions.core.documents import from_json, publication_gaps
from autan.ground.descriptions.presenters import shown_parts, shown_table
from autan.ground.documents.renderers.kinds import MEDIA_TYPES
from autan.ground.documents.renderers.sheets import write_docx
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import words
from autan.ground.web.forms.described import are_valid
from autan.ground.web.forms.sending import act_on_form, report_outcome
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members

LESSONS = DeclaredList(size=20, filter=LessonFilter, empty=gettext_lazy("Aucun savoir-faire ne répond à ces choix."))
_DEPENDS = "a draft is read by those who write it"
_WRITES = "the right is that of writing this lesson"
_PLACE_LENGTH = 60

type Conditions = list[ConditionForm]


@public
def lessons(request: HttpRequest, network: str) -> HttpResponse:
    """The lessons that the address asks for, page by page."""
    network_record, lesson_filter, today = get_network(network), LessonFilter.read(request.GET), timezone.localdate()
    context = {
        "network": network_record,
        "listing": LESSONS.page(
            request.GET,
            list_lessons(network, lesson_filter, reader=request.user, today=today),
            show=partial(lesson_rows, today=today),
            offered={"siren": hosts_of(network, request.user)},
        ),
        "has_none": lesson_filter.keeps_all,
        "uses": use_counts(network),
        "may_add": request.user.has_perm("lessons.take_part", network_record),
    }
    return render(request, "lessons/lessons.html", context)


@guarded(_DEPENDS)
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a lesson with its conditions, its evidence and its adoptions."""
    return lesson_page(request, find_lesson(slug, reader=request.user))


def lesson_page(request: HttpRequest, lesson: Lesson, refused: StepForm | None = None) -> HttpResponse:
    """The page of a lesson; a step that was refused is on it, with what was typed."""
    slug = lesson.slug
    may_write = request.user.has_perm("lessons.write_lesson", lesson)
    may_publish = request.user.has_perm("lessons.publish_lesson", lesson)
    records = adoptions_of_lesson(lesson)
    knows = request.user.has_perm("lessons.read_needs_of", lesson.network)
    names = {member.siren: member.short_name for member in network_members(lesson.network.slug)}
    # a host does not take up its own lesson
    places = [place for place in places_acted_for(lesson.network, request.user) if place.pk != lesson.territory_id]
    context = _version_context(request, lesson, lesson.parsed_content) | {
        "followers": followers_figure(lesson, records),
        "chain": chain_view(lesson.title, slug, lesson.territory.short_name, records, names, knows=knows),
        "knows": knows,
        "form": refused or (StepForm(places=places) if places and lesson.is_published else None),
        "may_write": may_write,
        "may_publish": may_publish,
        "gaps": [words(gap) for gap in publication_gaps(lesson.parsed_content)]
        if may_write and not lesson.is_published
        else (),
        "to_confirm": lesson.is_published and is_to_confirm(lesson.confirmed_on, today=timezone.localdate()),
        "uses": use_count(lesson),
        "versions": versions_of(lesson),
        "ref": lesson_ref(lesson) if may_write else None,
    }
    return render(request, "lessons/lesson.html", context, status=422 if refused else 200)


def _version_context(request: HttpRequest, lesson: Lesson, content: LessonContent) -> dict[str, Any]:
    """Return the context of a page on one version of a lesson."""
    network = lesson.network.slug
    names = {"levers": code_labels(named_codes(network, LEVERS)), "code": code_labels(codes_of(network, OBSTACLES))}
    return {
        "lesson": lesson,
        "content": content,
        "parts": shown_parts(content, names=names),
        "conditions": shown_table(content, "conditions"),
        "difficulties": shown_table(content, "difficulties", names=names),
        "cards": evidence_cards(content.evidence, reader=request.user),
    }


@guarded(_DEPENDS)
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one version of a lesson; any other than the current one is for whoever writes it."""
    lesson = find_lesson(slug, reader=request.user)
    if number != lesson.version:
        require_right(person_of(request), "lessons.write_lesson", on=lesson, refusal=REFUSAL)
    lesson_version = find_version(lesson, number)
    context = _version_context(request, lesson, from_json(LessonContent, lesson_version.content)) | {
        "version": lesson_version
    }
    return render(request, "lessons/version.html", context)


@guarded(_DEPENDS)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The lesson as a DOCX sheet, to print and hand over."""
    lesson = find_lesson(slug, reader=request.user)
    document = lesson_document(
        lesson, codes_of(lesson.network.slug, OBSTACLES), named_codes(lesson.network.slug, LEVERS)
    )
    data = write_docx([document], title=lesson.title, day=timezone.localdate())
    return attached(data, f"{slug}.docx", MEDIA_TYPES["docx"])


@guarded_form("the right is that of taking part in the network")
def add(request: HttpRequest, network: str) -> HttpResponse:
    """Write a lesson, a draft first."""
    network_record = get_network(network)
    require_right(person_of(request), "lessons.take_part", on=network_record, refusal=REFUSAL)
    form, conditions = _forms(request, network_record)

    def write() -> Lesson:
        return add_lesson(by=person_of(request), network=network_record, lesson_input=form.lesson_input(conditions))

    def titles() -> list[tuple[str, str]]:
        return [(one.title, reverse("lessons:lesson", args=[one.slug])) for one in open_lessons(network, request.user)]

    message, names = _("Le brouillon est enregistré."), ("title", titles)
    if are_valid(conditions) and (lesson := act_on_form(request, form, write, success=message, names=names)):
        return redirect("lessons:lesson", slug=lesson.slug)
    return _writing(request, form, conditions, {"network": network_record})


@guarded_form(_WRITES)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new version of a lesson."""
    lesson = find_lesson(slug, reader=request.user)
    require_right(person_of(request), "lessons.write_lesson", on=lesson, refusal=REFUSAL)
    form, conditions = _forms(request, lesson.network, lesson)
    revision = read_whole(request.POST.get("revision", ""))

    def write() -> Lesson:
        lesson_input = form.lesson_input(conditions)
        return change_lesson(by=person_of(request), lesson=lesson, lesson_input=lesson_input, revision=revision)

    message = _("La nouvelle version est enregistrée\u202f; les précédentes sont gardées.")
    if (
        are_valid(conditions)
        and act_on_form(request, form, write, success=message, also=(StaleLessonError,)) is not None
    ):
        return redirect("lessons:lesson", slug=slug)
    return _writing(request, form, conditions, {"network": lesson.network, "lesson": lesson})


def _forms(request: HttpRequest, network: Network, lesson: Lesson | None = None) -> tuple[LessonForm, Conditions]:
    """The form of a lesson, and those of its conditions of transfer."""
    data, content = request.POST or None, lesson.parsed_content if lesson else None
    form = LessonForm(
        data,
        document=content,
        initial=lesson_initial(lesson) if lesson else {},
        hosts=places_acted_for(network, request.user),
        projects=projects_of(network),
        workshops=workshops_of(network.slug),
        levers=codes_of(network.slug, LEVERS),
        obstacles=codes_of(network.slug, OBSTACLES),
    )
    return for_reader(form, request.user, network=network.slug), condition_forms(content, data)


def _writing(request: HttpRequest, form: LessonForm, conditions: Conditions, context: dict[str, Any]) -> HttpResponse:
    is_refused = bool(form.errors) or any(condition.errors for condition in conditions)
    network: Network = context["network"]
    codes = code_labels(codes_of(network.slug, OBSTACLES))
    context |= {"form": form, "conditions": conditions, "codes": codes}
    return render(request, "lessons/write.html", context, status=422 if is_refused else 200)


@guarded_act("the right is that of publishing this lesson")
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a lesson, or say what it lacks; a published one is confirmed."""
    lesson = find_lesson(slug, reader=request.user)
    act, success = publish_lesson, _("Le savoir-faire est publié.")
    if lesson.is_published:
        act, success = confirm_lesson, _("Le savoir-faire est confirmé, à la date d’aujourd’hui.")
    with report_outcome(request, success):
        act(by=person_of(request), lesson=lesson, today=timezone.localdate())
    return redirect("lessons:lesson", slug=slug)


@guarded(_DEPENDS)
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a lesson from where work is done, and count that it was."""
    lesson = find_lesson(slug, reader=request.user)
    place = request.GET.get("depuis", "")[:_PLACE_LENGTH]
    if lesson.is_published and place.replace(".", "").replace("_", "").isalnum():
        count_use(lesson=lesson, place=place, today=timezone.localdate())
    return redirect("lessons:lesson", slug=slug)
