"""When are the questions of a LimeSurvey file asked? Equations are translated where our rules can say them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from autan.formats.importers.foreign_rules import UntranslatableError
from autan.formats.importers.limesurvey.names import name_numbers, name_variable
from autan.formats.importers.limesurvey.questions import Building
from autan.formats.importers.limesurvey.rules import Variable, say_conditions, translate_equation
from autan.formats.importers.limesurvey.tables import LimeGroup, LimeQuestion
from autan.formats.importers.limesurvey.xml import LimeRow
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.core.questionnaire import OTHER, ForeignTrait, Question
from autan.questionnaires.core.rules.checks import check_rule, find_cycle
from autan.questionnaires.core.rules.expressions import ExpressionError, Rule, parse_rule
from autan.questionnaires.core.rules.relevance import terms_among
from autan.questionnaires.core.rules.texts import write_rule

_CIRCLE = "des règles sans cercle (celle-ci est gardée comme texte)"
_UNKNOWN = (
    "une réponse connue : LimeSurvey tient « différent de » pour vrai tant que rien n’est répondu, "
    "nos règles attendent la réponse"
)
_DENIES = re.compile(r" != | not in |\bnot \((?!answered)")
_KEPT = "une condition que nos règles savent dire (celle-ci est gardée comme texte)"


def settle_relevance(groups: list[LimeGroup], built: list[list[Question]], building: Building) -> list[list[Question]]:
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
    freed = settling.open_circles()
    return [[settling.free(question, freed) for question in questions] for questions in settled]


@dataclass(slots=True, kw_only=True)
class _Settling:
    """Translates the equations of one file.

    Attributes:
        names: the variable that each name by numbers stands for.
        multiple: LimeSurvey's codes of the multiple choices.
        variables: what each name of an equation stands for.
        questions: questions without their rules, by code.
        building: where warnings and traits of groups go.
        rules: rules found so far, by question, with the equation that each says.
    """

    names: Mapping[str, str]
    multiple: Collection[str]
    variables: dict[str, Variable]
    questions: dict[str, Question]
    building: Building
    rules: dict[str, tuple[Rule, str]] = field(default_factory=dict)

    def group(self, group: LimeGroup, questions: list[Question]) -> list[Question]:
        """Return the questions of a group, each with its rule, or with its equation kept as text."""
        equation = group.row.get("grelevance")
        shared = self._text(equation)
        if shared is None:
            self.building.warn(group.row.line, "grelevance", equation[:80], _KEPT)
            trait = ForeignTrait(name="relevance", value=equation)
            self.building.section_traits.setdefault(group.row.get("gid"), []).append(trait)
        both = (shared, equation) if shared else ("", "")
        return [self._question(lime, own, *both) for lime, own in zip(group.questions, questions, strict=True)]

    def _question(self, lime: LimeQuestion, question: Question, shared: str, shared_equation: str) -> Question:
        equation = _equation(lime, self.names, self.multiple)
        whole = f"({shared_equation}) and ({equation or 1})" if shared else equation
        own = self._text(equation)
        text = None if own is None else " and ".join(f"({part})" for part in (shared, own) if part)
        if text == "":
            return question
        rule = self._rule(text) if text else None
        if text is None or rule is None:
            self.building.warn(lime.row.line, lime.code, whole[:80], _KEPT)
            return replace(question, kept=(*question.kept, ForeignTrait(name="relevance", value=whole)))
        if _DENIES.search(text):
            self.building.warn(lime.row.line, lime.code, whole[:80], _UNKNOWN)
        self.rules[question.code] = (rule, whole)
        return replace(question, relevance=rule)

    def open_circles(self) -> dict[str, str]:
        """Take away a rule of each circle; return the equations of those taken away, by question."""
        rules = {code: rule for code, (rule, _) in self.rules.items()}
        freed = {}
        while cycle := find_cycle(rules):
            del rules[cycle[0]]
            freed[cycle[0]] = self.rules[cycle[0]][1]
            self.building.warn(1, cycle[0], " → ".join(cycle), _CIRCLE)
        return freed

    def free(self, question: Question, freed: dict[str, str]) -> Question:
        """Return a question without its rule when this was taken away."""
        if question.code not in freed:
            return question
        kept = (*question.kept, ForeignTrait(name="relevance", value=freed[question.code]))
        return replace(question, relevance=None, kept=kept)

    def _text(self, equation: str) -> str | None:
        """Our text of an equation, empty when always true, or None when our rules cannot say it."""
        try:
            text = translate_equation(equation, self.variables)
        except UntranslatableError:
            return None
        return None if text and self._rule(text) is None else text

    def _rule(self, text: str) -> Rule | None:
        """The rule of a text, in the one form that it is written in again; None when too long or not right."""
        try:
            rule = parse_rule(write_rule(parse_rule(text)))
        except ExpressionError:
            return None
        return None if check_rule(rule, terms_among(self.questions)) else rule


def _equation(lime: LimeQuestion, names: Mapping[str, str], multiple: Collection[str]) -> str:
    """The equation of a question; that of its older conditions when it has none."""
    equation = lime.row.get("relevance")
    if lime.conditions and equation in {"", "1"}:
        return say_conditions([_condition(row, names, multiple) for row in lime.conditions])
    return equation


def _condition(row: LimeRow, names: Mapping[str, str], multiple: Collection[str]) -> tuple[str, str, str, str]:
    """One row of the older conditions; a multiple choice compared with a choice is the box of that choice."""
    raw, value = row.get("cfieldname").lstrip("+"), row.values.get("value", "")
    name = name_variable(raw, names) if not raw.startswith("{") else raw.strip("{}")
    if name in multiple and value:
        name, value = f"{name}_{value}", "Y"
    if value.startswith("@"):
        value = f"@{name_variable(value.strip('@'), names)}.NAOK@"
    suffix = "" if raw.startswith("{") else ".NAOK"
    return f"{name}{suffix}", row.get("method"), value, row.get("scenario")


def _variables(pairs: list[tuple[LimeQuestion, Question]]) -> dict[str, Variable]:
    """What each name of an equation stands for: by code, and by the numbers of survey, group and question."""
    found: dict[str, Variable] = {}
    for lime, question in pairs:
        numbers = f"{lime.row.get('sid')}X{lime.row.get('gid')}X{lime.row.get('qid')}"
        choices = _choices_of(question)
        whole = Variable(question=question.code, type=kind_of(question).compared_as, choices=choices)
        found |= {lime.code: whole, numbers: whole}
        if question.kind is QuestionKind.MULTIPLE:
            for raw, ours in choices.items():
                box = Variable(question=question.code, type=whole.type, ticked=ours)
                suffix = "other" if ours == OTHER else raw
                found |= {f"{lime.code}_{suffix}": box, f"{numbers}{suffix}": box}
    return found


def _choices_of(question: Question) -> dict[str, str]:
    if question.choices is None:
        return {}
    raw = {trait.name: trait.value for trait in question.choices.kept}
    choices = {raw.get(f"{code}.code", code): code for code in question.choices.codes}
    return choices | ({"-oth-": OTHER} if question.allows_other else {})
