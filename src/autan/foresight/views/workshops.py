"""A workshop around the table: the deck to print."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from autan.accounts.access import public
from autan.foresight.presenters.deck import deck_content
from autan.foresight.queries.decks import deck_of
from autan.foresight.queries.places import find_place
from autan.foresight.renderers.deck_pdf import write_deck


@public
def deck(request: HttpRequest, place: str) -> HttpResponse:
    """The cards of a place, to print and cut."""
    held = find_place(place)
    content = write_deck(deck_content(deck_of(held), held), day=timezone.localdate())
    name = f'attachment; filename="cartes-{place}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})
