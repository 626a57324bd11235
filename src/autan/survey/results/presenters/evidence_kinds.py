"""How answers and campaigns are described in a trace: evidence cards, with what their reader may read."""

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import facts_by_id
from autan.evidence.figures.queries.registry import EvidenceKind, Reader, one_by_one
from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.texts import after
from autan.ground.texts.language import colon, day_of, typeset, words
from autan.ground.wordings import Sentence, Text
from autan.people.individuals.models import SYSTEM_NAME
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answers_by_key, served_by, short_names
from autan.survey.campaigns.queries.campaigns import UnknownCampaignError, campaigns_by_slug, view_campaign
from autan.survey.campaigns.queries.questionnaires import placed_questions
from autan.survey.questionnaires.core.kinds.registry import format_answer, kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.wordings import fill_in, join_texts
from autan.survey.questionnaires.presenters.question_inputs import present_answer
from autan.survey.results.queries.results import find_question, read_responses

_MOST_ROWS = 50


def readable_keys(keys: Sequence[str], reader: Reader) -> list[str]:
    """Return the keys, `<campaign>/...`, of campaigns whose results a reader may read, and of those that are gone.

    One query, and those of the right for each campaign.
    """
    campaigns = campaigns_by_slug({key.partition("/")[0] for key in keys})
    unreadable = {slug for slug, campaign in campaigns.items() if not reader.has_perm("surveys.read_results", campaign)}
    return [key for key in keys if key.partition("/")[0] not in unreadable]


def readable_campaigns(keys: Sequence[str], reader: Reader) -> list[str]:
    """Return the campaigns of which anybody reads what was asked and of whom, archived ones only by whoever runs them.

    One query, and those of the right for each archived one.
    """
    archived = (campaign for campaign in campaigns_by_slug(set(keys)).values() if campaign.archived_at)
    unreadable = {campaign.slug for campaign in archived if not reader.has_perm("surveys.run_campaign", campaign)}
    return [key for key in keys if key not in unreadable]


def describe_answers(keys: Sequence[str], reader: Reader) -> dict[str, EvidenceCard]:
    """Describe current answers, `<campaign>/<siren>/<question>`, with the facts they cite; some may be gone.

    The name of the author is shown only to those who may read it. As many queries for many as for one.
    """
    campaigns = campaigns_by_slug({key.partition("/")[0] for key in keys})
    answers = answers_by_key(keys, campaigns.values(), reader)
    facts = facts_by_id([fact for answer in answers.values() for fact in answer.facts])
    names = short_names({(campaigns[answer.campaign], answer.siren) for answer in answers.values()})
    readable = _authors_read_by(reader, campaigns.values(), answers.values())
    cards = {}
    for key, answer in answers.items():
        placed = placed_questions(campaigns[answer.campaign]).get(answer.question)
        if placed is not None:
            name = names[answer.campaign, answer.siren]
            cards[key] = _answer_card(name, placed[1], answer, facts, has_author=key in readable)
    return cards


def _authors_read_by(reader: Reader, campaigns: Collection[Campaign], answers: Collection[AnswerRevision]) -> set[str]:
    """Keys of the answers whose author a reader may know: of the campaigns they run, and of the territories they serve.

    The same as `surveys.read_authors` for each answer, in two queries and those of the right to run each campaign.
    """
    run = {campaign.slug for campaign in campaigns if reader.has_perm("surveys.run_campaign", campaign)}
    own = served_by(reader)
    return {answer.ref.key for answer in answers if answer.campaign in run or answer.siren in own}


def _answer_card(
    name: str, question: Question, answer: AnswerRevision, known: Mapping[str, Fact], *, has_author: bool
) -> EvidenceCard:
    facts = [known[fact] for fact in answer.facts if fact in known]
    statement = join_texts(" · ", format_answer(question, answer))
    return EvidenceCard(
        ref=answer.ref,
        title=Text(f"Réponse {after('de', name)}\u00a0: {question.text.fr}", f"Answer of {name}: {question.text.en}"),
        statement=fill_in(_AT_LEAST, answer=statement) if answer.is_partial else statement,
        citation=facts[0].citation if facts else None,
        recorded=_describe_record(answer, has_author=has_author),
        table=_facts_table(facts) if len(facts) > 1 else None,
        note=answer.note,
        is_free_text=kind_of(question).holds_free_text(question, answer.value),
    )


