"""The quality rules that ship with the room."""

from functools import cache
from pathlib import Path

from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.opendata.data_quality.core.alerts import QualityRule, parse_rule

_RULES = Path(__file__).parent / "definitions" / "quality_rules.yaml"


@cache
def quality_rules() -> dict[str, QualityRule]:
    """Quality rules by code, in the order of the page."""
    rules = [parse_rule(values) for values in read_shipped_yaml(_RULES.read_text(encoding="utf-8"))]
    return {rule.code: rule for rule in rules}
