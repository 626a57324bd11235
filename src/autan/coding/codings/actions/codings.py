"""The only writers of codings, readings and decisions about suggestions: one person, one text at a time; who codes."""

from collections.abc import Iterable
from functools import partial

from django.utils import timezone

from autan.coding.codings.actions.codebooks import record_on_corpus
from autan.coding.codings.core.anchors import Anchor
from autan.coding.codings.core.codebook import Codebook, CodebookError
from autan.coding.codings.core.codings import Coder, CodingOrigin
from autan.coding.codings.core.reanchoring import reanchor
from autan.coding.codings.core.suggestions import CodeSuggestion
from autan.coding.codings.models import (
    CodingRecord,
    Corpus,
    DoubleCoding,
    SuggestionDecision,
    TextReading,
    anchor_columns,
    coder_of,
)
from autan.coding.codings.queries.codebooks import read_version
from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.errors import DomainError, RuleError, UnknownError, known
from autan.people.accounts.models import Person
from autan.people.individuals.actions import add_individual
from autan.people.individuals.models import LONGEST_NAME
from autan.people.journal.actions import acting


def keys_of_coders(corpus: Corpus, coders: Iterable[Coder]) -> dict[str, int]:
    """Return the individual of each coder, by the key of coders: two people of one name are two. Four queries.

    Who coded in the network under this key, or was drawn, is the same person; else somebody is added.
    """
    names = {coder.key: coder.name for coder in coders}
    accounts = Person.objects.filter(pk__in=[key.removeprefix("person-") for key in names if _is_account(key)])
    people = {f"person-{pk}": pk for pk in accounts.values_list("pk", flat=True)}
    network = corpus.codebook.network
    for model in (CodingRecord, TextReading):
        rows = model.objects.filter(corpus__codebook__network=network, coder_key__in=names, coder__isnull=False)
        people = dict(rows.order_by().values_list("coder_key", "coder").distinct()) | people
    for coders_of_draw in DoubleCoding.objects.filter(corpus=corpus).values_list("coders", flat=True):
        people = dict(coders_of_draw) | people
    missing = names.keys() - people.keys()
    people |= {key: add_individual(names[key][:LONGEST_NAME], network=network.slug).pk for key in sorted(missing)}
    return {key: people[key] for key in names}


def _is_account(key: str) -> bool:
    return key.startswith("person-") and key.removeprefix("person-").isdecimal()


MAX_MEMO = 5_000
_REFUSAL = "coder ces textes revient à la coordination du réseau et aux personnes qu’elle a désignées"
_coding = partial(acting, permission="coding.code_texts", refusal=_REFUSAL)


class UnknownCodingError(UnknownError):
    """There is no such coding of this person in this corpus."""


def _signature(by: Person | None, coder: Coder | None, corpus: Corpus) -> dict[str, object]:
    """Columns that say who coded: the account, or, for the product itself, the coder that it names."""
    coder_name = coder_of(by) if by is not None else coder
    if coder_name is None:
        raise DomainError("un codage a toujours un auteur")
    return {
        "coder_id": by.pk if by else keys_of_coders(corpus, [coder_name])[coder_name.key],
        "coder_key": coder_name.key,
    }


def apply_code(
    *,
    by: Person | None,
    corpus: Corpus,
    text: CodableText,
    code: str,
    anchor: Anchor,
    memo: str = "",
    origin: CodingOrigin = CodingOrigin.HAND,
    coder: Coder | None = None,
) -> CodingRecord:
    """Give a code to a passage; the same code on the same words again changes nothing.

    `coder` is given when the product itself writes the coding down.

    Raises:
        CodebookError: no such code, or one that is not given any more.
        DomainError: a memo too long.
    """
    with _coding(by=by, act="apply_code", on=corpus) as act:
        codebook = read_version(corpus.codebook)
        _require_codable(codebook, code)
        if anchor.version != text.version:
            raise RuleError("ce texte a changé depuis que vous avez choisi ces mots\u00a0: choisissez-les de nouveau")
        signature = _signature(by, coder, corpus)
        record: CodingRecord
        record, is_new = CodingRecord.objects.get_or_create(
            corpus=corpus,
            text=text.key,
            code=code,
            coder_key=signature.pop("coder_key"),
            text_version=anchor.version,
            start=anchor.start,
            end=anchor.end,
            # a withdrawn coding stays as it was: the code given again is a new row
            withdrawn_at=None,
            defaults={
                **signature,
                **anchor_columns(anchor),
                "memo": _checked_memo(memo),
                "origin": origin.value,
                "codebook_version": codebook.version,
            },
        )
        if is_new:
            record_on_corpus(act, corpus, f"Code « {code} » donné", text=text.key, coding=record.pk)
    return record


def _require_codable(codebook: Codebook, code: str) -> None:
    if not codebook.code(code).is_codable:
        raise CodebookError(
            "un code que l’on donne encore\u00a0: celui-ci est un titre, ou a été scindé ou retiré", code
        )


def _checked_memo(memo: str) -> str:
    words = memo.replace("\0", "").strip()
    if len(words) > MAX_MEMO:
        message = "une note d’au plus {max_memo} signes"
        raise DomainError(message, max_memo=MAX_MEMO)
    return words


def own_coding(corpus: Corpus, by: Person, key: int) -> CodingRecord:
    """Return a coding that a person gave and did not withdraw. One query."""
    coding = corpus.codings.filter(pk=key, coder=by, withdrawn_at__isnull=True).first()
    return known(coding, "ce codage n’est pas, ou plus, l’un des vôtres", UnknownCodingError)


