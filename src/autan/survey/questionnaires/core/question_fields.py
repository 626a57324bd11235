"""A question in the fields of an author’s screen, and read back from them.

A field is a name and a text, as a form sends them. What a field holds that cannot be right stays as it was typed, for
the reader of questionnaires to refuse with its place; `field_of` then says which field that place is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from autan.survey.questionnaires.core.editing import free_code
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.kinds.registry import COLUMN_KINDS, KINDS

FIRST_COLUMN_KIND = next(iter(COLUMN_KINDS))
MORE_COLUMNS, MORE_CHECKS = 3, 1  # empty rows offered after those that are filled
PICKED = "picked_relevance"
"""Field of a condition that was picked among those on offer; it stands in the place of a typed one."""
_COUNTS = ("min_choices", "max_choices", "min_rows", "max_rows")
_NAMED = ("exclusive", "at_least_one_of")
_NUMBERS = ("min", "max", "min_total", "max_total")
_TEXTS = ("text", "help", "why")
_WORDS = ("scope", "required", "relevance")
_MAY_BE_EMPTY = frozenset({"columns", "checks", "continues", "kept"})  # left out of the document then
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{1,10})?")
_INDEXED = re.compile(r"(checks|columns)\[(\d+)\]\.?(.*)")

type Fields = Mapping[str, str]
type Part = dict[str, Any]
"""A question, or a part of one, in the form of the YAML document."""


def read_question(
    kind: QuestionKind, fields: Fields, *, traits: Mapping[str, Any] | None = None, choices: Sequence[Part] = ()
) -> Part:
    """Return the question that fields describe, in the form of the YAML document.

    Choices that go with no other are named by their codes or by their words, as `choices` give them.
    """
    question: Part = {"code": _get(fields, "code"), "kind": kind.value}
    for name in _TEXTS:
        question |= read_text(fields, name)
    takes = KINDS[kind].takes
    words = _WORDS if kind.is_asked else ("scope", "relevance")
    lists = [name for name in ("choices", "rows", "unit") if name in takes]
    question |= {name: _get(fields, name) for name in (*words, *lists) if _get(fields, name)}
    if _get(fields, PICKED):
        question["relevance"] = _get(fields, PICKED)
    if "allows_other" in takes and _get(fields, "allows_other"):
        question["allows_other"] = True
    question |= _numbers(fields, "", [name for name in (*_COUNTS, *_NUMBERS[:2]) if name in takes])
    for name in (name for name in _NAMED if name in takes and _get(fields, name)):
        question[name] = [_code_of(line, choices) for line in map(str.strip, fields[name].splitlines()) if line]
    for name in ("low_label", "high_label"):
        question |= read_text(fields, name) if name in takes else {}
    if "columns" in takes:
        question |= {"columns": [_column(fields, rank) for rank in _ranks(fields, "column")]}
    if kind.is_asked:
        continues = {name: _get(fields, f"continues_{name}") for name in ("campaign", "question")}
        question |= {"checks": [_check(fields, rank) for rank in _ranks(fields, "check")]}
        question |= {"continues": continues if any(continues.values()) else {}}
    question["kept"] = dict(traits or {})
    return {name: part for name, part in question.items() if part or name not in _MAY_BE_EMPTY}


def spread_question(question: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a question, as `read_question` reads them."""
    fields = {
        name: str(question[name]) for name in ("code", "kind", *_WORDS, "choices", "rows", "unit") if question.get(name)
    }
    for name in (*_TEXTS, "low_label", "high_label"):
        fields |= spread_text(name, question.get(name))
    fields |= {name: _write_number(question[name]) for name in (*_COUNTS, *_NUMBERS) if question.get(name) is not None}
    fields |= {name: "\n".join(question[name]) for name in _NAMED if question.get(name)}
    if question.get("allows_other"):
        fields["allows_other"] = "on"
    for rank, column in enumerate(question.get("columns") or ()):
        start = f"column_{rank}_"
        fields |= {start + name: str(column[name]) for name in ("code", "kind", "choices", "unit") if column.get(name)}
        fields |= {start + name: _write_number(column[name]) for name in _NUMBERS if column.get(name) is not None}
        fields |= spread_text(start + "label", column.get("label"))
    for rank, check in enumerate(question.get("checks") or ()):
        start = f"check_{rank}_"
        fields |= {start + name: str(check[name]) for name in ("rule", "severity") if check.get(name)}
        fields |= spread_text(start + "message", check.get("message"))
    continues = question.get("continues") or {}
    return fields | {f"continues_{name}": str(value) for name, value in continues.items()}


