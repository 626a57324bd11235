"""Counts of the changes between two campaigns: numbers that rose or fell, choices that were changed for others.

Counts are over the territories that both campaigns asked, and known for those that answered both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import Unit, convert
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.tabulation.results import SOURCE, member_figure, with_unit
from autan.survey.results.core.question_matching import (
    Comparability,
    MatchedQuestion,
    MemberChange,
    Pairing,
    pair_members,
)

_NUMBERS = {"rose": Sentence("En hausse"), "same": Sentence("Inchangé"), "fell": Sentence("En baisse")}
_YEARS = {"rose": Sentence("Plus tard"), "same": _NUMBERS["same"], "fell": Sentence("Plus tôt")}
_TICKS = {
    (True, True): ("kept", Sentence("toujours choisi")),
    (False, True): ("added", Sentence("ajouté")),
    (True, False): ("dropped", Sentence("retiré")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """How many territories made one change, and who.

    Attributes:
        before: the choice before, or what became of a number: risen, unchanged, fallen.
        after: the choice after, or what was done with one among several; None for a number.
    """

    before: Text
    after: Text | None = None
    figure: Figure
    members: tuple[Respondent, ...]


def count_moves(pairing: Pairing) -> tuple[Movement, ...]:
    """Count the numbers that rose, stayed and fell, once in the unit of the later question."""
    respondents: dict[str, list[Respondent]] = {"rose": [], "same": [], "fell": []}
    for member, before, after in pairing.answered_twice:
        then, now = _numbers(pairing.match, before, after)
        respondents["same" if now == then else "rose" if now > then else "fell"].append(member)
    known = sum(len(members) for members in respondents.values())
    labels = _YEARS if kind_of(pairing.match.later).is_dated else _NUMBERS
    return tuple(
        Movement(
            before=label,
            figure=pairing.count(measure, label, value=len(respondents[measure]), known=known),
            members=tuple(respondents[measure]),
        )
        for measure, label in labels.items()
    )


def draw_before_and_after(pairing: Pairing) -> Chart | None:
    """Draw each territory that gave both numbers, before and after joined; neither years nor crowds."""
    question, pairs = pairing.match.later, pairing.answered_twice
    if not pairs or pairing.later.is_large or kind_of(question).is_dated:
        return None
    ordered = sorted(pairs, key=lambda pair: (-_numbers(pairing.match, *pair[1:])[1], pair[0].name))
    total = len(pairing.asked_twice)
    return Chart(
        id=f"survey-{pairing.later.campaign}-{question.code}-since-{pairing.earlier.campaign}",
        kind=ChartKind.DOTS,
        title=with_unit(question.text, _unit_of(question).symbol),
        sentence=Sentence(
            "Nombres donnés aux deux campagnes\u00a0: {len} des {total} collectivités.", len=len(pairs), total=total
        ),
        rows=tuple(_row(pairing, pair) for pair in ordered),
        series=tuple(
            Series(code=code, label=Text(responses.period.label, responses.period.label))
            for code, responses in (("before", pairing.earlier), ("after", pairing.later))
        ),
        source=SOURCE,
    )


def find_transitions(pairing: Pairing) -> tuple[Movement, ...]:
    """Say who went from which choice to which; or, of several choices, who kept, added and dropped each."""
    if kind_of(pairing.match.later).takes_several:
        return tuple(_moves_of_choices(pairing))
    return tuple(_moves_between_choices(pairing))


def _moves_between_choices(pairing: Pairing) -> Iterator[Movement]:
    question = pairing.match.later
    coded = [
        (member, _code(question, before), _code(question, after)) for member, before, after in pairing.answered_twice
    ]
    known = [(member, (then, now)) for member, then, now in coded if then and now]
    for old in question.offered:
        for new in question.offered:
            members = [member for member, move in known if move == (old.code, new.code)]
            label = Sentence.joined(" → ", (old.label, new.label))
            address = f"{old.code}.{new.code}"
            if members:
                figure = pairing.count(address, label, value=len(members), known=len(known))
                yield Movement(before=old.label, after=new.label, figure=figure, members=tuple(members))


def _moves_of_choices(pairing: Pairing) -> Iterator[Movement]:
    question = pairing.match.later
    for choice in question.offered:
        moves = [
            (member, (_ticks(question, before, choice.code), _ticks(question, after, choice.code)))
            for member, before, after in pairing.answered_twice
        ]
        known = [(member, move) for member, move in moves if None not in move]
        for ticks, (measure, after_label) in _TICKS.items():
            members = [member for member, move in known if move == ticks]
            label = Sentence.joined(", ", (choice.label, after_label))
            if members:
                figure = pairing.count(f"{choice.code}.{measure}", label, value=len(members), known=len(known))
                yield Movement(before=choice.label, after=after_label, figure=figure, members=tuple(members))


def _code(question: Question, answer: RecordedAnswer) -> str:
    return next(iter(kind_of(question).codes(answer.value)), "")


def _ticks(question: Question, answer: RecordedAnswer, code: str) -> bool | None:
    is_ticked = code in kind_of(question).codes(answer.value)
    return None if answer.is_partial and not is_ticked else is_ticked


def _unit_of(question: Question) -> Unit:
    return kind_of(question).unit_of(question)


def _numbers(match: MatchedQuestion, before: RecordedAnswer, after: RecordedAnswer) -> tuple[float, float]:
    then = float(convert(_number(before), from_unit=_unit_of(match.earlier), to_unit=_unit_of(match.later)))
    return then, _number(after)


def _number(answer: RecordedAnswer) -> float:
    return answer.value if isinstance(answer.value, int | float) else 0


def _row(pairing: Pairing, pair: tuple[Respondent, RecordedAnswer, RecordedAnswer]) -> ChartRow:
    member, before, after = pair
    then, now = (
        member_figure(responses, answer, name=member.name, value=_number(answer), unit=_unit_of(responses.question))
        for responses, answer in ((pairing.earlier, before), (pairing.later, after))
    )
    return ChartRow(label=Text(member.name, member.name), figures=(then.in_unit(now.unit), now))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """Two matched questions, with what the territories answered to each.

    Attributes:
        members: every territory that either campaign asked, in the order of the later one, then those that left.
        moves: for numbers, how many rose, stayed and fell; for choices, the changes that at least one territory made.
        chart: for numbers, each territory before and after.
    """

    match: MatchedQuestion
    members: tuple[MemberChange, ...]
    moves: tuple[Movement, ...] = ()
    chart: Chart | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure computed from both campaigns."""
        return tuple(move.figure for move in self.moves)


def compare_answers(match: MatchedQuestion, later: QuestionResponses, earlier: QuestionResponses) -> QuestionChange:
    """Compare what the territories answered to two matched questions.

    Counts have the address `survey.<later>.<question>.since_<earlier>.<measure>`; they are over the territories that
    both campaigns asked, and known for those that answered both.
    """
    members = pair_members(later, earlier)
    pairing = Pairing(match=match, later=later, earlier=earlier, members=members)
    if match.likeness is Comparability.MEASURED:
        return QuestionChange(
            match=match, members=members, moves=count_moves(pairing), chart=draw_before_and_after(pairing)
        )
    if match.likeness is Comparability.CHOSEN:
        return QuestionChange(match=match, members=members, moves=find_transitions(pairing))
    return QuestionChange(match=match, members=members)
