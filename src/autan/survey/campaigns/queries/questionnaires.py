"""What a campaign asks: its questionnaire, parsed once for each version. And of whom each question is asked."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.expressions.core.rules import names_of
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer, answers_ref
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire, Section
from autan.survey.questionnaires.core.rules import relevance_order, settle_relevance
from autan.survey.questionnaires.queries import parse_questionnaire

type PlacedQuestions = Mapping[str, tuple[Section, Question]]


def questionnaire_of(campaign: Campaign) -> Questionnaire:
    """Return the questionnaire that a campaign asks."""
    return parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug)


def placed_questions(campaign: Campaign) -> PlacedQuestions:
    """Return each question that a campaign asks with its section, by code."""
    return _place(campaign.questionnaire.document, campaign.questionnaire.slug)


@lru_cache(maxsize=16)
def _place(document: str, slug: str) -> PlacedQuestions:
    questionnaire = parse_questionnaire(document, slug)
    return {question.code: (section, question) for section in questionnaire.sections for question in section.questions}


type ByQuestion = Mapping[str, Mapping[str, RecordedAnswer]]
type NotAsked = Mapping[str, tuple[EvidenceRef, ...]]


def questions_behind(targets: Iterable[Question], questions: Mapping[str, Question]) -> dict[str, Question]:
    """Return some questions by code, with all those that their rules rest on, near or far."""
    by_code: dict[str, Question] = {}
    waiting = list(targets)
    while waiting:
        question = waiting.pop()
        if question.code in by_code:
            continue
        by_code[question.code] = question
        if question.relevance is not None:
            waiting += [questions[code] for code in names_of(question.relevance)]
    return by_code


def find_not_asked(
    questions: Mapping[str, Question], answers: ByQuestion, sirens: Sequence[str], *, campaign: str, is_large: bool
) -> Mapping[str, NotAsked]:
    """Say of each question with a rule whom it is not asked of, and which answers say so. No query.

    A question whose rule rests on an answer that may still come is asked, or may be. Questions are given with all those
    that their rules rest on, answers by question then by SIREN. In a large campaign, all the answers to a question are
    cited as one set. Nothing when no question has a rule.
    """
    order = relevance_order(questions.values())
    not_asked: dict[str, dict[str, tuple[EvidenceRef, ...]]] = {code: {} for code in order}
    for siren in sirens if order else ():
        own = {code: answers[code][siren] for code in questions if siren in answers[code]}
        for code, is_asked in settle_relevance(questions, own, order=order, silence=None).items():
            if is_asked is False:
                not_asked[code][siren] = _reasons(questions[code], own, not_asked, siren, campaign if is_large else "")
    return not_asked


def _reasons(
    question: Question, own: Mapping[str, RecordedAnswer], not_asked: Mapping[str, NotAsked], siren: str, large: str
) -> tuple[EvidenceRef, ...]:
    """The answers that the rule rests on; a question that is itself not asked is replaced by its own reasons."""
    refs: list[EvidenceRef] = []
    for code in sorted(names_of(question.relevance)) if question.relevance else ():
        if siren in not_asked.get(code, {}):
            refs += not_asked[code][siren]
        elif code in own:
            refs.append(answers_ref(large, code) if large else own[code].ref)
    return tuple(dict.fromkeys(refs))