def withdraw_coding(*, by: Person, corpus: Corpus, key: int) -> CodingRecord:
    """Withdraw one’s own coding; it is kept, and counts for nothing."""
    with _coding(by=by, act="withdraw_coding", on=corpus) as act:
        record = own_coding(corpus, by, key)
        record.withdrawn_at = timezone.now()
        record.save(update_fields=["withdrawn_at", "changed_at"])
        record_on_corpus(act, corpus, f"Code « {record.code} » retiré", text=record.text, coding=record.pk)
    return record


def undo_last(*, by: Person, corpus: Corpus) -> CodingRecord:
    """Undo the last code that a person gave or withdrew in a corpus, then the one before, and so on."""
    with _coding(by=by, act="undo_last", on=corpus) as act:
        # what an undo withdrew is not undone again: the act before it is
        own = corpus.codings.filter(coder=by, is_undone=False)
        latest = own.filter(withdrawn_at__isnull=True).order_by("-at", "-pk").first()
        withdrawn = own.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk").first()
        if withdrawn and withdrawn.withdrawn_at and (latest is None or withdrawn.withdrawn_at >= latest.at):
            withdrawn.withdrawn_at = None
            record = withdrawn
        elif latest is not None:
            latest.withdrawn_at, latest.is_undone = timezone.now(), True
            record = latest
        else:
            raise RuleError("rien à annuler ici")
        record.save(update_fields=["withdrawn_at", "is_undone", "changed_at"])
        word = "annulé" if record.is_undone else "rétabli"
        record_on_corpus(act, corpus, f"Code « {record.code} » {word}", text=record.text, coding=record.pk)
    return record


def note_coding(*, by: Person, corpus: Corpus, key: int, memo: str) -> CodingRecord:
    """Change what a person notes about her own coding."""
    with _coding(by=by, act="note_coding", on=corpus) as act:
        record = own_coding(corpus, by, key)
        record.memo = _checked_memo(memo)
        record.save(update_fields=["memo", "changed_at"])
        record_on_corpus(act, corpus, f"Note sur un passage codé « {record.code} »", coding=record.pk)
    return record


def accept_place(*, by: Person, corpus: Corpus, key: int, text: CodableText) -> CodingRecord:
    """Put one’s own coding where its words may now be, in a text that changed."""
    with _coding(by=by, act="accept_place", on=corpus) as act:
        record = own_coding(corpus, by, key)
        proposed = reanchor(record.anchor, text.text).proposed
        if proposed is None or record.text != text.key:
            raise RuleError(
                "aucun passage du texte ne ressemble à ces mots\u00a0: choisissez-les, ou retirez le codage"
            )
        for column, value in anchor_columns(proposed).items():
            setattr(record, column, value)
        record.save()
        record_on_corpus(act, corpus, f"Passage codé « {record.code} » replacé", text=text.key, coding=record.pk)
    return record


def allocate_coding(*, by: Person, corpus: Corpus, key: int, part: str) -> CodingRecord:
    """Say which part of a split code one’s own coding is."""
    with _coding(by=by, act="allocate_coding", on=corpus) as act:
        record = own_coding(corpus, by, key)
        codebook = read_version(corpus.codebook)
        # the part that it was given may itself have been split
        if part not in codebook or codebook.code(part).parent not in {record.code, record.part} - {""}:
            raise CodebookError("une des parties du code qui a été scindé", part)
        record.part = part
        record.save(update_fields=["part", "changed_at"])
        record_on_corpus(act, corpus, f"Codage « {record.code} » rangé sous « {part} »", coding=record.pk)
    return record


def mark_read(
    *, by: Person | None, corpus: Corpus, texts: list[CodableText], is_read: bool, coder: Coder | None = None
) -> int:
    """Say that a person read texts whole, as they stand, or take it back.

    `coder` is given when the product itself writes it down. Returns how many texts changed.
    """
    with _coding(by=by, act="mark_read", on=corpus) as act:
        signature = _signature(by, coder, corpus)
        own = TextReading.objects.filter(corpus=corpus, coder_key=signature["coder_key"])
        if not is_read:
            changed, _rows = own.filter(text__in=[text.key for text in texts]).delete()
        else:
            versions = dict(own.values_list("text", "version"))
            # a text that changed since it was read is to be read again
            to_write = [text for text in texts if versions.get(text.key) != text.version]
            changed = len(to_write)
            TextReading.objects.bulk_create(
                [TextReading(corpus=corpus, text=text.key, version=text.version, **signature) for text in to_write],
                update_conflicts=True,
                unique_fields=["corpus", "text", "coder_key"],
                update_fields=["version", "at"],
            )
        if changed:
            record_on_corpus(act, corpus, f"Textes {'lus en entier' if is_read else 'à relire'} : {changed}")
    return changed


def decide_suggestion(
    *, by: Person, corpus: Corpus, text: CodableText, suggestion: CodeSuggestion, accepts: bool
) -> CodingRecord | None:
    """Accept a suggestion, which gives its code, or refuse it; the decision is kept for good."""
    with _coding(by=by, act="decide_suggestion", on=corpus) as act:
        version, code, start, end, reason = suggestion.key
        SuggestionDecision.objects.update_or_create(
            corpus=corpus,
            text=text.key,
            coder_key=coder_of(by).key,
            version=version,
            code=code,
            start=start,
            end=end,
            reason=reason,
            defaults={"is_accepted": accepts, "coder": by},
        )
        if not accepts:
            record_on_corpus(act, corpus, f"Proposition « {code} » refusée", text=text.key)
            return None
        return apply_code(
            by=by, corpus=corpus, text=text, code=code, anchor=suggestion.anchor, origin=CodingOrigin.SUGGESTION
        )
