"""The message that asks the officer of a member about a contradiction, in French."""

from autan.accounts.models import Person
from autan.accounts.renderers import PersonalEmail, render_personal_email
from autan.crossreading.core.contradictions import Contradiction
from autan.crossreading.models import ContradictionReview
from autan.crossreading.presenters.contradictions import question_url


def render_question(question: ContradictionReview, found: Contradiction, person: Person, *, site: str) -> PersonalEmail:
    """Return the message: both sides, the question, and the page where it is answered."""
    return render_personal_email(
        "crossreading/mail/question.txt",
        question=question,
        network=question.network,
        person=person,
        subject=found.subject.fr,
        explanation=found.explanation.fr,
        sides=[(side.origin.label.fr, side.words.fr) for side in found.sides],
        page=site + question_url(question),
    )
