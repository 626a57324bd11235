"""Plans written as JSON or as YAML that the importer reads again, without the names of people."""

import json
from collections.abc import Sequence
from typing import Any

import yaml

from autan.plans.plans.core.documents import CompleteSection
from autan.plans.plans.core.figures import HeldPlan
from autan.plans.plans.core.sections import Layout, PlanSection, SectionLine

_EVIDENCE = {"fact": "facts", "source": "sources"}


def plan_as_object(
    held: HeldPlan,
    lines: Sequence[SectionLine],
    sections: Sequence[PlanSection],
    complete: Sequence[CompleteSection] = (),
) -> dict[str, Any]:
    """Return a plan as plain values, in the keys of a file of plans; what is empty is left out."""
    heading = held.heading
    content: dict[str, Any] = {
        "slug": heading.slug,
        "title": heading.title,
        "kind": heading.kind.value,
        "scope": heading.scope.value if heading.scope else None,
        "subjects": list(heading.sirens),
        "network": heading.network,
        "carrier": heading.carrier,
        "follows": heading.follows,
        "is_published": heading.is_published,
        **_evidence(heading.evidence),
        "note": heading.note,
        "lines": {
            section.code: [_line(section, line) for line in lines if line.section == section.code]
            for section in sections
            if any(line.section == section.code for line in lines)
        },
        "complete": [
            {"section": each.section, "on": each.on.isoformat(), **_evidence(each.evidence)} for each in complete
        ],
    }
    return {name: value for name, value in content.items() if value not in (None, "", [], {})}


def _line(section: PlanSection, line: SectionLine) -> dict[str, Any]:
    private = {each.code for each in section.fields if each.is_private}
    keys = section.key_values(line.key) if section.layout is Layout.GRID else {}
    typed = {**keys, **line.typed}
    return {code: text for code, text in typed.items() if code not in private} | _evidence(line.evidence)


def _evidence(refs: Sequence[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ref in refs:
        if ref.kind in _EVIDENCE:
            found.setdefault(_EVIDENCE[ref.kind], []).append(ref.key)
    return found


def write_yaml(plans: Sequence[dict[str, Any]]) -> str:
    """Return plans as the text of a YAML file."""
    return yaml.safe_dump({"plans": list(plans)}, allow_unicode=True, sort_keys=False, width=120)


def write_json(plans: Sequence[dict[str, Any]]) -> str:
    """Return plans as the text of a JSON file."""
    return json.dumps({"plans": list(plans)}, ensure_ascii=False, indent=1) + "\n"
