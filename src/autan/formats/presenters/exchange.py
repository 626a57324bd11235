"""What do the pages of exchange show: formats with what they do not hold, and what an import writes?"""

from collections import Counter
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from autan.formats.core.tables import Headings
from autan.formats.exporters.answers.files import FORMATS, AnswerFormat, list_losses_of
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.presenters.answers import present_value
from autan.surveys.core.exchange.import_plans import ImportPlan, Planned, PlannedAnswer
from autan.surveys.queries.campaigns import CampaignView


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """One form of a format: what its link says, and what its address asks for."""

    label: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatView:
    """One format as the page shows it.

    Attributes:
        name: name on screen.
        suffix: extension without its dot, as its address writes it.
        losses: what it does not hold, in the language of the page.
        forms: the forms it comes in.
    """

    name: str
    suffix: str
    losses: tuple[str, ...]
    forms: tuple[FormView, ...]


def present_formats(language: str) -> tuple[FormatView, ...]:
    """Return every format, in the order of the page."""
    return tuple(
        FormatView(
            name=written.name.in_language(language),
            suffix=written.suffix.removeprefix("."),
            losses=tuple(loss.in_language(language) for loss in list_losses_of(written)),
            forms=tuple(_forms(written)),
        )
        for written in FORMATS
    )


def _forms(written: AnswerFormat) -> list[FormView]:
    forms = [_form(_("en codes"))]
    if written.has_headings:
        forms.append(_form(_("en toutes lettres"), headings=Headings.TEXTS))
    if written.suffix == ".csv":
        forms.append(_form(_("en codes, points-virgules"), separator=";"))
        forms.append(_form(_("en toutes lettres, points-virgules"), headings=Headings.TEXTS, separator=";"))
    if written.has_long:
        forms.append(_form(_("détaillé\u00a0: une ligne par cellule"), long="1"))
    return forms if len(forms) > 1 else [_form(_("télécharger"))]


def _form(label: str, **asked: str) -> FormView:
    query = QueryDict(mutable=True)
    query.update(asked)
    return FormView(label=label, query=query.urlencode())


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """One answer on which the file and the record differ.

    Attributes:
        name: territory.
        question: text of the question.
        line: line of the file.
        given: what the file says.
        standing: what is recorded.
        is_replaced: True when the file is followed.
    """

    name: str
    question: str
    line: int | None
    given: str
    standing: str
    is_replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """What an import writes, as the page shows it.

    Attributes:
        headings: fates of an answer, in order.
        lines: name of each territory, and how many of its answers meet each fate.
        conflicts: what the file says and what is recorded, where they differ.
        written: how many answers are written.
    """

    headings: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    conflicts: tuple[ConflictView, ...]
    written: int


def present_plan(plan: ImportPlan | None, view: CampaignView, language: str) -> PlanView | None:
    """Return what an import writes, territory by territory; None when the file could not be read."""
    if plan is None:
        return None
    names = {member.siren: member.name for member in view.respondents}
    questions = {question.code: question for question in view.questionnaire.questions}
    counts: dict[str, Counter[Planned]] = {}
    for found in plan.answers:
        counts.setdefault(names[found.siren], Counter())[found.act] += 1
    return PlanView(
        headings=tuple(act.label.in_language(language) for act in Planned),
        lines=tuple((name, tuple(own[act] for act in Planned)) for name, own in counts.items()),
        conflicts=tuple(
            _present_conflict(found, names[found.siren], questions[found.answer.question], language)
            for found in plan.answers
            if found.act in {Planned.CHANGED, Planned.KEPT}
        ),
        written=len(plan.to_write),
    )


def _present_conflict(found: PlannedAnswer, name: str, question: Question, language: str) -> ConflictView:
    standing = found.standing
    return ConflictView(
        name=name,
        question=question.text.in_language(language),
        line=found.line,
        given=_words(question, found.answer.value, found.answer.state, language),
        standing=_words(question, standing.value, standing.state, language) if standing else "",
        is_replaced=found.act is Planned.CHANGED,
    )


def _words(question: Question, value: AnswerValue, state: AnswerState, language: str) -> str:
    if value is None:
        return state.label.in_language(language)
    return "\n".join(present_value(question, value))
