"""Identifiers in addresses that no row has yet."""

from itertools import count
from typing import Any

from django.db.models import QuerySet


def free_slug(rows: QuerySet[Any], start: str, *others: QuerySet[Any]) -> str:
    """Return an identifier that no row has: `start` itself, else `start-2`, `start-3`… One query for each table."""
    taken = {
        slug
        for table in (rows, *others)
        for slug in table.filter(slug__startswith=start).values_list("slug", flat=True)
    }
    return start if start not in taken else next(name for rank in count(2) if (name := f"{start}-{rank}") not in taken)
