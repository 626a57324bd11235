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
from autan.ground.texts.core.texts import Text
from autan.plans.projects.core.themes import ActionTheme

_FOLDER = Path(__file__).parent / "definitions"


def _read(name: str) -> Any:
    return read_document((_FOLDER / name).read_text(encoding="utf-8"), name).value


@cache
def shipped_frame() -> CommonFrame:
    """Return the frame that ships: nine domains, the themes of actions, and the whole territory."""
    held = _read("frame.yaml")
    return CommonFrame(
        version=held["since"].isoformat(),
        since=held["since"],
        source=Text(**held["source"]),
        domains=tuple(
            FrameDomain(
                code=each["code"],
                short=each["short"],
                label=Text(each["fr"], each["en"]),
                quantities=tuple(each["quantities"]),
                themes=tuple(each["themes"]),
                words=each["words"],
            )
            for each in held["domains"]
        ),
        themes=(
            *(FrameTheme(code=theme.value, label=theme.label) for theme in ActionTheme),
            FrameTheme(code=WHOLE, label=Text(**held["whole"])),
        ),
        parts=held["parts"],
    )


@cache
def tolerances() -> Tolerances:
    """Return what may differ without being a contradiction."""
    held = _read("tolerances.yaml")
    return Tolerances(since=held["since"], **held["tolerances"])


@cache
def finding_rules() -> tuple[FindingRule, ...]:
    """Return the rules of strengths and weaknesses, in order."""
    limits = ("at_least", "at_most", "share_at_least", "share_at_most")
    return tuple(
        FindingRule(
            code=each["code"],
            nature=FindingNature(each["nature"]),
            fact=each["fact"],
            label=Text(each["fr"], each["en"]),
            addressee=Addressee(each["addressee"]),
            advice=Text(each["advice_fr"], each["advice_en"]),
            open_label=Text(each.get("open_fr", ""), each.get("open_en", "")),
            **{name: float(each[name]) for name in limits if name in each},
        )
        for each in _read("findings.yaml")["rules"]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistenceQuestion:
    """A question that says whether something is there.

    Attributes:
        about: what it is about: `plan`, or what plans are looked at for.
        none: choice that says that there is none.
        is_none_when_empty: whether « not applicable » says that there is none.
    """

    question: str
    about: str
    label: Text
    none: str = ""
    is_none_when_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyReading:
    """How answers are read beside plans.

    Attributes:
        quantities: quantity of each subject of its table.
        estate: subject that is about the estate.
        indicators: quantity of each indicator of the catalogue that counts one.
    """

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
            dict.fromkeys((*(exist_row.question for exist_row in self.exists), self.adopted, self.staff, self.targets))
        )


@cache
def survey_reading() -> SurveyReading:
    """Return how answers are read beside plans."""
    held = _read("survey.yaml")
    return SurveyReading(
        exists=tuple(
            ExistenceQuestion(
                question=each["question"],
                about=each["about"],
                label=Text(each["fr"], each["en"]),
                none=each.get("none", ""),
                is_none_when_empty=each.get("is_none_when_empty", False),
            )
            for each in held["exists"]
        ),
        targets=held["targets"]["question"],
        quantities=held["targets"]["quantities"],
        estate=held["targets"]["estate"],
        **{name: held[name] for name in ("questionnaire", "adopted", "staff", "indicators")},
    )
