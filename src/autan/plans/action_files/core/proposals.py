"""What is proposed for a cell or a heading that is in doubt; nobody takes it in place of a decision."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import TaxBasis, read_amount, sum_amounts
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_files.core.amounts import date_text
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.fields import BY_CODE, read_field

_NEAR = 0.75
_LONGEST = 200
"""Signs of a text that is compared with others: a heading or a choice is no longer."""
_PERCENT = re.compile(r"(\d{1,3}) ?%")
_SHARE = re.compile(r"[01]|0[.,]\d{1,4}")
"""A share that its workbook shows in per cent."""
_YEAR = re.compile(r"\b((?:19|20|21)\d{2})\b")
_QUARTER = re.compile(r"\b(?:t|trimestre )([1-4])\b")
_IMPOSSIBLE = re.compile(r"\d{1,2}[/.-](\d{1,2})[/.-](\d{4})")
_LAST_DIGIT = re.compile(r"(?<=\s\d{3})\d\b")
"""A digit beyond those of the thousands, which may call a note."""
_COMPUTED = re.compile(r"^\s*[-−(]|[\^²³×*=⁰¹⁴-⁹]|\d\s?[eExX]\s?\d")
"""A negative number, a power, a product: its first digits are not its amount."""
_ADDED = re.compile(r"[+\n][\s+]*")
_FIRST_AMOUNT = re.compile(r"\d[\d \u00a0\u202f]{0,20}(?:[.,]\d{1,12})?\s?(?:[kKmM]?€|[kKmM]\b|euros?)?")


def propose_choice(choices: type[Labelled], text: str) -> str:
    """Return the code of the choice that a text most likely names; empty for none.

    >>> from autan.plans.projects.core.themes import ActionTheme
    >>> [propose_choice(ActionTheme, word) for word in ("Bâtiments", "Mobilité", "?")]
    ['building', 'mobility', '']
    >>> [propose_choice(ActionStatus, word) for word in ("50 %", "100 %", "0 %", "0.5")]
    ['ongoing', 'done', 'planned', 'ongoing']
    """
    if choices is ActionStatus and (percent := _PERCENT.fullmatch(text.strip())):
        return {0: "planned", 100: "done"}.get(int(percent[1]), "ongoing")
    if choices is ActionStatus and (share := _SHARE.fullmatch(text.strip())):
        return {"0": "planned", "1": "done"}.get(share[0], "ongoing")
    labels = {fold_accents(member.label.fr): member.value for member in choices}
    plain = fold_accents(text[:_LONGEST])
    return _nearest(plain, labels)


def propose_column(heading: str, known: Mapping[str, str]) -> str:
    """Return what a heading most likely stands for, among those that are known; empty for nothing near.

    >>> [propose_column(heading, {"descriptif": "description"}) for heading in ("Descriptiff", "Qui fait quoi")]
    ['description', '']
    """
    return _nearest(fold_accents(heading[:_LONGEST]), known)


def _nearest(plain: str, known: Mapping[str, str]) -> str:
    """The code whose name has all the words of a text, or the other way round; else the one written nearest."""
    if not plain:
        return ""
    words = {word.removesuffix("s") for word in plain.split()}
    own = {name: {word.removesuffix("s") for word in name.split()} for name in known if len(name) > 2}
    codes = {known[name] for name, parts in own.items() if parts and (words <= parts or parts <= words)}
    if len(codes) == 1:
        return codes.pop()
    close = get_close_matches(plain, known, n=1, cutoff=_NEAR)
    return known[close[0]] if close else ""


def propose_text(code: str, text: str) -> str:
    r"""Return what a date, an amount or a number in doubt most likely says; empty for nothing that could be read.

    Amounts that are added in one cell, or stand on its lines, are proposed as their sum; what is computed otherwise,
    or negative, is not.

    >>> propose_text("end", "31/02/2026"), propose_text("start", "T4 2026"), propose_text("end", "T4 2026")
    ('2026-02', '2026-10', '2026-12')
    >>> propose_text("start", "2024-2030"), propose_text("end", "2024 à 2030"), propose_text("end", "en continu")
    ('2024', '2030', '')
    >>> propose_text("budget", "10 000 €/an"), propose_text("staff_fte", "0,5 ETP"), propose_text("lead", "x")
    ('10 000 €', '0,5', '')
    >>> propose_text("budget", "120 0001"), propose_text("budget", "45 000 €2")
    ('120 000', '45 000 €')
    >>> propose_text("budget", "100 k€ HT + 50 k€"), propose_text("budget", "1\n2\n3")
    ('141667 à 150000 € HT', '6 €')
    >>> propose_text("budget", "10^20 €"), propose_text("budget", "-5 k€")
    ('', '')
    """
    kind = BY_CODE[code].kind
    if kind is FieldKind.DATE:
        proposal = _propose_date(text[:_LONGEST], is_end=code == "end")
    elif kind is FieldKind.MONEY and _ADDED.search(text.strip()):
        proposal = _propose_sum(text)
    elif kind in {FieldKind.MONEY, FieldKind.QUANTITY}:
        if _COMPUTED.search(text):
            return ""
        match = _FIRST_AMOUNT.search(text[:_LONGEST])
        proposal = match[0].strip() if match else ""
        if read_field(BY_CODE[code], proposal) is None:
            proposal = _LAST_DIGIT.sub("", proposal)
    else:
        return ""
    return proposal if proposal and read_field(BY_CODE[code], proposal) is not None else ""


def _propose_sum(text: str) -> str:
    """The sum of amounts of one tax basis, a range where one does not state its own; empty for other parts."""
    amounts = [read_amount(part.strip()) for part in _ADDED.split(text[:_LONGEST].strip())]
    bases = {amount.basis for amount in amounts if amount} - {TaxBasis.NOT_STATED}
    if None in amounts or len(bases) > 1:
        return ""
    total = sum_amounts(amounts)
    ends = dict.fromkeys(f"{end:.0f}" for end in (total.low, total.high) if end is not None)
    basis = "" if total.basis is TaxBasis.NOT_STATED else f" {total.basis.value.upper()}"
    return f"{' à '.join(ends)} €{basis}"


def _propose_date(text: str, *, is_end: bool) -> str:
    if match := _IMPOSSIBLE.fullmatch(text.strip()):
        return f"{match[2]}-{int(match[1]):02}"
    years = _YEAR.findall(text)
    if not years:
        return ""
    plain = fold_accents(text)
    if len(years) == 1 and (quarter := _QUARTER.search(plain)):
        return f"{years[0]}-{int(quarter[1]) * 3 - (0 if is_end else 2):02}"
    month = date_text(" ".join(plain.split()[-2:])) if len(years) == 1 else ""
    return month if "/" in month else years[-1 if is_end else 0]
