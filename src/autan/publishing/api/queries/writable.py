"""Tables that programs write, as rooms register them."""

from autan.ground.errors import known
from autan.ground.extension_points import WritableTable
from autan.ground.registry import registered


def writable_tables() -> dict[str, WritableTable]:
    """Return the tables that programs write, by name."""
    return {table.name: table for table in registered(WritableTable)}


def find_writable(name: str) -> WritableTable:
    """Return a table that programs write.

    Raises:
        UnknownError: there is none of this name, with those that there are.
    """
    tables = writable_tables()
    message = "rien ne s’écrit sous «\u202f{name}\u202f»\u202f; il y a\u00a0: {tables}"
    return known(tables.get(name), message, name=name, tables=", ".join(tables))
