"""The page of the journal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from autan.ground.lists.presenters import DeclaredList
from autan.people.journal.access import requires
from autan.people.journal.queries import journal_entries, journal_networks

JOURNAL = DeclaredList(size=100, empty=_("Aucune modification."))
READ_JOURNAL = "territories.read_journal"
"""Right to read the lines of a network, known by its slug: its predicate lives in the room of mandates."""


@requires(READ_JOURNAL)
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Who changed what in the networks that the person coordinates, and what she did outside any; newest first."""
    reader: Any = request.user  # the object of the right is a slug, which Django's types do not foresee
    readable = [slug for slug in journal_networks() if reader.has_perm(READ_JOURNAL, slug)]
    entries = journal_entries(networks=readable, reader=reader.pk)
    return render(request, "journal/list.html", {"listing": JOURNAL.page(request.GET, entries)})
