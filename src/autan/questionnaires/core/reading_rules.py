"""Rules, checks and traits of other tools read from parts of a document. See `reading_questions` for their use."""

from autan.expressions.core.rules import MAX_LENGTH, ExpressionError, Rule, parse_rule
from autan.expressions.core.writing import write_rule
from autan.intake.core.documents import Node
from autan.questionnaires.core.kinds import CheckSeverity
from autan.questionnaires.core.questionnaire import Check, ForeignTrait


def read_rule(node: Node) -> Rule | None:
    """Read a rule of the small language; a fault is noted with the place of the sign."""
    text = node.string()
    try:
        rule = parse_rule(text) if text else None
    except ExpressionError as error:
        node.refuse(f"{error.expected} (signe {error.column})")
        return None
    if rule is not None and (length := len(write_rule(rule))) > MAX_LENGTH:
        node.refuse(f"une règle d’au plus {MAX_LENGTH} signes, espaces comptées (elle en a {length})")
        return None
    return rule


def read_checks(node: Node) -> tuple[Check, ...]:
    """Read the checks of a question: `rule`, `severity` and `message` of each."""
    return tuple(check for check in map(_read_check, node.items()) if check)


def _read_check(node: Node) -> Check | None:
    parts = node.fields(required=("rule", "severity", "message"))
    if not {"rule", "severity", "message"} <= parts.keys():
        return None
    rule, message = read_rule(parts["rule"]), parts["message"].text()
    if parts["severity"].value not in {severity.value for severity in CheckSeverity}:
        parts["severity"].refuse(f"une gravité parmi : {', '.join(CheckSeverity)}")
        return None
    return Check(rule=rule, severity=CheckSeverity(str(parts["severity"].value)), message=message) if rule else None


def read_kept(node: Node | None) -> tuple[ForeignTrait, ...]:
    """Read the traits kept of another tool: a text by name."""
    if node is None:
        return ()
    return tuple(ForeignTrait(name=name, value=_read_trait(item)) for name, item in node.entries().items())


def _read_trait(node: Node) -> str:
    """A trait is kept to the letter, blanks at its ends included."""
    if not isinstance(node.value, str):
        node.refuse("un texte")
        return ""
    return node.value
