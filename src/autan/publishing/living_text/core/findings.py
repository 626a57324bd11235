"""Everything that is wrong between a living text and its figures; any of it stops a publication."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.core.wording import bounded_words
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.publishing.living_text.core.claims import Verdict, judge_claim
from autan.publishing.living_text.core.computed_text import ComputedText, evidence_of, in_asked_unit
from autan.publishing.living_text.core.document import FACT, FigureMark, Place, cited_ref
from autan.publishing.living_text.core.sentences import (
    uncited_counts,
    uncited_numbers,
    unclaimed_absences,
    unclaimed_comparisons,
    unwritten_passages,
)


class FindingKind(Labelled):
    """What can be wrong between a text and its figures. Every kind stops a publication, but what only warns."""

    STALE_CLAIM = "stale_claim", "affirmation périmée", "stale claim"
    UNVERIFIABLE_CLAIM = "unverifiable_claim", "affirmation invérifiable", "claim that cannot be verified"
    UNKNOWN_FIGURE = "unknown_figure", "chiffre inconnu", "unknown figure"
    UNFIT_UNIT = "unfit_unit", "unité impossible", "unfit unit"
    MISSING_EVIDENCE = "missing_evidence", "chiffre sans preuve", "figure without evidence"
    DEAD_EVIDENCE = "dead_evidence", "preuve introuvable", "evidence not found"
    DEAD_CITATION = "dead_citation", "citation morte", "dead citation"
    LOST_PICTURE = "lost_picture", "image introuvable", "picture not found"
    UNCITED_NUMBER = "uncited_number", "nombre sans source", "number without a source"
    KEPT_QUOTATION = "kept_quotation", "citation non publique", "quotation that is not public"
    UNWRITTEN = "unwritten", "passage à écrire", "passage to be written"
    UNCLAIMED_COMPARISON = "unclaimed_comparison", "comparaison sans affirmation", "comparison without a claim"
    UNCLAIMED_ABSENCE = "unclaimed_absence", "absence sans affirmation", "absence without a claim"
    MAP_WITHOUT_CONTOUR = "map_without_contour", "carte sans contour", "map without contours"
    UNCITED_COUNT = "uncited_count", "nombre en lettres sans source", "spelled number without a source"

    @property
    def is_warning(self) -> bool:
        """True for what the author is shown and may leave as it is."""
        return self in _WARNINGS


_DEAD_FACT = Sentence("aucun fait de cet identifiant dans le registre")
_DEAD_PIECE = Sentence("rien de cet identifiant n’est ouvert à tous")
_SHOWN = 160  # signs of a quotation that are shown
_WARNINGS = frozenset(
    {
        FindingKind.UNCLAIMED_COMPARISON,
        FindingKind.UNCLAIMED_ABSENCE,
        FindingKind.UNCITED_COUNT,
        FindingKind.MAP_WITHOUT_CONTOUR,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFinding:
    """One thing that is wrong.

    `subject`: name of the figure, chart or map, what is cited, or the number written.
    """

    kind: FindingKind
    subject: str
    detail: Text
    place: Place | None = None


def check_text(computed: ComputedText) -> tuple[TextFinding, ...]:
    """List everything that is wrong between a text and its figures, in a stable order.

    Returns:
        The findings: claims first, then figures, evidence, citations, quotations and bare numbers, then warnings;
        empty when all is well.
    """
    checks = (
        _claims, _unknown_figures, _units, _evidence, _citations, _pictures, _quotations, _numbers, _unwritten_marks,
        _warnings,
    )  # fmt: skip
    return tuple(finding for check in checks for finding in check(computed))


def stale_marks(computed: ComputedText) -> Mapping[Place, Verdict]:
    """Verdict of each claim that does not hold, by the place where it is written."""
    printed = computed.printed_figures()
    reviewed = ((mark, _verdict(mark, printed)) for mark in computed.text.figure_marks())
    return {mark.place: verdict for mark, verdict in reviewed if verdict is not Verdict.HOLDS}


def _verdict(mark: FigureMark, printed: Mapping[str, Figure]) -> Verdict:
    if mark.claim is None:
        return Verdict.HOLDS
    figure = printed.get(mark.name)
    return judge_claim(mark.claim, figure, printed) if figure else Verdict.UNVERIFIABLE


def _claims(computed: ComputedText) -> Iterator[TextFinding]:
    printed = computed.printed_figures()
    kinds = {Verdict.STALE: FindingKind.STALE_CLAIM, Verdict.UNVERIFIABLE: FindingKind.UNVERIFIABLE_CLAIM}
    for mark in computed.text.figure_marks():
        verdict = _verdict(mark, printed)
        is_kept = verdict is Verdict.UNVERIFIABLE and bool(mark.reason)
        if mark.claim is not None and verdict in kinds and not is_kept:
            yield TextFinding(
                kind=kinds[verdict],
                subject=mark.name,
                detail=_claim_detail(mark.written, mark.claim.source, printed.get(mark.name)),
                place=mark.place,
            )


def _claim_detail(written: str, source: str, figure: Figure | None) -> Text:
    number = "?" if figure is None else _as_number(figure)
    return Sentence(
        "le texte dit « {written} » ({source}) ; la donnée dit {number}", written=written, source=source, number=number
    )


def _as_number(figure: Figure) -> str:
    _value, low, high = file_numbers(figure)
    if low is not None and high is not None:
        return f"{low:g}–{high:g}"
    number = bounded_words(figure, lambda value, _side: f"{value:.10g}", "fr") if figure.is_known else "?"
    return number if figure.total <= 1 else f"{number} ({figure.known}/{figure.total})"


def _unknown_figures(computed: ComputedText) -> Iterator[TextFinding]:
    for item in computed.text.figures:
        if item.name not in computed.figures:
            yield _unknown_figure(item.name, item.figure_id, item.place)
    for illustration in computed.text.illustrations:
        for figure_id in computed.unknown_ids.get(illustration.name, ()):
            yield _unknown_figure(illustration.name, figure_id, illustration.place)


def _unknown_figure(name: str, figure_id: str, place: Place) -> TextFinding:
    detail = Sentence("aucune donnée ne donne {figure_id}", figure_id=figure_id)
    return TextFinding(kind=FindingKind.UNKNOWN_FIGURE, subject=name, detail=detail, place=place)


def _units(computed: ComputedText) -> Iterator[TextFinding]:
    for item in computed.text.figures:
        figure = computed.figures.get(item.name)
        if figure and item.unit and in_asked_unit(figure, item.unit).unit.code != item.unit:
            detail = Sentence("{code} ne se convertit pas en {unit}", code=figure.unit.code, unit=item.unit)
            yield TextFinding(kind=FindingKind.UNFIT_UNIT, subject=item.name, detail=detail, place=item.place)


def _evidence(computed: ComputedText) -> Iterator[TextFinding]:
    for name, figure in computed.all_figures():
        if not figure.has_evidence:
            detail = Sentence("{id} ne repose sur aucune preuve", id=figure.id)
            yield TextFinding(kind=FindingKind.MISSING_EVIDENCE, subject=name, detail=detail)
        for ref in dict.fromkeys(evidence_of(figure)):
            if ref in computed.dead_evidence:
                detail = Sentence(
                    "{id} repose sur {kind} {key}, qui n’existe plus", id=figure.id, kind=ref.kind, key=ref.key
                )
                yield TextFinding(kind=FindingKind.DEAD_EVIDENCE, subject=name, detail=detail)


def _citations(computed: ComputedText) -> Iterator[TextFinding]:
    for cited, place in computed.text.citations().items():
        if cited in computed.dead_citations:
            detail = _DEAD_FACT if cited_ref(cited).kind == FACT else _DEAD_PIECE
            yield TextFinding(kind=FindingKind.DEAD_CITATION, subject=cited, detail=detail, place=place)


def _pictures(computed: ComputedText) -> Iterator[TextFinding]:
    for item in computed.text.pictures:
        if item.name in computed.lost_pictures:
            detail = Sentence("aucun fichier {file} n’est gardé ici", file=item.file)
            yield TextFinding(kind=FindingKind.LOST_PICTURE, subject=item.name, detail=detail, place=item.place)


def _quotations(computed: ComputedText) -> Iterator[TextFinding]:
    for quotation in computed.kept_quotations:
        label, group = quotation.label, quotation.group
        detail = Text(
            f"ces mots sont dans « {label.fr} » ({group.fr}), que tous ne peuvent pas lire",
            f"these words are in “{label.en or label.fr}” ({group.en or group.fr}), which not everybody may read",
        )
        yield TextFinding(kind=FindingKind.KEPT_QUOTATION, subject=quotation.passage[:_SHOWN], detail=detail)


def _numbers(computed: ComputedText) -> Iterator[TextFinding]:
    for number, sentence in uncited_numbers(computed.text.blocks, computed.quoted):
        detail = Sentence("sans chiffre nommé ni citation : {sentence}", sentence=sentence)
        yield TextFinding(kind=FindingKind.UNCITED_NUMBER, subject=number, detail=detail)


def _unwritten_marks(computed: ComputedText) -> Iterator[TextFinding]:
    for words in unwritten_passages(computed.text.blocks):
        detail = Sentence("laissé par le modèle : {words}", words=words)
        yield TextFinding(kind=FindingKind.UNWRITTEN, subject="À écrire", detail=detail)


def _warnings(computed: ComputedText) -> Iterator[TextFinding]:
    for item in computed.text.illustrations:
        if item.name in computed.maps_without_contour:
            detail = Sentence("aucun contour de ses lieux n’est tenu ici\u00a0: une phrase prend la place du dessin")
            yield TextFinding(kind=FindingKind.MAP_WITHOUT_CONTOUR, subject=item.name, detail=detail, place=item.place)
    for word, sentence in unclaimed_comparisons(computed.text.blocks, computed.quoted):
        detail = Sentence("à tenir par « claim: », ou à citer : {sentence}", sentence=sentence)
        yield TextFinding(kind=FindingKind.UNCLAIMED_COMPARISON, subject=word, detail=detail)
    for word, sentence in unclaimed_absences(computed.text.blocks, computed.quoted):
        detail = Sentence("cesserait d’être vrai sans le dire : {sentence}", sentence=sentence)
        yield TextFinding(kind=FindingKind.UNCLAIMED_ABSENCE, subject=word, detail=detail)
    for word, sentence in uncited_counts(computed.text.blocks, computed.quoted):
        detail = Sentence("ni chiffre nommé ni citation : {sentence}", sentence=sentence)
        yield TextFinding(kind=FindingKind.UNCITED_COUNT, subject=word, detail=detail)


def stopping(findings: Iterable[TextFinding]) -> tuple[TextFinding, ...]:
    """Return the findings that stop a publication."""
    return tuple(finding for finding in findings if not finding.kind.is_warning)
