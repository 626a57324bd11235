"""How is a relevance rule written again, as a text that reads back as the same rule?"""

from autan.surveys.core.expressions import Answered, Combination, Condition, Constant, Negation, Operand, Rule


def write_rule(rule: Rule) -> str:
    """Return the text of a rule, in one form only.

    >>> from autan.surveys.core.expressions import parse_rule
    >>> write_rule(parse_rule("(q1=='yes')   and not (answered( q2 ))"))
    "(q1 == 'yes') and (not (answered(q2)))"
    """
    if isinstance(rule, Combination):
        return f" {rule.junction} ".join(f"({write_rule(part)})" for part in rule.rules)
    if isinstance(rule, Negation):
        return f"not ({write_rule(rule.rule)})"
    if isinstance(rule, Answered):
        return f"answered({rule.question})"
    return _write_condition(rule)


def _write_condition(rule: Condition) -> str:
    return f"{_write_operand(rule.left)} {rule.operator} {_write_operand(rule.right)}"


def _write_operand(operand: Operand) -> str:
    if not isinstance(operand, Constant):
        return operand.question
    value = operand.value
    return repr(list(value)) if isinstance(value, tuple) else repr(value)
