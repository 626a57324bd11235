"""Equipment as a sheet, in the open data and in the search of the site."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.importers import read_columns
from autan.ground.descriptions.presenters import published_cells, shown_parts, shown_table
from autan.ground.documents.renderers.sheets import DocumentSheet
from autan.ground.extension_points import PublishedTable, SearchHit
from autan.ground.wordings import Text
from tests.equipment.core import Equipment
from tests.equipment.models import EquipmentRecord
from tests.equipment.queries import published_equipment, search_equipment


def equipment_sheet(record: EquipmentRecord) -> DocumentSheet:
    """Give it as a sheet of a Word document."""
    loans, parts = shown_table(record.document, "loans", knows=True), shown_parts(record.document)
    return DocumentSheet(
        title=record.title,
        place=record.territory.short_name,
        note="" if record.is_published else _("Brouillon."),
        parts=tuple((title, tuple((field.label, field.line) for field in fields)) for title, fields in parts),
        tables=((loans.title, loans.headings, loans.cells),),
    )


def _rows(network: str) -> Iterator[tuple[Any, ...]]:
    for record in published_equipment(network):
        cells = published_cells(record.document)
        yield (network, record.territory.siren, record.slug, *cells, record.published_on)


PUBLISHED_EQUIPMENT = PublishedTable(
    name="equipment",
    rank=86,
    title=Text("Matériel prêté", "Equipment lent"),
    description=Text("Un matériel publié par ligne.", "One piece of equipment a row."),
    columns=read_columns("equipment", "equipment", document=Equipment),
    key=("network", "equipment"),
    rows=_rows,
)


def search_hits(text: str, _reader: Any) -> Sequence[SearchHit]:
    """Return what is published that a text names."""
    return [
        SearchHit(title=title, url=reverse("equipment:item", args=[slug]), kind="matériel", score=score)
        for (slug, title), score in search_equipment(text).items()
    ]
