"""The fields of a question on a screen, kept to the letter, and what several kinds read alike in them.

The fields of a question are its *parts*, by name; each kind reads them into a value and puts a value back in them.

| kind | parts |
|---|---|
| open, short_text, number, percentage, scale, date, year | `value` |
| half_open | `choice`, `text` |
| single, multiple | `choice` (several for multiple), `other` |
| ranking | `rank.<choice>` |
| split | `part.<choice>` |
| table | `cell.<row number>.<column>` |
| matrix | `cell.<row>.<column>` |
| file | `name`, `link` |
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.numbers import read_number, write_number
from autan.questionnaires.core.questionnaire import Bounds, Question
from autan.questionnaires.core.wordings import symbol_of

type Parts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFault:
    """One fault of what was typed: the part it stands in, and what to do about it."""

    part: str
    message: Text


def normalise_parts(parts: Parts) -> dict[str, tuple[str, ...]]:
    r"""Return parts in the form in which they are compared: trimmed, empty ones away, line ends alike.

    >>> normalise_parts({"text": (" a\r\nb ",), "choice": ("",)})
    {'text': ('a\nb',)}
    """
    trimmed = {
        name: tuple(sorted(value for value in (_normal(text) for text in texts) if value))
        for name, texts in parts.items()
    }
    return {name: texts for name, texts in sorted(trimmed.items()) if texts}


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def row_numbers(parts: Iterable[str]) -> list[int]:
    """Return the numbers of the rows of a table that some parts name, in order.

    >>> row_numbers(["cell.0.title", "cell.12.title", "cell.12.year", "value"])
    [0, 12]
    """
    found = {name.split(".")[1] for name in parts if name.startswith("cell.") and name.count(".") == 2}
    return sorted(int(number) for number in found if number.isdecimal() and len(number) < 6)


def one_text(parts: Parts, name: str) -> str:
    """Return what one field holds; empty when it holds nothing."""
    return parts.get(name, ("",))[0]


def limit_length(text: str, most: int, part: str, faults: list[InputFault]) -> str:
    """Return a text; one that is too long is a fault."""
    if len(text) > most:
        french = f"ce texte a {write_number(len(text))} signes\u202f; {write_number(most)} au plus sont gardés"
        english = f"this text has {len(text):,} characters; at most {most:,} are kept"
        faults.append(InputFault(part=part, message=Text(french, english)))
    return text


def read_number_part(
    parts: Parts, part: str, unit: str, bounds: Bounds, faults: list[InputFault]
) -> int | float | None:
    """Return the number that a field holds, in a unit whose symbol may follow it; None and a fault for no number."""
    symbol, text = symbol_of(unit), one_text(parts, part)
    number = read_number(text, (symbol.fr, symbol.en))
    if number is None:
        french = f"un nombre est attendu, comme 12\u202f500 ou 3,5\u202f; «\u202f{text[:40]}\u202f» n’en est pas un"
        english = f"a number is expected, such as 12 500 or 3,5; “{text[:40]}” is not one"
        faults.append(InputFault(part=part, message=Text(french, english)))
    elif number not in bounds:
        faults.append(InputFault(part=part, message=_say_bounds(bounds)))
    return number


def _say_bounds(bounds: Bounds) -> Text:
    low, high = ("" if end is None else write_number(without_decimals(end)) for end in (bounds.low, bounds.high))
    if low and high:
        return Text(f"un nombre de {low} à {high} est attendu", f"a number from {low} to {high} is expected")
    if low:
        return Text(f"un nombre d’au moins {low} est attendu", f"a number of at least {low} is expected")
    return Text(f"un nombre d’au plus {high} est attendu", f"a number of at most {high} is expected")


def without_decimals(number: float) -> int | float:
    """Return a whole number as an integer, any other as it is."""
    return int(number) if float(number).is_integer() else number


def read_choice_part(question: Question, code: str, faults: list[InputFault]) -> str:
    """Return the code of a choice; one that the question does not offer is a fault."""
    if code and (question.choices is None or code not in question.choices.codes):
        words = Text(f"«\u202f{code[:40]}\u202f» n’est pas proposé ici", f"“{code[:40]}” is not offered here")
        faults.append(InputFault(part="choice", message=words))
    return code


def typed_words(parts: Parts) -> str:
    r"""Return what was typed as one text, to be kept and read by a person: one line a field.

    >>> typed_words({"value": ("30 agents",)}), typed_words({"choice": ("yes",), "text": ("Oui, mais",)})
    ('30 agents', 'choice: yes\ntext: Oui, mais')
    """
    if set(parts) == {"value"}:
        return "\n".join(parts["value"])
    return "\n".join(f"{name}: {', '.join(texts)}" for name, texts in sorted(parts.items()) if any(texts))
