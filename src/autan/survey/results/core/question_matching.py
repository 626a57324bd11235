"""Matches the questions of two campaigns, and says what may be compared of their answers.

Questions of campaigns of one network are matched when the later one says that it continues the earlier one, or has
the same code. Two units of different dimensions, or two lists of choices, are shown side by side and never subtracted.
"""

from dataclasses import dataclass
from enum import StrEnum

from autan.ground.texts.core.labelled import Labelled
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.results.core.crossing import counts_choices


class Comparability(StrEnum):
    """What may be done with the answers to two matched questions."""

    MEASURED = "measured"  # numbers of one dimension: before, after, and who rose or fell
    CHOSEN = "chosen"  # choices of one list: who moved from which to which
    BESIDE = "beside"  # nothing but to read them side by side


class Difference(Labelled):
    """Why two matched questions are not quite the same."""

    WORDING = "wording", "Les mots de la question ont changé.", "The words of the question have changed."
    KIND = (
        "kind",
        "La forme de la question a changé\u00a0: les réponses sont montrées côte à côte.",
        "The kind of the question has changed: answers are shown side by side.",
    )
    UNIT = (
        "unit",
        "L’unité a changé\u00a0: les nombres sont montrés côte à côte, sans différence.",
        "The unit has changed: numbers are shown side by side, without a difference.",
    )
    CHOICES = (
        "choices",
        "La liste des choix a changé\u00a0: aucun passage de l’une à l’autre n’est compté.",
        "The list of choices has changed: no move from one to the other is counted.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedQuestion:
    """A question of a campaign and the one of an earlier campaign that it continues.

    `is_declared`: True when the later question names the earlier one; otherwise they bear the same code.
    """

    later: Question
    earlier: Question
    is_declared: bool

    @property
    def likeness(self) -> Comparability:
        """Degree to which their answers compare."""
        if self.differences & {Difference.KIND, Difference.UNIT, Difference.CHOICES}:
            return Comparability.BESIDE
        if kind_of(self.later).is_measured:
            return Comparability.MEASURED
        return Comparability.CHOSEN if counts_choices(self.later) else Comparability.BESIDE

    @property
    def differences(self) -> frozenset[Difference]:
        """Differences between them; empty when they are the same."""
        earlier, later, differences = self.earlier, self.later, set[Difference]()
        if earlier.text.fr != later.text.fr:
            differences.add(Difference.WORDING)
        if earlier.kind is not later.kind:
            differences.add(Difference.KIND)
        elif kind_of(later).is_measured and not kind_of(later).is_same_measure(earlier, later):
            differences.add(Difference.UNIT)
        elif counts_choices(later) and _codes(earlier) != _codes(later):
            differences.add(Difference.CHOICES)
        return frozenset(differences)


def _codes(question: Question) -> set[str]:
    return {choice.code for choice in question.offered}


def match_questions(
    later: Questionnaire, earlier: Questionnaire, *, earlier_campaign: str
) -> tuple[MatchedQuestion, ...]:
    """Match the questions of two campaigns of one network: the same code means the same question."""
    known = {question.code: question for question in earlier.questions if question.is_asked}
    matches = []
    for question in later.questions:
        named = question.continues
        is_declared = named is not None and named.campaign == earlier_campaign and named.question in known
        code = named.question if named is not None and is_declared else question.code
        if question.is_asked and code in known:
            matches.append(MatchedQuestion(later=question, earlier=known[code], is_declared=is_declared))
    return tuple(matches)
