"""When the questions of a LimeSurvey file are asked: equations are translated where our rules can say them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autan.survey.formats.core.foreign_rules.reading import (
    CIRCLE,
    KEPT,
    Variable,
    break_cycles,
    read_rule,
    rule_text,
    variable_of,
)
from autan.survey.formats.core.foreign_traits import trait_values
from autan.survey.limesurvey.core.rules import OTHER_ANSWER, translate_equation, write_conditions
from autan.survey.limesurvey.core.tables import LimeRow
from autan.survey.limesurvey.importers.building import Building, name_numbers
from autan.survey.limesurvey.importers.groups import LimeGroup, LimeQuestion
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import OTHER, ForeignTrait, Question

_UNKNOWN = (
    "une réponse connue : LimeSurvey tient « différent de » pour vrai tant que rien n’est répondu, "
    "nos règles attendent la réponse"
)
_DENIES = re.compile(r" != | not in |\bnot \((?!answered)")


def settle_relevance(
    groups: Sequence[LimeGroup], built: Sequence[Sequence[Question]], building: Building
) -> list[list[Question]]:
    """Return the questions of each group with their rules; that of a group goes to each of its questions."""
    pairs = [
        (lime, question)
        for group, questions in zip(groups, built, strict=True)
        for lime, question in zip(group.questions, questions, strict=True)
    ]
    settling = _Settling(
        names=name_numbers(groups),
        multiple={lime.code for lime, question in pairs if question.kind is QuestionKind.MULTIPLE},
        variables=_variables(pairs),
        questions={question.code: question for _, question in pairs},
        building=building,
    )
    settled = [settling.group(group, questions) for group, questions in zip(groups, built, strict=True)]
    circles = break_cycles(question for own in settled for question in own)
    for code, circle in circles.items():
        building.warn(1, code, " → ".join(circle), CIRCLE)
    return [[settling.free(question) if question.code in circles else question for question in own] for own in settled]


@dataclass(slots=True, kw_only=True)
class _Settling:
    """Translates the equations of one file.

    Attributes:
        multiple: LimeSurvey's codes of the multiple choices.
        equations: equation of each question whose rule was found.
    """

    names: Mapping[str, str]
    multiple: Collection[str]
    variables: Mapping[str, Variable]
    questions: Mapping[str, Question]
    building: Building
    equations: dict[str, str] = field(default_factory=dict)

    def group(self, group: LimeGroup, questions: Sequence[Question]) -> list[Question]:
        """Return the questions of a group, each with its rule, or with its equation kept as text."""
        equation = group.row.get("grelevance")
        shared = self._text(equation)
        if shared is None:
            self.building.warn(group.row.line, "grelevance", equation, KEPT)
            trait = ForeignTrait(name="relevance", value=equation)
            self.building.section_traits.setdefault(group.row.get("gid"), []).append(trait)
        both = (shared, equation) if shared else ("", "")
        return [self._question(lime, own, *both) for lime, own in zip(group.questions, questions, strict=True)]

    def _question(self, lime: LimeQuestion, question: Question, shared: str, shared_equation: str) -> Question:
        equation = self._equation(lime)
        whole = f"({shared_equation}) and ({equation or 1})" if shared else equation
        own = self._text(equation)
        text = None if own is None else " and ".join(f"({part})" for part in (shared, own) if part)
        if text == "":
            return question
        self.equations[question.code] = whole
        rule = read_rule(text, self.questions) if text else None
        if text is None or rule is None:
            self.building.warn(lime.row.line, lime.code, whole, KEPT)
            return self.free(question)
        if _DENIES.search(text):
            self.building.warn(lime.row.line, lime.code, whole, _UNKNOWN)
        return replace(question, relevance=rule)

    def free(self, question: Question) -> Question:
        """Return a question without its rule, its equation kept as text."""
        trait = ForeignTrait(name="relevance", value=self.equations[question.code])
        return replace(question, relevance=None, kept=(*question.kept, trait))

    def _text(self, equation: str) -> str | None:
        """Our text of an equation, empty when always true, or None when our rules cannot say it."""
        return rule_text(lambda: translate_equation(equation, self.variables), self.questions)

    def _equation(self, lime: LimeQuestion) -> str:
        """The equation of a question; that of its older conditions when it has none."""
        equation = lime.row.get("relevance")
        if lime.conditions and equation in {"", "1"}:
            return write_conditions([self._condition(row) for row in lime.conditions])
        return equation

    def _condition(self, row: LimeRow) -> tuple[str, str, str, str]:
        """One row of the older conditions; a multiple choice compared with a choice is the box of that choice."""
        raw, value = row.get("cfieldname").lstrip("+"), row.values.get("value", "")
        name = self.names.get(raw, raw) if not raw.startswith("{") else raw.strip("{}")
        if name in self.multiple and value:
            name, value = f"{name}_{value}", "Y"
        if value.startswith("@"):
            variable = value.strip("@")
            value = f"@{self.names.get(variable, variable)}.NAOK@"
        suffix = "" if raw.startswith("{") else ".NAOK"
        return f"{name}{suffix}", row.get("method"), value, row.get("scenario")


def _variables(pairs: Sequence[tuple[LimeQuestion, Question]]) -> dict[str, Variable]:
    """Return the variable of each name of an equation: by code, and by the numbers of survey, group and question."""
    variables: dict[str, Variable] = {}
    for lime, question in pairs:
        numbers = f"{lime.row.get('sid')}X{lime.row.get('gid')}X{lime.row.get('qid')}"
        raw = trait_values(question.choices.kept) if question.choices else {}
        ours_by_raw = {raw.get(f"{code}.code", code): code for code in question.codes}
        whole = variable_of(question, ours_by_raw, other=OTHER_ANSWER)
        variables |= {lime.code: whole, numbers: whole}
        for theirs, ours in whole.choices.items() if question.kind is QuestionKind.MULTIPLE else ():
            box = replace(whole, choices={}, ticked=ours)
            suffix = "other" if ours == OTHER else theirs
            variables |= {f"{lime.code}_{suffix}": box, f"{numbers}{suffix}": box}
    return variables
