"""The questionnaire from which one begins on a screen: one section with one question, since neither is ever empty."""

from datetime import date

from autan.evidence.core.texts import Text
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Question, Questionnaire, Section

_DAY = date(2000, 1, 1)


def blank_questionnaire(slug: str, title_fr: str, title_en: str) -> Questionnaire:
    """Return a questionnaire of one section and one open question.

    >>> [question.code for question in blank_questionnaire("energie", "Énergie", "Energy").questions]
    ['q01']
    """
    question = Question(code="q01", kind=QuestionKind.OPEN, text=Text("Votre première question", "Your first question"))
    section = Section(code="s1", title=Text("Première rubrique", "First section"), questions=(question,))
    return Questionnaire(
        slug=slug, version=_DAY, title=Text(title_fr, title_en), note=Text("", ""), sections=(section,)
    )
