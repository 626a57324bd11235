"""Words of the values of plans, in the language of the page."""

import re

from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.money import Amount, TaxBasis
from autan.ground.texts.language import colon, exact_number, number, words
from autan.ground.wordings import Text
from autan.plans.plans.core.proposals import ProposedLine
from autan.plans.plans.core.sections import FieldKind, PlanSection, SectionLine, Typed, read_line
from autan.plans.plans.core.steps import Stage
from autan.plans.plans.importers.definitions import find_section


def choice_words(section: str, field: str, code: str) -> str:
    """Words of a choice of a section."""
    return words(find_section(section).field(field).choices.get(code, Text(code, code)))


def stage_words(stage: Stage | None) -> str:
    """Step and state: « Adoption (fait) »; empty when nothing is stated."""
    if stage is None:
        return ""
    step = choice_words("steps", "step", stage.kind.value)
    return f"{step} ({choice_words('steps', 'status', stage.status.value)})"


def value_words(section: PlanSection, line: SectionLine, field: str) -> str:
    """What a field of a line says: words of a choice, a date in full, what was typed otherwise."""
    value, section_field = line.values.get(field), section.field(field)
    if value is None:
        return line.typed.get(field, "")
    if section_field.choices:
        return words(section_field.choices[str(value)])
    if isinstance(value, PartialDate):
        return words(value.words())
    if isinstance(value, Amount):
        return amount_words(value)
    if section_field.kind is FieldKind.NUMBER and isinstance(value, int | float):
        return exact_number(value)
    return line.typed[field]


def amount_words(amount: Amount) -> str:
    """What was typed, and beside it the value that was read, when the two are not plainly the same."""
    read = _read_words(amount)
    return read if _is_plain(amount) else f"{amount.text} (= {read})"


def short_amount(amount: Amount) -> str:
    """An amount in a line: what was typed, its thousands set apart when it was typed in digits alone."""
    return _read_words(amount) if _is_plain(amount) else amount.text


def _read_words(amount: Amount) -> str:
    written = words(Text("{}\u00a0€", "€{}"))
    ends = dict.fromkeys(written.format(number(end)) for end in (amount.low, amount.high))
    basis = f" {words(amount.basis.label)}" if amount.basis is not TaxBasis.NOT_STATED else ""
    return f"{' – '.join(ends)}{basis}"


def _is_plain(amount: Amount) -> bool:
    """True when what was typed is the value itself, digit by digit: « 240000 € HT »."""
    is_one = amount.low == amount.high and amount.low.is_integer() and not (amount.is_rough or amount.is_floor)
    return is_one and re.sub(r"\D", "", amount.text) == f"{amount.low:.0f}"


def typed_words(section: PlanSection, key: str, typed: Typed) -> tuple[str, list[tuple[str, str]]]:
    """What somebody typed in a line, to be given back: its title, then label and value of each field."""
    line = read_line(section, key, typed)
    fields = [field for field in section.fields if typed.get(field.code, "").strip()]
    title = line_title(section, line) or words(section.label)
    return title, [(words(field.label), value_words(section, line, field.code)) for field in fields]


def proposal_words(proposal: ProposedLine) -> str:
    """The line that a proposal would become: its section, then label and value of each field."""
    section = find_section(proposal.section)
    line = read_line(section, proposal.line or "1", proposal.typed)
    fields = [field for field in section.fields if line.typed.get(field.code)]
    texts = [f"{words(field.label)}{colon()} {value_words(section, line, field.code)}" for field in fields]
    return f"{words(section.label)} — {' · '.join(texts)}"


def line_title(section: PlanSection, line: SectionLine) -> str:
    """What names a line: its key fields in a grid, its first field in a list."""
    fields = section.keys or (section.fields[0].code,)
    return ", ".join(text for field in fields if (text := value_words(section, line, field)))
