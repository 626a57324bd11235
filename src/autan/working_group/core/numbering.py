"""Identifiers that are free."""

from collections.abc import Collection


def first_free(base: str, taken: Collection[str]) -> str:
    """Return an identifier that is not taken: the base, else the base and a number from 2 on.

    >>> first_free("groupe", {"groupe", "groupe-2"})
    'groupe-3'
    """
    if base not in taken:
        return base
    rank = 2
    while f"{base}-{rank}" in taken:
        rank += 1
    return f"{base}-{rank}"
