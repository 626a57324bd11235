"""The files that a person asked for: how far each is, then the file."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from autan.ground.errors import NotAllowedError, UnknownError
from autan.people.accounts.access import person_of, signed_in
from autan.people.prepared_files.core import FileState
from autan.people.prepared_files.presenters import present_file
from autan.people.prepared_files.queries import get_own_file, maker_of, own_files


@signed_in
@never_cache
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """The files that the reader asked for within a day."""
    return _show(request, "prepared_files/files.html")


@signed_in
@never_cache
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """The list alone, read again by the script of the page while a file is made."""
    return _show(request, "prepared_files/list.html")


@signed_in
@never_cache
def download(request: HttpRequest, key: UUID) -> FileResponse:
    """Give a file to whoever asked for it, when she may still read all that it holds."""
    person = person_of(request)
    file = get_own_file(person, key, now=timezone.now())
    if maker_of(file.kind).scope(person, file.asked) != file.scope:
        raise NotAllowedError("vos droits ont changé depuis que ce fichier a été demandé\u00a0: demandez-le à nouveau")
    if file.state != FileState.READY or not file.path.is_file():
        raise UnknownError("ce fichier n’est pas prêt")
    return FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name)


def _show(request: HttpRequest, template: str) -> HttpResponse:
    now = timezone.now()
    lines = [present_file(file, now=now) for file in own_files(person_of(request), now=now)]
    is_open = any(line["state"].is_open for line in lines)
    return render(request, template, {"lines": lines, "is_open": is_open})
