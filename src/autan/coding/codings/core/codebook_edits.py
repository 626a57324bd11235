"""Edits of a codebook: each gives the next version, and says what it changed; no coding is touched.

A key that is no code's is refused (`CodebookError`). What a version makes of codings that were given in another is in
`crosswalk`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from autan.coding.codings.core.codebook import ChangeKind, Code, Codebook, CodebookChange, CodebookError
from autan.ground.wordings import Text


def add_code(codebook: Codebook, code: Code, *, day: date) -> Codebook:
    """Add a code, last among those of its parent.

    Raises CodebookError: its key is, or was, another code's; its parent is no code.
    """
    _refuse_used(codebook, [code])
    return _next(codebook, (*codebook.codes, code), ChangeKind.ADD, (), (code.key,), day)


def rename_code(codebook: Codebook, key: str, label: Text, *, day: date) -> Codebook:
    """Give a code another label; its key and its codings stay."""
    renamed = replace(codebook.code(key), label=label)
    return _next(codebook, _replaced(codebook, renamed), ChangeKind.RENAME, (key,), (key,), day)


def redefine_code(codebook: Codebook, code: Code, *, day: date) -> Codebook:
    """Change what a code says: definition, rules, examples, key words, colour.

    Its key, label, parent and whether it is codable stay.
    """
    current = codebook.code(code.key)
    redefined = replace(code, label=current.label, parent=current.parent, is_codable=current.is_codable)
    return _next(codebook, _replaced(codebook, redefined), ChangeKind.REDEFINE, (code.key,), (code.key,), day)


def move_code(codebook: Codebook, key: str, parent: str, *, day: date) -> Codebook:
    """Put a code, with everything under it, under another; at the top when `parent` is empty.

    Raises CodebookCycleError: the parent is the code itself, or under it.
    """
    moved = replace(codebook.code(key), parent=parent)
    return _next(codebook, _replaced(codebook, moved), ChangeKind.MOVE, (key,), (key,), day)


def retire_code(codebook: Codebook, key: str, *, day: date) -> Codebook:
    """Stop a code from being given; it stays in the tree with its codings."""
    retired = replace(codebook.code(key), is_codable=False)
    return _next(codebook, _replaced(codebook, retired), ChangeKind.RETIRE, (key,), (key,), day)


def merge_codes(codebook: Codebook, keys: Sequence[str], into: Code | str, *, day: date) -> Codebook:
    """Make one code of several. Their codings are read as codings of it; codes under them come under it.

    Two codes at least; `into` is a new code, or the key of one of those merged.

    Raises:
        CodebookError: fewer than two different codes, or a new code whose key is or was another's.
        CodebookCycleError: the new code would be under one of those merged.
    """
    merged = tuple(dict.fromkeys(keys))
    if len(merged) < 2:
        raise CodebookError("au moins deux codes à fusionner", merged[0] if merged else "")
    places = {code.key: place for place, code in enumerate(codebook.codes)}
    first = min(places[codebook.code(key).key] for key in merged)
    target = codebook.code(into) if isinstance(into, str) else into
    if isinstance(into, str) and into not in merged:
        raise CodebookError("l’un des codes fusionnés, ou un code nouveau", into)
    if not isinstance(into, str):
        _refuse_used(codebook, [into])
    removed = set(merged) - {target.key}
    above = {code.key for code in codebook.ancestors(target.key)} if target.key in codebook else set()
    remaining: list[Code] = []
    for place, code in enumerate(codebook.codes):
        if place == first:
            remaining.append(_move_code(codebook, target, removed, above, target.key))
        if code.key not in removed and code.key != target.key:
            remaining.append(_move_code(codebook, code, removed, above, target.key))
    return _next(codebook, tuple(remaining), ChangeKind.MERGE, merged, (target.key,), day)


def _move_code(codebook: Codebook, code: Code, removed: set[str], above: set[str], target: str) -> Code:
    """Move a code whose parent is removed: under the target or, if above the target, under the next parent kept."""
    if code.parent not in removed:
        return code
    if code.key != target and code.key not in above:
        return replace(code, parent=target)
    parent = code.parent
    while parent in removed:
        parent = codebook.code(parent).parent
    return replace(code, parent=parent)


def split_code(codebook: Codebook, key: str, parts: Sequence[Code], *, day: date) -> Codebook:
    """Split a code into several, which come under it. It stays as their heading, with the codings still to be sorted.

    Two parts at least.

    Raises CodebookError: fewer than two parts, or a part whose key is or was another code's.
    """
    heading = replace(codebook.code(key), is_codable=False)
    if len(parts) < 2:
        raise CodebookError("au moins deux codes issus de la scission", key)
    _refuse_used(codebook, parts)
    under = tuple(replace(part, parent=key) for part in parts)
    codes = (*_replaced(codebook, heading), *under)
    return _next(codebook, codes, ChangeKind.SPLIT, (key,), tuple(part.key for part in under), day)


def used_keys(codebook: Codebook) -> set[str]:
    """Return every key that is, or was, that of a code."""
    keys = (key for change in codebook.changes for key in (*change.before, *change.after))
    return {code.key for code in codebook.codes}.union(keys)


def _refuse_used(codebook: Codebook, codes: Iterable[Code]) -> None:
    """A key that once meant an idea is given to no other."""
    used = used_keys(codebook)
    for code in codes:
        if code.key in used:
            raise CodebookError("une clé qui n’a jamais servi dans ce livre de codes", code.key)
        used.add(code.key)


def _replaced(codebook: Codebook, code: Code) -> tuple[Code, ...]:
    return tuple(code if old_code.key == code.key else old_code for old_code in codebook.codes)


def _next(
    codebook: Codebook,
    codes: tuple[Code, ...],
    kind: ChangeKind,
    before: tuple[str, ...],
    after: tuple[str, ...],
    day: date,
) -> Codebook:
    version = codebook.version + 1
    change = CodebookChange(version=version, kind=kind, before=before, after=after, day=day)
    return replace(codebook, version=version, day=day, codes=codes, changes=(*codebook.changes, change))
