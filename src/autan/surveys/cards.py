"""How answers and campaigns are described in a trace, and how the figures of surveys are found."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from autan.evidence.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.core.notation import format_date, format_number, set_typography, write_colon
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.evidence.models import Fact
from autan.evidence.queries.facts import facts_by_id
from autan.evidence.queries.registry import (
    EvidenceKind,
    FigureSource,
    Reader,
    all_at_once,
    one_by_one,
    register_evidence,
    register_figures,
)
from autan.questionnaires.core.kinds import AnswerConfidence
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.presenters.answers import holds_free_text, present_answer
from autan.surveys.core.answers.authors import PRODUCT_NAME
from autan.surveys.models import Answer
from autan.surveys.queries.campaigns import (
    UnknownCampaignError,
    campaigns_by_slug,
    find_campaign,
    standing_answers,
    view_campaign,
)
from autan.surveys.queries.results import find_question, hear_questions
from autan.surveys.survey_figures import campaigns_of, find_survey_figure

_PRODUCT = Text("préparation automatique", "automatic preparation")
_MOST_ROWS = 50
_RECORDED = Text("Enregistrée le {when} par {who}", "Recorded on {when} by {who}")
_TAKEN_DOWN = Text(
    "Recueillie le {when} par {who} auprès de la collectivité", "Taken down on {when} by {who} from the authority"
)
_REVISION = Text("révision", "revision")
_DOCUMENT = Text("document", "document")
_SET_HEADINGS = {"fr": ("Collectivité", "Réponse"), "en": ("Authority", "Answer")}
_HEADINGS = {"fr": ("Fait", "Énoncé", "Endroit"), "en": ("Fact", "Statement", "Place")}


def register_room() -> None:
    """Make answers, campaigns and survey figures known to the trace."""
    register_evidence(
        EvidenceKind(kind="answer", describe=all_at_once(describe_answers), readable=answers_readable_by),
        EvidenceKind(kind="campaign", describe=one_by_one(describe_campaign)),
        EvidenceKind(kind="answers", describe=one_by_one(describe_answer_set), readable=answers_readable_by),
    )
    register_figures(
        FigureSource(
            name="survey",
            find=lambda address: find_survey_figure(str(address)),
            may_read=lambda reader, address: may_read_survey_figure(reader, str(address)),
        )
    )


def answers_readable_by(keys: Sequence[str], reader: Reader) -> list[str]:
    """Return the keys, `<campaign>/...`, of campaigns whose results a reader may read; what is gone is nobody's secret.

    One query, and those of the right for each campaign.
    """
    campaigns = campaigns_by_slug({key.partition("/")[0] for key in keys})
    kept = {slug for slug, found in campaigns.items() if not reader.has_perm("surveys.read_results", found)}
    return [key for key in keys if key.partition("/")[0] not in kept]


def may_read_survey_figure(person: Reader, figure_id: str) -> bool:
    """Say whether somebody may read a figure of a campaign, or of two; what does not exist is kept from nobody.

    Four queries at most.
    """
    found = map(find_campaign, campaigns_of(figure_id))
    return all(campaign is None or person.has_perm("surveys.read_results", campaign) for campaign in found)


def describe_answers(keys: Sequence[str]) -> dict[str, EvidenceCard]:
    """Describe answers `<campaign>/<siren>/<question>` as they stand, with the facts they cite; some may be gone.

    As many queries for many as for one.
    """
    found = standing_answers(keys)
    facts = facts_by_id([fact for _, answer in found.values() for fact in answer.facts])
    return {key: _describe(key, *found[key], facts) for key in keys if key in found}


def _describe(key: str, question: Question, latest: Answer, known: Mapping[str, Fact]) -> EvidenceCard:
    slug, name = latest.campaign.slug, latest.territory.short_name
    facts = [known[fact] for fact in latest.facts if fact in known]
    return EvidenceCard(
        ref=EvidenceRef(kind="answer", key=key),
        title=Text(f"Réponse de {name}\u00a0: {question.text.fr}", f"Answer of {name}: {question.text.en}"),
        statement=_statement(question, latest, slug),
        citation=facts[0].citation if facts else None,
        recorded=_recorded(latest),
        table=_facts_table(facts) if len(facts) > 1 else None,
        note=latest.as_core(slug).note,
        is_free_text=holds_free_text(question, latest.as_core(slug).value),
    )


def _statement(question: Question, answer: Answer, slug: str) -> Text:
    core = answer.as_core(slug)
    french, english = (" · ".join(present_answer(question, core, language)) for language in ("fr", "en"))
    if core.is_partial:
        return Text(f"{french} (au moins)", f"{english} (at least)")
    return Text(french, english)


def _recorded(answer: Answer) -> str:
    """Who wrote the answer and when, in which way, from which document and how surely."""
    language = _language()
    name = answer.by_name or (answer.by.name if answer.by else PRODUCT_NAME)
    who = _PRODUCT.in_language(language) if name == PRODUCT_NAME else name
    when = format_date(timezone.localtime(answer.at).date(), language=language)
    act = _TAKEN_DOWN if answer.is_on_behalf else _RECORDED
    words = [
        f"{act.in_language(language).format(when=when, who=who)}, {_REVISION.in_language(language)} {answer.revision}"
    ]
    if answer.source_document:
        words.append(f"{_DOCUMENT.in_language(language)}{write_colon(language)} {answer.source_document}")
    if answer.confidence:
        words.append(AnswerConfidence(answer.confidence).label.in_language(language))
    return " · ".join(words)


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def _facts_table(facts: list[Fact]) -> EvidenceTable:
    language = _language()
    rows = tuple(
        (fact.id, set_typography(fact.statement.in_language(language), language=language), fact.locator)
        for fact in facts
    )
    return EvidenceTable(columns=_HEADINGS[language], rows=rows, total_rows=len(rows))


def describe_answer_set(key: str) -> EvidenceCard | None:
    """Describe all the answers to one question, `<campaign>/<question>`: the first ones, and where the others are."""
    slug, _, code = key.partition("/")
    try:
        view = view_campaign(slug)
    except UnknownCampaignError:
        return None
    question = find_question(view, code)
    if question is None:
        return None
    given = list(hear_questions(view, [question])[0].answered())
    language = _language()
    rows = [(member.name, " · ".join(present_answer(question, answer, language))) for member, answer in given]
    return EvidenceCard(
        ref=EvidenceRef(kind="answers", key=key),
        title=Text(f"Réponses à la question\u00a0: {question.text.fr}", f"Answers to: {question.text.en}"),
        statement=_answered(len(given), len(view.respondents)),
        table=EvidenceTable(columns=_SET_HEADINGS[language], rows=tuple(rows[:_MOST_ROWS]), total_rows=len(rows)),
        whole_list=reverse("surveys:answers", kwargs={"slug": slug, "code": code}),
    )


def _answered(count: int, asked: int) -> Text:
    (many, whole), (many_en, whole_en) = (
        [format_number(number, decimals=0, language=language) for number in (count, asked)] for language in ("fr", "en")
    )
    return Text(
        f"{many} des {whole} collectivités interrogées ont répondu.",
        f"{many_en} of the {whole_en} authorities asked have answered.",
    )


def describe_campaign(key: str) -> EvidenceCard | None:
    """Describe a campaign: what was asked, of whom, and how its answers came here; None when gone."""
    try:
        view = view_campaign(key)
    except UnknownCampaignError:
        return None
    questions, asked = len(view.questionnaire.questions), len(view.respondents)
    return EvidenceCard(
        ref=EvidenceRef(kind="campaign", key=key),
        title=view.record.title,
        statement=Text(
            f"{questions} questions, {asked} collectivités interrogées.",
            f"{questions} questions, {asked} authorities asked.",
        ),
        note=view.record.note,
    )
