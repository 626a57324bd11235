"""The message that asks the officer of a member about a contradiction, in French."""

from autan.cooperation.crossreading.core.contradictions import Contradiction
from autan.cooperation.crossreading.models import ContradictionReview
from autan.cooperation.crossreading.presenters.contradictions import question_url
from autan.ground.texts.language import in_language
from autan.people.accounts.models import Person
from autan.people.accounts.renderers import PersonalEmail, render_personal_email


def render_question(
    question: ContradictionReview, contradiction: Contradiction, person: Person, *, site: str
) -> PersonalEmail:
    """Return the message: both sides, the question, and the page where it is answered."""
    with in_language("fr"):
        page = site + question_url(question)
    return render_personal_email(
        "crossreading/mail/question.txt",
        question=question,
        network=question.network,
        person=person,
        subject=contradiction.subject.fr,
        explanation=contradiction.explanation.fr,
        sides=[(side.origin.label.fr, side.words.fr) for side in contradiction.sides],
        page=page,
    )
