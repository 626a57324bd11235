"""What will be published about one territory: its answers as they stand, the figures they enter, its comments."""

from dataclasses import dataclass

from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer
from autan.questionnaires.core.questionnaire import Question, Section
from autan.questionnaires.core.tabulation.results import CountRow
from autan.questionnaires.core.tabulation.tabulate import tabulate
from autan.questionnaires.presenters.answers import holds_free_text, present_answer
from autan.surveys.models import Reply
from autan.surveys.queries.answering import replies_of
from autan.surveys.queries.campaigns import CampaignView, current_answers, unasked_of, view_campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One question: what the territory answered, the figures that count it, its comments."""

    rank: int
    question: Question
    words: tuple[str, ...]
    is_free_text: bool
    rows: tuple[CountRow, ...]
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Everything that will be published about one territory, by section."""

    view: CampaignView
    sections: tuple[tuple[Section, tuple[PreviewLine, ...]], ...]
    replies: tuple[Reply, ...]


def preview_publication(slug: str, siren: str, language: str) -> Preview:
    """Return what will be published about a territory; an answer that is no longer asked for is not. Six queries.

    Raises:
        UnknownCampaignError: there is no such campaign.
    """
    view = view_campaign(slug)
    answers: dict[str, dict[str, RecordedAnswer]] = {}
    for answer in current_answers(view):
        answers.setdefault(answer.question, {})[answer.siren] = answer
    replies, unasked = replies_of(view.record, siren), unasked_of(view)
    lines: dict[str, list[PreviewLine]] = {}
    for rank, section, question in view.questionnaire.numbered():
        hearing = view.hear(answers.get(question.code, {}), unasked.get(question.code))
        if siren in hearing.answers:
            about = tuple(reply for reply in replies if reply.question == question.code)
            lines.setdefault(section.code, []).append(_line(rank, question, hearing, siren, about, language))
    return Preview(
        view=view,
        sections=tuple(
            (section, tuple(lines[section.code])) for section in view.questionnaire.sections if section.code in lines
        ),
        replies=tuple(reply for reply in replies if not reply.question),
    )


def _line(
    rank: int,
    question: Question,
    hearing: Hearing,
    siren: str,
    replies: tuple[Reply, ...],
    language: str,
) -> PreviewLine:
    return PreviewLine(
        rank=rank,
        question=question,
        words=present_answer(question, hearing.answers[siren], language),
        is_free_text=holds_free_text(question, hearing.answers[siren].value),
        rows=tabulate(question, hearing).rows,
        replies=replies,
    )
