"""The frame, the tolerances and the rules of findings that ship, read and checked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autan.cooperation.crossreading.core.contradictions import Tolerances
from autan.cooperation.crossreading.core.findings import Addressee, FindingNature, FindingRule
from autan.cooperation.crossreading.core.frame import WHOLE, CommonFrame, FrameDomain, FrameTheme
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Text
from autan.plans.projects.core.themes import ActionTheme

_FOLDER = Path(__file__).parent / "definitions"


def _read(name: str) -> Any:
    return read_document((_FOLDER / name).read_text(encoding="utf-8"), name).value


def labelled_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry says by field: its label in both languages as one, its lists as tuples."""
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    label = Text(fields.pop("fr"), fields.pop("en"))
    return {**fields, "label": label}


@cache
def shipped_frame() -> CommonFrame:
    """Return the frame that ships: nine domains, the themes of actions, and the whole territory."""
    content = _read("frame.yaml")
    return CommonFrame(
        version=content["since"].isoformat(),
        since=content["since"],
        source=Text(**content["source"]),
        domains=tuple(FrameDomain(**labelled_fields(entry)) for entry in content["domains"]),
        themes=(
            *(FrameTheme(code=theme.value, label=theme.label) for theme in ActionTheme),
            FrameTheme(code=WHOLE, label=Text(**content["whole"])),
        ),
        parts=content["parts"],
    )


@cache
def tolerances() -> Tolerances:
    """Return what may differ without being a contradiction."""
    content = _read("tolerances.yaml")
    return Tolerances(since=content["since"], **content["tolerances"])


@cache
def finding_rules() -> tuple[FindingRule, ...]:
    """Return the rules of strengths and weaknesses, in order."""
    limits = ("at_least", "at_most", "share_at_least", "share_at_most")
    return tuple(
        FindingRule(
            code=entry["code"],
            nature=FindingNature(entry["nature"]),
            fact=entry["fact"],
            label=Text(entry["fr"], entry["en"]),
            addressee=Addressee(entry["addressee"]),
            advice=Text(entry["advice_fr"], entry["advice_en"]),
            open_label=Text(entry.get("open_fr", ""), entry.get("open_en", "")),
            **{name: float(entry[name]) for name in limits if name in entry},
        )
        for entry in _read("findings.yaml")["rules"]
    )


def find_rule(code: str) -> FindingRule | None:
    """Return the rule of a code, or None."""
    return next((rule for rule in finding_rules() if rule.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistenceQuestion:
    """A question that says whether something is there.

    `about` is what it is about: `plan`, or what plans are looked at for.
    """

    question: str
    about: str
    label: Text
    none: str = ""
    is_none_when_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyReading:
    """How answers are read beside plans."""

    questionnaire: str
    exists: tuple[ExistenceQuestion, ...]
    adopted: str
    staff: str
    targets: str
    quantities: Mapping[str, str]
    estate: str
    indicators: Mapping[str, str]

    @property
    def questions(self) -> tuple[str, ...]:
        """Codes of all the questions that are read."""
        return tuple(
            dict.fromkeys((*(existence.question for existence in self.exists), self.adopted, self.staff, self.targets))
        )


@cache
def survey_reading() -> SurveyReading:
    """Return how answers are read beside plans."""
    content = _read("survey.yaml")
    return SurveyReading(
        exists=tuple(ExistenceQuestion(**labelled_fields(entry)) for entry in content["exists"]),
        targets=content["targets"]["question"],
        quantities=content["targets"]["quantities"],
        estate=content["targets"]["estate"],
        **{name: content[name] for name in ("questionnaire", "adopted", "staff", "indicators")},
    )
