"""Rules are refused at the place of the first sign that they cannot hold, counted from one."""

import pytest

from autan.ground.expressions.core.rules import ExpressionError, parse_rule


@pytest.mark.parametrize(("text", "column"), [("; q1", 1), ("q1 == 'oui' ; q2", 13), ("q1 == “oui”", 7)])
def test_a_sign_of_no_rule_is_refused_at_its_place(text: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert caught.value.column == column
