"""What a decision needs to be kept: a body that can decide, voices that add up, dates in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from autan.cooperation.working_group.core.bodies import SeatTerm, count_voices
from autan.cooperation.working_group.core.progress import LinkKind
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.descriptions.core.fields import day, flag, long_text, number, text
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence, Text


class DecisionMode(Labelled):
    """How a body decided."""

    CONSENSUS = "consensus", "par consensus", "by consensus"
    VOTE = "vote", "par un vote", "by a vote"


class InvalidDecisionError(DomainError):
    """A decision cannot be kept as it is told."""

    def __init__(self, problems: Sequence[Text]) -> None:
        self.problems = tuple(problems)
        super().__init__(Sentence.joined(" ; ", problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """Voices of a vote; `not_taking_part` is who was there and took no part in the vote."""

    in_favour: int
    against: int = 0
    abstained: int = 0
    not_taking_part: int = 0

    @property
    def total(self) -> int:
        """Everybody who is counted, taking part or not."""
        return self.in_favour + self.against + self.abstained + self.not_taking_part

    @property
    def is_carried(self) -> bool:
        """True when voices in favour outnumber those against."""
        return self.in_favour > self.against

    @property
    def words(self) -> Text:
        """The vote in words; what is zero is said for voices against alone."""
        parts = [
            (self.in_favour, plural(self.in_favour, Sentence("voix pour"), Sentence("voix pour"))),
            (self.against, Sentence("contre")),
            (self.abstained, plural(self.abstained, _ABSTAINED, _ABSTAINED_MANY)),
            (self.not_taking_part, plural(self.not_taking_part, _APART, _APART_MANY)),
        ]
        counts = [(number, text) for number, text in parts if number or text.fr in {"voix pour", "contre"}]
        return Text(
            ", ".join(f"{number} {text.fr}" for number, text in counts),
            ", ".join(f"{number} {text.en}" for number, text in counts),
        )


_ABSTAINED, _ABSTAINED_MANY = Text("abstention", "abstention"), Text("abstentions", "abstentions")
_APART = Sentence("ne prend pas part au vote")
_APART_MANY = Sentence("ne prennent pas part au vote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What a member said against part of a decision, or to explain a voice."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What may change of a decision once it is taken: owner, by number of seat, dates, its link, readers."""

    owner: int | None = None
    due_on: date | None = day(Sentence("Échéance"))
    review_on: date | None = day(Sentence("Réexamen le"))
    link: LinkKind = LinkKind.NONE
    link_key: str = ""
    is_public: bool = flag(Sentence("Décision lisible par tous"))