_AT_LEAST = Sentence("{answer} (au moins)")


def _describe_record(answer: AnswerRevision, *, has_author: bool) -> str:
    """Describe the record of an answer: day, way, author for whoever may know it, document and confidence."""
    is_automatic = answer.by_name in {"", SYSTEM_NAME}
    fields = {
        "when": day_of(answer.at),
        "who": _("préparation automatique") if is_automatic else answer.by_name,
        "revision": answer.revision,
    }
    if has_author or is_automatic:
        act = _("Enregistrée le %(when)s par %(who)s, révision %(revision)d")
        on_behalf = _("Recueillie le %(when)s par %(who)s auprès de la collectivité, révision %(revision)d")
    else:
        act = _("Enregistrée le %(when)s, révision %(revision)d")
        on_behalf = _("Recueillie le %(when)s auprès de la collectivité, révision %(revision)d")
    parts = [(on_behalf if answer.is_on_behalf else act) % fields]
    if answer.source_document:
        parts.append(f"{_('document')}{colon()} {answer.source_document}")
    if answer.confidence:
        parts.append(words(answer.confidence.label))
    return " · ".join(parts)


def _facts_table(facts: Sequence[Fact]) -> EvidenceTable:
    rows = tuple((fact.id, typeset(words(fact.statement)), fact.locator) for fact in facts)
    return EvidenceTable(columns=(_("Fait"), _("Énoncé"), _("Endroit")), rows=rows, total_rows=len(rows))


def describe_answer_set(key: str) -> EvidenceCard | None:
    """Describe all the answers to one question, `<campaign>/<question>`: the first ones, and where the others are."""
    slug, _separator, code = key.partition("/")
    try:
        view = view_campaign(slug)
    except UnknownCampaignError:
        return None
    question = find_question(view, code)
    if question is None:
        return None
    answered = list(read_responses(view, [question])[0].answered())
    rows = tuple(
        (member.name, " · ".join(present_answer(question, answer))) for member, answer in answered[:_MOST_ROWS]
    )
    many, whole = number_text(len(answered)), number_text(len(view.respondents))
    return EvidenceCard(
        ref=EvidenceRef(kind="answers", key=key),
        title=Sentence("Réponses à la question\u00a0: {text}", text=question.text),
        statement=Sentence("{many} des {whole} collectivités interrogées ont répondu.", many=many, whole=whole),
        table=EvidenceTable(columns=(_("Collectivité"), _("Réponse")), rows=rows, total_rows=len(answered)),
        whole_list=reverse("results:answers", kwargs={"slug": slug, "code": code}),
    )


def describe_campaign(key: str) -> EvidenceCard | None:
    """Describe a campaign: what was asked, of whom, and how its answers came here; None when gone."""
    try:
        view = view_campaign(key)
    except UnknownCampaignError:
        return None
    questions, territories = len(view.questionnaire.questions), len(view.respondents)
    return EvidenceCard(
        ref=EvidenceRef(kind="campaign", key=key),
        title=view.record.title,
        statement=Sentence(
            "{questions} questions, {territories} collectivités interrogées.",
            questions=questions,
            territories=territories,
        ),
        note=view.record.note,
    )


EVIDENCE_KINDS = (
    EvidenceKind(kind="answer", describe=describe_answers, readable=readable_keys),
    EvidenceKind(kind="answers", describe=one_by_one(describe_answer_set), readable=readable_keys),
    EvidenceKind(
        kind="campaign",
        describe=one_by_one(describe_campaign),
        readable=readable_campaigns,
        page=lambda key: reverse("surveys:campaign", args=[key]),
    ),
)
