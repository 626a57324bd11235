"""What a file says of the actions of a plan against what stands: which action a line is about, and what is compared."""

from collections.abc import Mapping, Sequence

from autan.ground.texts.core.money import Amount, TaxBasis, read_amount
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_files.core.action_rows import ActionRow
from autan.plans.plans.core.sections import Reading
from autan.plans.projects.core.axes import SEPARATOR, axis_key
from autan.plans.projects.core.fields import BY_CODE, read_field, value_code

type ActionName = tuple[str, str, str]
"""Axis, title of the action, title of the part; without accents nor capitals."""


def match_rows(rows: Sequence[ActionRow], current: Sequence[ActionRow]) -> list[ActionRow | None]:
    """Say which standing action each line is about; None for a new one.

    By its identifier; else by its title, where one action alone has it in the file and in the plan; else by its title
    and its axis.
    """
    by_slug = {action.slug: action for action in current}
    by_name = {_name(action): action for action in current}
    titles: dict[tuple[str, str], list[ActionRow]] = {}
    counts: dict[tuple[str, str], int] = {}
    for action in current:
        titles.setdefault(_name(action)[1:], []).append(action)
    for row in rows:
        counts[_name(row)[1:]] = counts.get(_name(row)[1:], 0) + 1

    def find(row: ActionRow) -> ActionRow | None:
        name = _name(row)
        same = titles.get(name[1:], [])
        # A title that comes twice tells nothing alone: its axis says which action it is.
        alone = same[0] if len(same) == 1 and counts[name[1:]] == 1 else None
        return by_slug.get(row.slug) or alone or by_name.get(name)

    return [find(row) for row in rows]


def _name(action: ActionRow) -> ActionName:
    return "/".join(map(fold_accents, action.axis)), fold_accents(action.title), fold_accents(action.part)


def row_fields(row: ActionRow, current: ActionRow | None) -> dict[str, str]:
    """Return what a line says, as it is compared: an empty cell says nothing, and empties nothing."""
    texts = plain_typed(row.typed)
    if row.axis:
        is_same = current is not None and axis_key(row.axis) == axis_key(current.axis)
        texts["axis"] = SEPARATOR.join(current.axis if current and is_same else row.axis)
    for code, lines in (("funding", row.funding), ("steps", row.steps)):
        if lines:
            texts[code] = lines_text(lines)
    return texts


def plain_typed(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed in the one way of writing that a file is compared in.

    >>> plain_typed({"end": "31/12/2026", "budget": "50 000 € HT", "status": "Terminé"})
    {'end': '2026-12-31', 'budget': '50000 € HT', 'status': 'done'}
    """
    known = {code: text for code, text in typed.items() if code in BY_CODE}
    return {code: plain_text(read_field(BY_CODE[code], text), text) for code, text in known.items()}


def plain_text(value: Reading | None, text: str) -> str:
    """Return what was read of a text in the one way of writing; an amount that is no plain one as it was typed.

    >>> plain_text(read_amount("1,5 M€"), "1,5 M€"), plain_text(read_amount("environ 3 k€"), "environ 3 k€")
    ('1500000 €', 'environ 3 k€')
    """
    if isinstance(value, Amount):
        return _plain_amount(value)
    return text.strip() if value is None else value_code(value)


def _plain_amount(amount: Amount) -> str:
    if amount.low != amount.high or amount.is_rough or amount.is_floor:
        return amount.text
    basis = "" if amount.basis is TaxBasis.NOT_STATED else f" {amount.basis.value.upper()}"
    written = str(int(amount.low)) if float(amount.low).is_integer() else str(amount.low)
    return f"{written} €{basis}"


def template_line(line: Mapping[str, str]) -> dict[str, str]:
    """Return what the national template has room for in a line: a funder and one amount, or the name of a step."""
    if "funder" not in line and "name" in line:
        return {"name": line["name"]}
    amount = next((line[code] for code in ("amount", "granted", "asked", "paid") if line.get(code)), "")
    fields = {"funder": line.get("funder", ""), "amount": plain_text(read_amount(amount), amount)}
    return {code: text for code, text in fields.items() if text}


def lines_text(lines: Sequence[Mapping[str, str]]) -> str:
    """Return lines as one text, as the national template tells them, to be compared and shown.

    >>> lines_text([{"funder": "ADEME", "year": "2024", "granted": "10 € HT"}, {"funder": "Région"}])
    'ADEME, 10 € HT ; Région'
    """
    return " ; ".join(", ".join(template_line(line).values()) for line in lines)


def keep_details(current: Sequence[Mapping[str, str]], lines: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return lines of a file, each with the details that the same line held: a year, a state, a type.

    >>> keep_details([{"name": "Étude", "state": "done"}], [{"name": "Étude"}, {"name": "Travaux"}])
    [{'name': 'Étude', 'state': 'done'}, {'name': 'Travaux'}]
    """
    known = {lines_text([line]): line for line in current}
    return [dict(known.get(lines_text([line]), line)) for line in lines]
