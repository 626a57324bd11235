"""What will be published about one territory: its answers, the figures that count them, its comments."""

from dataclasses import dataclass

from autan.people.journal.models import Remark
from autan.people.journal.queries import remarks_on
from autan.survey.campaigns.core.objects import answers_object
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question, Section
from autan.survey.questionnaires.core.tabulation.results import CountRow
from autan.survey.questionnaires.presenters.answers import present_answer
from autan.survey.results.queries.results import read_responses


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One question: what the territory answered, the figures that count it, its comments."""

    rank: int
    question: Question
    words: tuple[str, ...]
    is_free_text: bool
    rows: tuple[CountRow, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPreview:
    """Everything that will be published about one territory, by section."""

    view: CampaignView
    sections: tuple[tuple[Section, tuple[PreviewLine, ...]], ...]
    remarks: tuple[Remark, ...]


def preview_publication(view: CampaignView, siren: str) -> PublicationPreview:
    """Return what will be published about a territory; an answer that is no longer asked for is not. Two queries."""
    remarks = remarks_on(answers_object(view.record.slug, siren))
    questions = view.questionnaire.questions
    responses = dict(
        zip((question.code for question in questions), read_responses(view, questions, including=[siren]), strict=True)
    )
    lines: dict[str, list[PreviewLine]] = {}
    for rank, section, question in view.questionnaire.numbered():
        answer = responses[question.code].answers.get(siren)
        if answer is not None:
            line = PreviewLine(
                rank=rank,
                question=question,
                words=present_answer(question, answer),
                is_free_text=kind_of(question).holds_free_text(question, answer.value),
                rows=kind_of(question).tabulate(responses[question.code]).rows,
                remarks=tuple(remark for remark in remarks if remark.place == question.code),
            )
            lines.setdefault(section.code, []).append(line)
    return PublicationPreview(
        view=view,
        sections=tuple(
            (section, tuple(lines[section.code])) for section in view.questionnaire.sections if section.code in lines
        ),
        remarks=tuple(remark for remark in remarks if not remark.place),
    )
