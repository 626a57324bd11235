"""One question on the screen of a person who answers: its fields, what stands, what is contested, what is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.core.notation import NO_BREAK_SPACE, format_date, set_typography, write_colon
from autan.questionnaires.core.answers.entries import STATES_IN_PLACE, Entry, EntryFault, KeptReason, Parts
from autan.questionnaires.core.answers.entry_parts import write_parts
from autan.questionnaires.core.answers.entry_reading import read_value
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState, QuestionKind, Requirement
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.presenters.answers import present_value
from autan.questionnaires.presenters.question_inputs import InputMaker, InputView, OptionView, RowView
from autan.surveys.core.answers.conflicts import EntryVerdict, Fate, StandingAnswer
from autan.surveys.core.answers.review import Remark
from autan.surveys.models import KeptEntry, Proposal
from autan.surveys.typed import typed_lines

_ROWED = frozenset({QuestionKind.TABLE, QuestionKind.MATRIX})


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """Two answers between which the person chooses: the one that stands, and the one that was typed.

    `is_joined` when the second holds what others wrote elsewhere in the answer, beside what was typed.
    """

    revision: int
    their_lines: tuple[str, ...]
    their_author: str
    mine_lines: tuple[str, ...]
    is_joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """What is proposed for a question, and where it comes from."""

    pk: int
    lines: tuple[str, ...]
    origin: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    """Everything that the screen shows of one question.

    Attributes:
        rank: number of the question in the questionnaire.
        question: the question.
        inputs: its fields, but for a table or a matrix.
        rows: lines of fields of a table or a matrix.
        faults: what is wrong and belongs to no field.
        states: what may stand in place of a value.
        state_faults: what is wrong with that choice.
        revision: revision of the answer shown.
        contested: newer revision shown beside what was typed, or 0.
        shows_kept: True when the fields hold what was typed before and not recorded.
        kept_words: why and when that was, or empty.
        saved_words: by whom and when the answer that stands was recorded, or empty.
        conflict: the two answers to choose between, or None.
        proposal: what is proposed, or None.
        source_document: where the answer comes from.
        source_faults: what is wrong with it.
        confidences: how sure the person may be.
        may_not_concern: True when nobody knows yet whether the question is asked.
        remarks: the checks that the answer fails, in words.
    """

    rank: int
    question: Question
    inputs: tuple[InputView, ...]
    rows: tuple[RowView, ...]
    faults: tuple[str, ...]
    states: tuple[OptionView, ...]
    state_faults: tuple[str, ...]
    revision: int
    contested: int
    shows_kept: bool
    kept_words: str
    saved_words: str
    conflict: ConflictView | None
    proposal: ProposalView | None
    source_document: str
    source_faults: tuple[str, ...]
    confidences: tuple[OptionView, ...]
    may_not_concern: bool
    remarks: tuple[str, ...] = ()

    @property
    def has_more(self) -> bool:
        """True when the folded part holds something."""
        chosen = (option.value for option in (*self.confidences, *self.states) if option.is_chosen)
        return bool(self.source_document) or any(chosen)

    @property
    def hint(self) -> str:
        """How this kind of question is filled, where it is not plain."""
        hints = {
            QuestionKind.RANKING: _("1 pour ce qui compte le plus\u202f; un tiret pour ce que vous ne classez pas."),
            QuestionKind.SPLIT: _("Le total fait 100\u00a0%."),
        }
        return hints.get(self.question.kind, "")

    @property
    def can_add_rows(self) -> bool:
        """True for a table."""
        return self.question.kind is QuestionKind.TABLE

    @property
    def is_required(self) -> bool:
        """True when a section cannot be validated without it."""
        return self.question.requirement is Requirement.HARD

    @property
    def is_at_fault(self) -> bool:
        """True when something is to be corrected or chosen."""
        fields = (*self.inputs, *(cell for row in self.rows for cell in row.inputs))
        own = self.faults or self.state_faults or self.source_faults or self.conflict
        return bool(own) or any(field.faults for field in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a question form is made from.

    `verdict` when the screen comes back, `kept` when it is opened again, `taken` when a proposal is put in the fields.
    """

    rank: int
    question: Question
    standing: StandingAnswer | None = None
    verdict: EntryVerdict | None = None
    kept: KeptEntry | None = None
    taken: Entry | None = None
    proposal: Proposal | None = None
    least_rows: int = 1
    may_not_concern: bool = False
    remarks: tuple[Remark, ...] = ()