_THERE = Sentence("Voix présentes ou représentées")
_OF_ATTENDANCE = Sentence("Vide\u00a0: celles des présences de la réunion, si elles sont enregistrées.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft(FollowUp):
    """A decision as it is told, before it is checked.

    `present` is how many voices were there, in person or represented; None when it is not known.
    """

    # before the field `text`, which takes the name of the function that describes a text
    title: str = text(Sentence("Titre"), max_length=200, is_required=True)
    decided_on: date = day(Sentence("Décidé le"), is_required=True)
    text: str = long_text(Sentence("Ce qui est décidé"), is_required=True)
    mode: DecisionMode = DecisionMode.CONSENSUS
    vote: Vote | None = None
    present: int | None = number(_THERE, is_whole=True, minimum=0, help=_OF_ATTENDANCE)
    reservations: tuple[Reservation, ...] = ()
    evidence: Sequence[EvidenceRef] = ()


def find_problems(
    draft: DecisionDraft, *, terms: Sequence[SeatTerm], quorum: int | None, today: date
) -> tuple[Text, ...]:
    """Return everything that prevents a decision from being kept, in words."""
    return (
        *_text_and_dates(draft, today),
        *_people(draft, terms),
        *_voices(draft, count_voices(terms, draft.decided_on), quorum),
    )


def _text_and_dates(draft: DecisionDraft, today: date) -> Iterator[Text]:
    if not draft.text.strip():
        yield Sentence("une décision a un texte")
    if draft.decided_on > today:
        yield Sentence("une décision est prise avant d’être enregistrée")
    yield from date_problems(draft.decided_on, due=draft.due_on, review=draft.review_on)


def date_problems(decided: date, *, due: date | None, review: date | None) -> Iterator[Text]:
    """Yield what is wrong with the days that a decision sets."""
    taken_fr, taken_en = format_date(decided, language="fr"), format_date(decided, language="en")
    if due is not None and due < decided:
        yield Text(
            f"l’échéance ({format_date(due, language='fr')}) est avant la décision ({taken_fr})",
            f"the due date ({format_date(due, language='en')}) is before the decision ({taken_en})",
        )
    if review is not None and review < decided:
        yield Text(
            f"le réexamen ({format_date(review, language='fr')}) est avant la décision ({taken_fr})",
            f"the review ({format_date(review, language='en')}) is before the decision ({taken_en})",
        )


def _people(draft: DecisionDraft, terms: Sequence[SeatTerm]) -> Iterator[Text]:
    known = {term.key: term for term in terms}
    people = [draft.owner] if draft.owner is not None else []
    for key in dict.fromkeys([*people, *(reservation.seat for reservation in draft.reservations)]):
        term = known.get(key)
        if term is None:
            yield Text("cette instance n’a pas ce membre", "this body has no such member")
        elif absence := term.absence_on(draft.decided_on):
            yield Sentence("au jour de la décision, {absence}", absence=absence)


def _voices(draft: DecisionDraft, voices: int, quorum: int | None) -> Iterator[Text]:
    day = format_date(draft.decided_on, language="fr"), format_date(draft.decided_on, language="en")
    if not voices:
        yield Text(
            f"l’instance n’a aucun membre avec voix le {day[0]} : elle ne pouvait pas décider",
            f"the body has no member with a vote on {day[1]}: it could not decide",
        )
        return
    if draft.present is not None and draft.present > voices:
        yield Text(
            f"{draft.present} voix présentes pour {voices} membres avec voix le {day[0]}",
            f"{draft.present} votes present for {voices} members with a vote on {day[1]}",
        )
    elif draft.present is not None and draft.present < 1:
        yield Sentence("une décision se prend à une voix présente ou représentée, au moins")
    if quorum is not None and draft.present is None:
        yield Sentence(
            "le quorum est de {quorum} : dites combien de voix étaient présentes ou représentées", quorum=quorum
        )
    elif quorum is not None and draft.present is not None and draft.present < quorum:
        there = draft.present
        yield Sentence(
            "{there} voix présentes ou représentées pour un quorum de {quorum} : l’instance ne pouvait pas décider",
            there=there,
            quorum=quorum,
        )
    if draft.mode is DecisionMode.VOTE:
        yield from _vote(draft, voices)
    elif draft.vote not in {None, Vote(in_favour=0)}:
        yield Sentence("un consensus n’a pas de voix comptées")


def _vote(draft: DecisionDraft, voices: int) -> Iterator[Text]:
    if draft.vote is None or not draft.vote.total:
        yield Sentence("un vote a des voix")
        return
    if min(draft.vote.in_favour, draft.vote.against, draft.vote.abstained, draft.vote.not_taking_part) < 0:
        yield Sentence("un nombre de voix n’est pas négatif")
        return
    most, whose = (voices, Sentence("membres avec voix"))
    if draft.present is not None and draft.present < voices:
        most, whose = draft.present, Sentence("voix présentes ou représentées")
    if draft.vote.total > most:
        yield Sentence("{total} voix comptées pour {most} {whose}", total=draft.vote.total, most=most, whose=whose)
    if not draft.vote.is_carried:
        yield Sentence("les voix pour ne l’emportent pas : ce n’est pas une décision prise")
