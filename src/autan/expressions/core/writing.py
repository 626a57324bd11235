"""A rule written again, as a text that reads back as the same rule."""

from decimal import Decimal

from autan.expressions.core.rules import Answered, Combination, Condition, Negation, Rule


def write_rule(rule: Rule) -> str:
    """Return the text of a rule, in one form only.

    >>> from autan.expressions.core.rules import parse_rule
    >>> write_rule(parse_rule("(q1=='yes')   and not (answered( q2 ))"))
    "q1 == 'yes' and not answered(q2)"
    >>> write_rule(parse_rule("not (a == 1 or b == 2) and (c == 3 and d == 4)"))
    'not (a == 1 or b == 2) and (c == 3 and d == 4)'
    """
    if isinstance(rule, Combination):
        return f" {rule.junction} ".join(map(_write_part, rule.rules))
    if isinstance(rule, Negation):
        return f"not {_write_part(rule.rule)}"
    return f"answered({rule.name})" if isinstance(rule, Answered) else _write_condition(rule)


def _write_part(rule: Rule) -> str:
    """Only rules that are combined need brackets inside another one."""
    return f"({write_rule(rule)})" if isinstance(rule, Combination) else write_rule(rule)


def _write_condition(rule: Condition) -> str:
    value = _write_value(rule.value)
    left, right = (value, rule.name) if rule.is_reversed else (rule.name, value)
    return f"{left} {rule.operator} {right}"


def _write_value(value: float | str | tuple[str, ...]) -> str:
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # never with an exponent, which the language does not have
    return repr(list(value)) if isinstance(value, tuple) else repr(value)