def make_question_form(material: Material, language: str) -> QuestionForm:
    """Return the form of one question, filled with what was typed, or with what stands."""
    question, standing = material.question, material.standing
    entry = _entry_shown(material)
    parts: Parts = entry.parts if entry else write_parts(question, standing.value if standing else None)
    faults = _faults(material, entry)
    maker = InputMaker(question, parts, faults, language)
    is_rowed = question.kind in _ROWED
    inputs = () if is_rowed else maker.inputs()
    rows = maker.rows(material.least_rows) if is_rowed else ()
    conflict = _conflict(material, entry, language)
    state = entry.state if entry else _state_of(standing)
    placed = {"state", "source"}
    return QuestionForm(
        rank=material.rank,
        question=question,
        inputs=inputs,
        rows=rows,
        faults=tuple(w for w in maker.unplaced(inputs, rows) if not any(w in maker.faults.get(p, ()) for p in placed)),
        states=_state_options(state, language),
        state_faults=tuple(maker.faults.get("state", ())),
        revision=entry.based_on if entry else standing.revision if standing else 0,
        contested=conflict.revision if conflict else 0,
        shows_kept=material.kept is not None or bool(entry and entry.shows_kept),
        kept_words=_kept_words(material.kept, language) if material.verdict is None else "",
        saved_words=write_saved(standing, language),
        conflict=conflict,
        proposal=_proposal(material, language) if not (standing and standing.is_given) else None,
        source_document=entry.source_document if entry else standing.source_document if standing else "",
        source_faults=tuple(maker.faults.get("source", ())),
        confidences=_confidence_options(entry, standing, language),
        may_not_concern=material.may_not_concern,
        remarks=tuple(write_remark(remark, language) for remark in material.remarks),
    )


def _entry_shown(material: Material) -> Entry | None:
    """What was typed, when the screen shows it rather than what stands."""
    verdict, kept, standing = material.verdict, material.kept, material.standing
    if material.taken is not None:
        return material.taken
    if verdict is not None:
        return verdict.entry if verdict.fate in {Fate.INVALID, Fate.CONTESTED} else None
    if kept is None or not isinstance(kept.value, Mapping):
        return None
    return Entry(
        question=material.question.code,
        based_on=standing.revision if standing else 0,
        parts={name: tuple(texts) for name, texts in kept.value.items()},
        source_document=standing.source_document if standing else "",
        confidence=standing.confidence if standing else None,
        shows_kept=True,
    )


def _faults(material: Material, entry: Entry | None) -> tuple[EntryFault, ...]:
    if material.verdict is not None:
        return material.verdict.faults
    return read_value(material.question, entry.parts)[1] if entry else ()


def _state_of(standing: StandingAnswer | None) -> AnswerState | None:
    return standing.state if standing and standing.state in STATES_IN_PLACE else None


def _conflict(material: Material, entry: Entry | None, language: str) -> ConflictView | None:
    verdict, kept, standing = material.verdict, material.kept, material.standing
    if standing is None or entry is None or not _is_contested(verdict, kept, standing):
        return None
    value = verdict.value if verdict else read_value(material.question, entry.parts)[0]
    state = verdict.state if verdict else AnswerState.ANSWERED
    mine = present_value(material.question, value, language)
    return ConflictView(
        revision=standing.revision,
        their_lines=answer_lines(material.question, standing, language),
        their_author=write_saved(standing, language),
        mine_lines=mine or _typed_or_state(material.question, entry, state, language),
        is_joined=verdict is not None and verdict.is_joined,
    )


