"""Groups of territories: by kind, by size, by what they answered, or as the reader chooses.

Every member is in one group and in one only, except a question of several choices. What is not known is a group of
its own, the last one. Neighbours: `grouped` (what each group answers), `crossing` (two questions).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import AMONG, WITH
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, Respondent, answers_ref
from autan.survey.questionnaires.core.kinds.kind import ClassLabel
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question

UNKNOWN = "~unknown"  # no code of a choice, of a kind or of a size begins so
NOT_APPLICABLE = "~not_applicable"
_UNKNOWN_LABEL = Sentence("Non connu")
_NOT_APPLICABLE_LABEL = Sentence("Sans objet")
_SIZES = (20_000, 50_000, 100_000, 250_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberGroup:
    """Members of a campaign that have something in common.

    Attributes:
        code: what tells it from the other groups; part of the addresses of its figures.
        evidence: what puts them there.
    """

    code: str
    label: Text
    members: tuple[Respondent, ...]
    evidence: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberGrouping:
    """A way to put the members of a campaign in groups.

    Invariants: no group is empty; every member is in a group; in one only, unless `may_overlap`.

    Attributes:
        code: start of the addresses of its figures: `by_kind`, `by_size`, `with_<question>`, `among_<sirens>`.
        groups: in order, the unknown last.
    """

    code: str
    label: Text
    groups: tuple[MemberGroup, ...]
    may_overlap: bool = False

    def find(self, code: str) -> MemberGroup | None:
        """Return the group of this code, or None."""
        return next((group for group in self.groups if group.code == code), None)


def group_members(
    code: str,
    label: Text,
    members: Sequence[Respondent],
    *,
    classes: Sequence[ClassLabel],
    class_of: Callable[[str], str | None],
    evidence_of: Callable[[Sequence[Respondent]], tuple[EvidenceRef, ...]] = lambda _members: (),
) -> MemberGrouping:
    """Put each member in the class that `class_of` its SIREN says; None, or a class not in the list, is not known.

    It makes a partition: the classes that hold a member, in order, then those for whom it is not known.

    >>> members = [Respondent(siren=siren, name=siren) for siren in ("1", "2", "3")]
    >>> found = group_members("by_x", Text("X", "X"), members, classes=[("a", Text("A", "A"))], class_of={"2": "a"}.get)
    >>> [(group.code, [member.siren for member in group.members]) for group in found.groups]
    [('a', ['2']), ('~unknown', ['1', '3'])]
    """
    known = {name for name, _ in classes}
    places: dict[str, list[Respondent]] = {}
    for member in members:
        place = class_of(member.siren)
        places.setdefault(place if place in known else UNKNOWN, []).append(member)
    return MemberGrouping(code=code, label=label, groups=_groups(places, classes, evidence_of))


def _groups(
    places: Mapping[str, Sequence[Respondent]],
    classes: Sequence[ClassLabel],
    evidence_of: Callable[[Sequence[Respondent]], tuple[EvidenceRef, ...]],
) -> tuple[MemberGroup, ...]:
    every = (*classes, (NOT_APPLICABLE, _NOT_APPLICABLE_LABEL), (UNKNOWN, _UNKNOWN_LABEL))
    return tuple(
        MemberGroup(code=code, label=label, members=tuple(places[code]), evidence=evidence_of(places[code]))
        for code, label in every
        if places.get(code)
    )


def size_class(population: int | None) -> str | None:
    """Return the class of a population, or None when it is not known.

    20 000 inhabitants is where a climate plan becomes compulsory (article L229-26 of the Code de l’environnement).

    >>> size_class(19_999), size_class(20_000), size_class(300_000), size_class(None)
    ('under_20000', 'from_20000', 'from_250000', None)
    """
    if population is None:
        return None
    reached = [bound for bound in _SIZES if population >= bound]
    return f"from_{reached[-1]}" if reached else f"under_{_SIZES[0]}"


def size_classes() -> list[ClassLabel]:
    """Return the classes of population with their labels, smallest first."""
    bounds = [number_text(bound) for bound in _SIZES]
    first = Sentence("Moins de {bounds} habitants", bounds=bounds[0])
    last = Sentence("{bounds} habitants et plus", bounds=bounds[-1])
    between = [
        (f"from_{bound}", Sentence("De {low} à moins de {high}", low=low, high=high))
        for bound, (low, high) in zip(_SIZES, pairwise(bounds), strict=False)
    ]
    return [(f"under_{_SIZES[0]}", first), *between, (f"from_{_SIZES[-1]}", last)]


def group_chosen(members: Sequence[Respondent], chosen: Collection[str]) -> MemberGrouping:
    """Put the members that a reader chose beside the others."""
    selected = [member.siren for member in members if member.siren in set(chosen)]
    return group_members(
        f"{AMONG}{'-'.join(selected)}",
        Sentence("Collectivités choisies"),
        members,
        classes=[("chosen", Sentence("Choisies")), ("others", Sentence("Les autres"))],
        class_of=lambda siren: "chosen" if siren in selected else "others",
    )


def can_group(question: Question) -> bool:
    """Say whether the answers to a question put the members in groups."""
    return bool(kind_of(question).classes(question))


def group_by_question(responses: QuestionResponses) -> MemberGrouping:
    """Put the members in groups by what they answered: the choice, the step of a scale, or how long ago.

    A year or a day is read as an age at the end of the period of the campaign. A member whose answer is not known, or
    is a text without a choice, is in the unknown group; one that the question does not apply to, or is not asked of, is
    apart. Groups are in the order of the choices; they overlap for a question of several choices.
    """
    question, kind = responses.question, kind_of(responses.question)
    classes = {member.siren: kind.classes_of(answer.value, responses.period) for member, answer in responses.answered()}
    places: dict[str, list[Respondent]] = {}
    for member in responses.members:
        absence = NOT_APPLICABLE if responses.leaves_out(member.siren) else UNKNOWN
        for place in classes.get(member.siren) or (absence,):
            places.setdefault(place, []).append(member)
    return MemberGrouping(
        code=f"{WITH}{question.code}",
        label=question.text,
        groups=_groups(places, kind.classes(question), lambda members: _answers_of(responses, members)),
        may_overlap=kind.takes_several,
    )


def _answers_of(responses: QuestionResponses, members: Sequence[Respondent]) -> tuple[EvidenceRef, ...]:
    if responses.is_large:
        return (answers_ref(responses.campaign, responses.question.code),)
    own = (responses.answers[member.siren].ref for member in members if member.siren in responses.answers)
    sparing = (ref for member in members for ref in responses.unasked.get(member.siren, ()))
    return tuple(dict.fromkeys((*own, *sparing)))
