"""Identifiers made of titles."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify


def free_slug(rows: QuerySet[Any], title: str, *, fallback: str) -> str:
    """Return the identifier of a title that no row has yet; one made of `fallback` for a title without letters."""
    start = slugify(title)[:100] or fallback
    taken = set(rows.filter(slug__startswith=start).values_list("slug", flat=True))
    names = (start if rank == 1 else f"{start}-{rank}" for rank in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