def _is_contested(verdict: EntryVerdict | None, kept: KeptEntry | None, standing: StandingAnswer) -> bool:
    """What was kept, for whatever reason, is contested too once somebody has answered since."""
    if verdict is not None:
        return verdict.fate is Fate.CONTESTED
    return kept is not None and (kept.reason == KeptReason.CONTESTED or standing.at > kept.at)


def _typed_or_state(question: Question, entry: Entry, state: AnswerState, language: str) -> tuple[str, ...]:
    if state in STATES_IN_PLACE:
        return (state.label.in_language(language),)
    return typed_lines(question, entry.parts, language) or (_("(réponse vide)"),)


def join_authors(verdicts: Sequence[EntryVerdict]) -> str:
    """Return the names of those whose answers were joined with what was typed."""
    return ", ".join(dict.fromkeys(verdict.theirs.by_name for verdict in verdicts if verdict.theirs))


def write_remark(remark: Remark, language: str) -> str:
    """Write a check that fails, after how much it weighs."""
    label = remark.severity.label.in_language(language)
    message = set_typography(remark.message.in_language(language), language=language)
    return f"{label}{write_colon(language)} {message}"


def answer_lines(question: Question, standing: StandingAnswer, language: str) -> tuple[str, ...]:
    """Return the words of an answer that stands, or of the state in its place."""
    if standing.state is AnswerState.ANSWERED:
        return present_value(question, standing.value, language)
    return (standing.state.label.in_language(language),)


def _proposal(material: Material, language: str) -> ProposalView | None:
    proposal = material.proposal
    if proposal is None:
        return None
    return ProposalView(
        pk=proposal.pk,
        lines=present_value(material.question, proposal.value, language),
        origin=proposal.origin_fr if language.startswith("fr") else proposal.origin_en,
        evidence=tuple((kind, key) for kind, key in proposal.evidence),
    )


def _state_options(state: AnswerState | None, language: str) -> tuple[OptionView, ...]:
    first = OptionView(value="", label=_("je réponds, ou je laisse pour plus tard"), is_chosen=state is None)
    others = (
        OptionView(value=s.value, label=s.label.in_language(language), is_chosen=s is state) for s in STATES_IN_PLACE
    )
    return (first, *others)


def _confidence_options(entry: Entry | None, standing: StandingAnswer | None, language: str) -> tuple[OptionView, ...]:
    chosen = entry.confidence if entry else standing.confidence if standing else None
    first = OptionView(value="", label=_("non précisé"), is_chosen=chosen is None)
    others = (
        OptionView(value=c.value, label=c.label.in_language(language), is_chosen=c is chosen) for c in AnswerConfidence
    )
    return (first, *others)


def _kept_words(kept: KeptEntry | None, language: str) -> str:
    if kept is None:
        return ""
    reasons = {
        KeptReason.INVALID: _("Voici ce que vous aviez tapé le %(when)s et qui n’a pas pu être enregistré."),
        KeptReason.CONTESTED: _("Voici ce que vous aviez tapé le %(when)s, en même temps que quelqu’un d’autre."),
        KeptReason.CLOSED: _("Voici ce que vous aviez tapé le %(when)s, après la clôture."),
    }
    return reasons[KeptReason(kept.reason)] % {"when": write_moment(kept.at, language)}


def write_saved(standing: StandingAnswer | None, language: str) -> str:
    """Say by whom and when an answer was recorded; nothing for no answer."""
    if standing is None:
        return ""
    words = {"when": write_moment(standing.at, language), "who": standing.by_name or "–"}
    if not standing.is_given:
        return _("Réponse retirée le %(when)s par %(who)s.") % words
    if standing.is_on_behalf:
        return _("Réponse recueillie le %(when)s par %(who)s, pour la collectivité.") % words
    return _("Réponse enregistrée le %(when)s par %(who)s.") % words


def write_moment(at: datetime, language: str) -> str:
    """Write a day and an hour of the local clock: « 4 mai 2026 à 14 h 32 »."""
    local = timezone.localtime(at)
    day = format_date(local.date(), language=language)
    if language.startswith("fr"):
        return f"{day} à {local.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{local.minute:02}"
    return f"{day} at {local.hour}:{local.minute:02}"
