"""The review of an edition in words, and a document that came back: who said what, what was changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from autan.ground.errors import Fault, ImportFileError
from autan.ground.texts.language import day, number, words
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.publishing.edition_files.core import Rework, ReworkKind, reworks_of
from autan.publishing.edition_files.importers import read_returned_document
from autan.publishing.editions.core.reviews import Opinion, ReviewStage
from autan.publishing.editions.models import Edition, ReviewOpinion
from autan.publishing.editions.queries.writing import ReviewView, last_review, view_review

_SILENT = Sentence("silence jusqu’au {day} : réputé d’accord")
_WAITED = Sentence("réponse attendue jusqu’au {day}")
_NOT_YET = Sentence("sera interrogé après l’avis du référent")


def present_review(edition: Edition, person: Person, *, today: date) -> dict[str, Any] | None:
    """Give the last review of an edition for a reader, or None. Two queries, and one a member for the rights."""
    review = last_review(edition)
    if review is None:
        return None
    view = view_review(review, edition, today=today)
    is_open = review.closed_at is None
    lines = [_referent(view, person, is_open=is_open)]
    lines += [_member(view, member, person, is_open=is_open) for member in review.named]
    return {"review": review, "stage": view.stage, "lines": lines}


def _referent(view: ReviewView, person: Person, *, is_open: bool) -> dict[str, Any]:
    opinion, referent = view.referent, view.review.referent
    may = is_open and view.stage is ReviewStage.REFERENT and referent is not None and referent.pk == person.pk
    name = referent.name if referent else opinion.by_name if opinion else ""
    return _line("", name, "", opinion, words(Sentence("avis attendu")), may_reply=may)


def _member(view: ReviewView, member: dict[str, object], person: Person, *, is_open: bool) -> dict[str, Any]:
    siren = str(member["siren"])
    until = view.review.replies_until
    silence = words(_SILENT if view.is_over else _WAITED).format(day=day(until)) if until else words(_NOT_YET)
    may = is_open and until is not None and not view.is_over and view.stage is not ReviewStage.OUTDATED
    may = may and person.has_perm("synthesis.reply_for_member", siren)
    return _line(siren, str(member["name"]), _why(member), view.replies.get(siren), silence, may_reply=may)


def _line(
    siren: str, name: str, why: str, review_opinion: ReviewOpinion | None, otherwise: str, *, may_reply: bool
) -> dict[str, Any]:
    return {
        # the member; empty for the referent
        "siren": siren,
        "name": name,
        # how the text names a member
        "why": why,
        # opinion, or what silence means, in words
        "verdict": words(Opinion(review_opinion.opinion).label) if review_opinion else otherwise,
        "text": review_opinion.text if review_opinion else "",
        "by": f"{review_opinion.by_name}, {day(review_opinion.at.date())}" if review_opinion else "",
        "answer": review_opinion.answer if review_opinion else "",
        "is_correction": review_opinion is not None and review_opinion.opinion == Opinion.CORRECTION,
        "may_reply": may_reply,
    }


def _why(member: dict[str, object]) -> str:
    """Write how a text names a member: its name, the figures on its data, the facts about it."""
    counted = (
        (member["times"], Sentence("fois nommé"), Text("fois nommé", "mention")),
        (len(_as_list(member["figures"])), Sentence("chiffres sur ses données"), Sentence("chiffre sur ses données")),
        (len(_as_list(member["facts"])), Sentence("faits cités"), Sentence("fait cité")),
    )
    return ", ".join(f"{number(int(str(n)))} {words(one if n == 1 else many)}" for n, many, one in counted if n)


def _as_list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkLine:
    """One thing done to one printed figure; `new_place` is its title now, when it is another."""

    kind: str
    name: str
    figure_id: str
    before: str
    after: str
    place: str
    new_place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkReport:
    """What was done to a document.

    `is_last`: True when the document is that of the last publication.
    """

    file: str
    total: int
    counts: Sequence[tuple[ReworkKind, str, int]]
    lines: Sequence[ReworkLine]
    is_last: bool


def present_reworks(edition: Edition, data: bytes, file: str) -> ReworkReport:
    """Read a document that came back, and say what was done to its figures. One query.

    Raises ImportFileError: it cannot be read, or is that of another edition.
    """
    document = read_returned_document(data, file=file)
    manifest = document.manifest
    if manifest.edition != edition.slug:
        expected = Sentence(
            "un document de l’édition {slug} : celui-ci est de l’édition {edition}",
            slug=edition.slug,
            edition=manifest.edition,
        )
        raise ImportFileError(file, [Fault(expected=expected)])
    reworks = reworks_of(document)
    counts = [(kind, words(kind.label), sum(rework.kind is kind for rework in reworks)) for kind in ReworkKind]
    last = edition.publications.first()
    return ReworkReport(
        file=file,
        total=len(manifest.marks),
        counts=counts,
        lines=[_rework_line(rework, manifest.titles) for rework in reworks],
        is_last=last is not None and last.content_hash == manifest.content_hash,
    )


def _rework_line(rework: Rework, titles: Mapping[str, str]) -> ReworkLine:
    mark = rework.mark
    return ReworkLine(
        kind=words(rework.kind.label),
        name=mark.name,
        figure_id=mark.figure_id,
        before=mark.words,
        after=rework.words,
        place=titles.get(mark.section, ""),
        new_place=titles.get(rework.section, "") if rework.section != mark.section else "",
    )
