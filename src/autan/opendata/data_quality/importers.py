"""The quality rules that ship with the room, and those of plug-ins."""

from functools import cache
from pathlib import Path

from autan.ground.plugins import plugin_objects
from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.opendata.data_quality.core.alerts import QualityCheck, QualityRule, parse_rule

_RULES = Path(__file__).parent / "definitions" / "quality_rules.yaml"


@cache
def quality_rules() -> dict[str, QualityRule]:
    """Quality rules by code, in the order of the page."""
    return shipped_rules() | {code: check.rule for code, check in added_checks().items()}


@cache
def shipped_rules() -> dict[str, QualityRule]:
    """Our rules by code."""
    rules = [parse_rule(values) for values in read_shipped_yaml(_RULES.read_text(encoding="utf-8"))]
    return {rule.code: rule for rule in rules}


@cache
def added_checks() -> dict[str, QualityCheck]:
    """Checks of plug-ins by the code of their rule, which is none of Autan."""
    checks = {check.rule.code: check for check in plugin_objects(QualityCheck)}
    return {code: check for code, check in checks.items() if code not in shipped_rules()}
