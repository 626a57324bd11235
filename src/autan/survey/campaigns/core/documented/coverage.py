"""How many questions have an answer, section by section and member by member."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import SurveyFigureAddress
from autan.survey.questionnaires.core.answers.answer import MANY, Respondent, answer_ref, campaign_ref
from autan.survey.questionnaires.core.questionnaire import WHOLE_CAMPAIGN, Question, Questionnaire, Section

_DOCUMENTED = "documented"
_NOBODY: Set[str] = frozenset()
_POSSIBLE = Sentence("réponses possibles")
_FORMULA = Sentence("nombre de réponses enregistrées avec une valeur")


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentCoverage:
    """One line of the grid: how many questions of each section a member has answered."""

    member: Respondent
    cells: tuple[Figure, ...]
    whole: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageGrid:
    """Members by sections. `by_section`: over all the members, one figure for each section."""

    sections: tuple[Section, ...]
    lines: tuple[RespondentCoverage, ...]
    by_section: tuple[Figure, ...]
    whole: Figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the grid."""
        cells = (figure for line in self.lines for figure in (*line.cells, line.whole))
        return (*cells, *self.by_section, self.whole)


def measure_coverage(
    questionnaire: Questionnaire,
    *,
    campaign: str,
    period: Period,
    members: Sequence[Respondent],
    answered: Collection[tuple[str, str]],
    shown: Sequence[Respondent] | None = None,
    unasked: Collection[tuple[str, str]] = (),
    counted: Mapping[str, int] | None = None,
) -> CoverageGrid:
    """Count the questions that have an answer with a value: of each figure, known counts these, total those possible.

    The cells of a line sum to its whole, and so do the lines of all the members; in a campaign too large to show them
    all, `shown` are those whose lines are wanted. `answered` and `unasked` hold SIREN and question: of the answers that
    have a value, each once, and of the questions not asked of a member, to which no answer is possible. `counted` tells
    by question how many members answered it with a value, where it was counted already; `answered` may then hold the
    answers of the members shown alone. It is for a crowd, whose answers are not cited one by one.
    """
    tally = _Tally(
        campaign=campaign,
        period=period,
        answered=_by_question(answered),
        unasked=_by_question(unasked),
        is_large=len(members) > MANY,
    )
    lines = members if shown is None else shown
    asked_sections = [(part.code, _asked_codes(part.questions), part.title) for part in questionnaire.sections]
    whole = (WHOLE_CAMPAIGN, _asked_codes(questionnaire.questions), questionnaire.title)
    return CoverageGrid(
        sections=questionnaire.sections,
        lines=tuple(_measure_member(tally, asked_sections, whole, member) for member in lines),
        by_section=tuple(
            tally.count(code, _DOCUMENTED, members, codes, title, counted) for code, codes, title in asked_sections
        ),
        whole=tally.count(whole[0], _DOCUMENTED, members, *whole[1:], counted),
    )


def _asked_codes(questions: Sequence[Question]) -> Sequence[str]:
    return [question.code for question in questions if question.is_asked]


def _measure_member(
    tally: "_Tally", asked_sections: Sequence["_Asked"], whole: "_Asked", member: Respondent
) -> RespondentCoverage:
    own = {code: sirens for code, sirens in tally.answered.items() if member.siren in sirens}
    tally = replace(tally, answered=own)

    def measure(place: str, codes: Sequence[str], title: Text) -> Figure:
        label = Text(f"{title.fr} ({member.name})", f"{title.en} ({member.name})")
        return tally.count(place, f"{_DOCUMENTED}_{member.siren}", [member], codes, label)

    return RespondentCoverage(
        member=member, cells=tuple(measure(*part) for part in asked_sections), whole=measure(*whole)
    )


def _by_question(keys: Collection[tuple[str, str]]) -> dict[str, set[str]]:
    """The SIREN of each question, from those of each pair."""
    sirens_by_question: dict[str, set[str]] = {}
    for siren, code in keys:
        sirens_by_question.setdefault(code, set()).add(siren)
    return sirens_by_question


type _Asked = tuple[str, Sequence[str], Text]
"""A section or the whole: its code, those of its questions that are asked, its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """Counts answers with a value among those that members and questions could give."""

    campaign: str
    period: Period
    answered: Mapping[str, Set[str]]
    unasked: Mapping[str, Set[str]]
    is_large: bool

    def count(
        self,
        place: str,
        measure: str,
        members: Sequence[Respondent],
        codes: Sequence[str],
        title: Text,
        counted: Mapping[str, int] | None = None,
    ) -> Figure:
        """Count over members and codes of questions; a crowd of answers is cited by its campaign alone."""
        sirens = {member.siren for member in members}
        possible = len(sirens) * len(codes) - sum(
            len(sirens & self.unasked[code]) for code in codes if code in self.unasked
        )
        answering = {
            code: (sirens & self.answered[code]) - self.unasked.get(code, _NOBODY)
            for code in codes
            if counted is None and code in self.answered
        }
        known = sum(map(len, answering.values())) if counted is None else sum(counted.get(code, 0) for code in codes)
        is_cited = not self.is_large or len(members) == 1
        return Figure(
            id=str(SurveyFigureAddress(campaign=self.campaign, place=place, measure=measure)),
            label=Sentence("Réponses enregistrées, {title}", title=title),
            value=known,
            unit=get_unit("answers"),
            period=self.period,
            territories=tuple(member.siren for member in members),
            known=known,
            total=possible,
            part=_POSSIBLE,
            state=ValueState.OBSERVED if known else ValueState.CONFIRMED_ZERO,
            method=Method(name="measure_coverage", formula=_FORMULA),
            evidence=(
                campaign_ref(self.campaign),
                *(
                    answer_ref(self.campaign, member.siren, code)
                    for member in members
                    for code in codes
                    if is_cited and member.siren in answering.get(code, _NOBODY)
                ),
            ),
        )
