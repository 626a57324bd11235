"""The choices of a list kept under a name, for one person, without a word in the journal; names taken out of sheets."""

from urllib.parse import urlencode

from django.db import transaction

from autan.ground.errors import DomainError
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.journal.core import without_name
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.core.sheets import people_fields
from autan.plans.projects.models import SavedView
from autan.plans.projects.queries.working import sheets_naming
from autan.territories.networks.models import Network

MOST_VIEWS = 30


@transaction.atomic
def keep_view(*, by: Person, network: Network, name: str, sheet_filter: SheetFilter) -> SavedView:
    """Keep choices under a name, in place of those that had it."""
    title, query = " ".join(name.split())[:80], urlencode(sheet_filter.write())
    if not title:
        raise DomainError("une vue retenue a un nom")
    if not query:
        raise DomainError("choisissez d’abord ce que la vue montre")
    views = SavedView.objects.filter(person=by, network=network)
    if views.exclude(name=title).count() >= MOST_VIEWS:
        message = "au plus {most_views} vues retenues\u00a0: oubliez-en une d’abord"
        raise DomainError(message, most_views=MOST_VIEWS)
    view, _made = views.update_or_create(person=by, network=network, name=title, defaults={"query": query[:500]})
    return view


@transaction.atomic
def forget_view(*, by: Person, network: Network, name: str) -> bool:
    """Forget a view of a person; say whether there was one."""
    forgotten, _rows = SavedView.objects.filter(person=by, network=network, name=name).delete()
    return bool(forgotten)


def erase_named(subject: DataSubject) -> int:
    """Take what names somebody, and nobody else known here, out of the sheets; return how many changed."""
    SavedView.objects.filter(person=subject.person or 0).delete()
    count = 0
    for sheet in sheets_naming(subject.words):
        before = dict(sheet.typed)
        for code in people_fields() & sheet.typed.keys():
            for word in subject.words:
                sheet.typed[code] = without_name(sheet.typed[code], word, "")
            sheet.typed[code] = ", ".join(
                name for part in sheet.typed[code].split(",") if (name := part.replace("()", "").strip())
            )
        sheet.typed = {code: text for code, text in sheet.typed.items() if text}
        if sheet.typed != before:
            sheet.revision += 1
            sheet.save()
            count += 1
    return count