def field_of(path: str) -> str:
    """Return the field that a place inside a question stands for; empty for the question as a whole.

    >>> field_of("columns[1].label.fr"), field_of("checks[0].rule"), field_of("relevance"), field_of("text")
    ('column_1_label_fr', 'check_0_rule', 'relevance', 'text_fr')
    """
    match = _INDEXED.match(path)
    start, rest = (f"{match.group(1)[:-1]}_{match.group(2)}_", match.group(3)) if match else ("", path)
    name = rest.replace(".", "_")
    if name in {*_TEXTS, "low_label", "high_label", "label", "message"}:
        name = f"{name}_fr"
    if match and not name:
        name = "code" if match.group(1) == "columns" else "rule"
    return {"continues": "continues_campaign", "checks": "check_0_rule", "columns": "column_0_code"}.get(
        name, start + name
    )


def row_count(fields: Fields, start: str, more: int) -> int:
    """Return how many rows of columns or checks a screen shows: those that are filled, and some more."""
    return max((rank + 1 for rank in _ranks(fields, start)), default=0) + more


def _get(fields: Fields, name: str) -> str:
    return fields.get(name, "").strip()


def read_text(fields: Fields, name: str) -> Part:
    """Return a wording under its name, where either language holds something.

    >>> read_text({"title_fr": " Un titre ", "title_en": ""}, "title")
    {'title': {'fr': 'Un titre'}}
    """
    both = {language: _get(fields, f"{name}_{language}") for language in ("fr", "en")}
    texts = {language: words.replace("\r\n", "\n") for language, words in both.items() if words}
    return {name: texts} if texts else {}


def spread_text(name: str, text: Any) -> dict[str, str]:
    """Return the fields of a wording, as `read_text` reads them; none for no wording."""
    return {f"{name}_{language}": str(words) for language, words in (text or {}).items()}


def _numbers(fields: Fields, start: str, names: Iterable[str]) -> Part:
    """The numbers that some fields hold: bounds, counts of choices, totals."""
    written = {name: _get(fields, start + name) for name in names}
    return {name: _read_number(text) for name, text in written.items() if text}


def _code_of(words: str, choices: Sequence[Part]) -> str:
    """The code of the choice that bears some words; the words themselves when none does."""
    folded = words.casefold()
    codes = (str(choice["code"]) for choice in choices if folded in map(str.casefold, choice["label"].values()))
    return next(codes, words)


def _read_number(text: str) -> float | str:
    """A number written the French or the English way; anything else as it was typed, to be refused."""
    stripped = re.sub("[ \u00a0\u202f]", "", text)
    if not _NUMBER.fullmatch(stripped):
        return text
    number = float(stripped.replace(",", "."))
    return int(number) if number.is_integer() else number


def _write_number(value: Any) -> str:
    return repr(value) if isinstance(value, int | float) else str(value)


def _ranks(fields: Fields, start: str) -> list[int]:
    """Ranks of the rows of fields that hold something; a kind or a severity alone says nothing."""
    pattern = re.compile(rf"{start}_(\d{{1,3}})_(\w+)")
    matches = (pattern.fullmatch(name) for name, value in fields.items() if value.strip())
    return sorted({int(match[1]) for match in matches if match and match[2] not in {"kind", "severity"}})


def _column(fields: Fields, rank: int) -> Part:
    start = f"column_{rank}_"
    word = _get(fields, f"{start}kind") or FIRST_COLUMN_KIND.value
    takes = KINDS[QuestionKind(word)].takes if word in set(QuestionKind) else frozenset()
    code = _get(fields, f"{start}code") or free_code(_get(fields, f"{start}label_fr"), ())
    part: Part = {"code": code, "kind": word}
    part |= {"label": label} if (label := read_text(fields, f"{start}label").get(f"{start}label")) else {}
    lists = [name for name in ("choices", "unit") if name in takes]
    part |= {name: _get(fields, start + name) for name in lists if _get(fields, start + name)}
    totals = _NUMBERS[2:] if "min" in takes and word != QuestionKind.YEAR else ()
    return part | _numbers(fields, start, [*(name for name in _NUMBERS[:2] if name in takes), *totals])


def _check(fields: Fields, rank: int) -> Part:
    start = f"check_{rank}_"
    part: Part = {"rule": _get(fields, f"{start}rule"), "severity": _get(fields, f"{start}severity") or "error"}
    message = read_text(fields, f"{start}message").get(f"{start}message")
    return part | ({"message": message} if message else {})
