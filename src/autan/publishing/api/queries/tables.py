"""Published tables, read for anybody and kept in memory until something changes; why a row is gone; tables to write."""

from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

import polars as pl
from django.utils import timezone

from autan.ground.errors import known
from autan.ground.extension_points import PublishedColumnKind, PublishedTable, WritableTable
from autan.ground.heavy_work import MANY_PLACES, enter_lane
from autan.ground.registry import registered
from autan.people.journal.queries import last_entry_on, published_version
from autan.publishing.editions.models import Edition, PublishedFigure
from autan.territories.networks.queries.networks import get_network, list_networks, network_members

type Row = tuple[Any, ...]

_TYPES: dict[PublishedColumnKind, type[pl.DataType]] = {
    PublishedColumnKind.TEXT: pl.String,
    PublishedColumnKind.INTEGER: pl.Int64,
    PublishedColumnKind.NUMBER: pl.Float64,
    PublishedColumnKind.FLAG: pl.Boolean,
    PublishedColumnKind.DAY: pl.Date,
}


def find_table(name: str) -> PublishedTable:
    """Return a published table."""
    tables = {table.name: table for table in registered(PublishedTable)}
    return known(
        tables.get(name),
        "aucune table «\u202f{name}\u202f»\u202f; il y a\u00a0: {tables}",
        name=name,
        tables=", ".join(tables),
    )


def changed_on() -> date:
    """Return the day of the last write, from which what is published may have changed; today before any. One query."""
    return last_entry_on() or timezone.localdate()


def table_rows(table: PublishedTable, network: str = "", siren: str = "") -> tuple[Row, ...]:
    """Return the rows of a table that anybody may read, sorted by its key: of a network, or of all of them.

    One query when they are at hand; else those of the room.

    `siren`: the member whose rows are wanted; of a network of very many, a table computed of each gives no others.
    """
    networks = [get_network(network)] if network else list_networks()
    version, rows = published_version(), list[Row]()
    for slug in sorted(network.slug for network in networks):
        is_alone = bool(siren) and _is_too_large(table, slug)
        if not is_alone or any(siren == member.siren for member in network_members(slug)):
            rows += _rows(table.name, slug, siren if is_alone else "", version)
    return tuple(rows)


def first_row(table: PublishedTable, network: str) -> tuple[Row, ...]:
    """Return one row of a table of a network, or none: of a room that makes them one by one, no other is made."""
    enter_lane()
    return tuple(map(tuple, islice(table.rows(network), 1)))


def too_large_network(table: PublishedTable, network: str = "") -> str:
    """Return the network whose rows are computed of too many members to be read page by page; empty for none."""
    slugs = [network] if network else sorted(network.slug for network in list_networks())
    return next((slug for slug in slugs if _is_too_large(table, slug)), "")


def _is_too_large(table: PublishedTable, slug: str) -> bool:
    return table.of_member is not None and len(network_members(slug)) > MANY_PLACES


@lru_cache(maxsize=128)
def _rows(name: str, network: str, siren: str, version: str) -> tuple[Row, ...]:
    del version  # a new one makes other rows
    enter_lane()
    table = find_table(name)
    places = [column.name for column in table.columns]
    key = [places.index(column) for column in table.key]
    rows = table.of_member(network, siren) if table.of_member and siren else table.rows(network)
    return tuple(sorted((tuple(row) for row in rows), key=lambda row: [row[place] for place in key]))


def table_frame(table: PublishedTable, network: str = "") -> pl.DataFrame:
    """Return the same rows as a frame, with the types of the columns."""
    schema = {column.name: _TYPES[column.kind] for column in table.columns}
    return pl.DataFrame(table_rows(table, network), schema=schema, orient="row")


def why_withdrawn(table: str, identifier: str) -> str:
    """Return why something that was public is no longer there, in French; empty for what never was. One query."""
    if table == "editions":
        return _withdrawn_edition(identifier)
    return _printed_figure(identifier) if table == "figures" else ""


def _withdrawn_edition(slug: str) -> str:
    edition = Edition.objects.filter(slug=slug, withdrawn_on__isnull=False, publications__isnull=False).first()
    if edition is None or edition.withdrawn_on is None:
        return ""
    return f"édition retirée le {edition.withdrawn_on.isoformat()} : {edition.withdrawal_reason}"


def _printed_figure(figure_id: str) -> str:
    """The public editions that printed a figure which no longer exists, or is no longer public."""
    printed = PublishedFigure.objects.filter(figure_id=figure_id, publication__edition__withdrawn_on__isnull=True)
    slugs = sorted(set(printed.values_list("publication__edition__slug", flat=True)))
    return f"chiffre qui n’existe plus à cette adresse ; imprimé dans : {', '.join(slugs)}" if slugs else ""


def writable_tables() -> dict[str, WritableTable]:
    """Return the tables that programs write, by name."""
    return {table.name: table for table in registered(WritableTable)}


def find_writable(name: str) -> WritableTable:
    """Return a table that programs write."""
    tables = writable_tables()
    message = "rien ne s’écrit sous «\u202f{name}\u202f»\u202f; il y a\u00a0: {tables}"
    return known(tables.get(name), message, name=name, tables=", ".join(tables))
