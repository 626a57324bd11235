"""The only writers of sources and facts."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from autan.evidence.figures.core.sources import Source as CoreSource
from autan.evidence.figures.core.stated_facts import STATED, Confidence, FactKind, StatedFact, Topic
from autan.evidence.figures.models import Disagreement, Fact, Source
from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef, refs_to

_ref = refs_to("evidence", "fact", "id")


def record_source(*, by: Person | None, source: CoreSource) -> Source:
    """Keep a source, or bring the one of the same slug up to date."""
    with acting(by=by, act="record_source") as act:
        record, is_new = Source.objects.update_or_create(
            slug=source.slug,
            defaults={
                "title": source.title,
                "producer": source.producer,
                "licence": source.licence,
                "published": source.published,
                "url": source.url,
                "document": source.document,
            },
        )
        text = "enregistrée" if is_new else "mise à jour"
        act.record(ObjectRef("evidence", "source", source.slug), summary=f"Source {text} : {source.title}")
    return record


def keep_source(*, by: Person | None, source: CoreSource) -> Source:
    """Keep a source that somebody typed; one that is held already is left as it is, since it may be cited."""
    current = Source.objects.filter(slug=source.slug).first()
    return current or record_source(by=by, source=source)


def record_facts(
    *,
    by: Person | None,
    file: str,
    sources: Sequence[Mapping[str, str]],
    facts: Sequence[Mapping[str, str]],
    disagreements: Sequence[Mapping[str, Any]] = (),
) -> int:
    """Take in a register of facts whole, or refuse it with every fault; facts already held are brought up to date.

    `file`: name of the file that the rows come from, for messages.
    `sources`: rows with `slug, title, producer, url, published` (and `document`, `licence`).
    `facts`: rows with the columns of `facts.csv`; `source` is a slug of `sources`; `kind` and `lines_hash` may be left
    out.
    `disagreements`: `slug, fr, en, facts` (identifiers of the facts that disagree).

    Returns how many facts the register holds.
    """
    slugs = {row["slug"] for row in sources}
    faults = [fault for number, row in enumerate(facts, start=2) for fault in _faults_of(row, number, slugs)]
    faults += _faults_of_disagreements(disagreements, {row["id"] for row in facts})
    if faults:
        raise ImportFileError(file, faults)
    with acting(by=by, act="record_facts") as act:
        _keep_sources(sources)
        _keep_facts(facts)
        _keep_disagreements(disagreements)
        summary = f"{len(facts)} faits sourcés enregistrés, {len(sources)} sources"
        act.record(ObjectRef("evidence", "register", file), summary=summary)
    return len(facts)


def _faults_of(row: Mapping[str, str], number: int, slugs: set[str]) -> Iterable[Fault]:
    checks = (
        ("id", bool(row["id"]), Sentence("un identifiant")),
        ("topic", row["topic"] in set(Topic), Sentence("un thème parmi {topics}", topics=", ".join(Topic))),
        (
            "confidence",
            row["confidence"] in set(Confidence),
            Sentence("une valeur parmi {values}", values=", ".join(Confidence)),
        ),
        (
            "kind",
            row.get("kind", "") in {"", *FactKind},
            Sentence("rien, ou une valeur parmi {values}", values=", ".join(FactKind)),
        ),
        ("source", row["source"] in slugs, Sentence("une source décrite dans la table des sources")),
        ("locator", bool(row["locator"]), Sentence("l’endroit exact dans la source")),
        ("statement_fr", bool(row["statement_fr"]), Sentence("un énoncé en français")),
        ("value", _is_number(row["value"]), Sentence("un nombre, ou rien")),
        (
            "period",
            Period.reads(row["period"]),
            Sentence("une année, deux années jointes par un tiret, une date ISO, ou rien"),
        ),
    )
    return [
        Fault(row=number, column=column, value=row[column], expected=expected)
        for column, ok, expected in checks
        if not ok
    ]


def _faults_of_disagreements(disagreements: Sequence[Mapping[str, Any]], ids: set[str]) -> list[Fault]:
    return [
        Fault(column="facts", value=str(fact), expected="un fait du registre", sheet=str(group["slug"]))
        for group in disagreements
        for fact in group["facts"]
        if fact not in ids
    ]


def _is_number(text: str) -> bool:
    try:
        return not text or Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _keep_sources(rows: Sequence[Mapping[str, str]]) -> None:
    columns = ["title", "producer", "url", "published", "document", "licence"]
    Source.objects.bulk_create(
        [Source(slug=row["slug"], **{column: row.get(column, "") for column in columns}) for row in rows],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=columns,
    )


def _keep_facts(rows: Sequence[Mapping[str, str]]) -> None:
    source_ids = dict(Source.objects.values_list("slug", "id"))
    plain = [
        "siren", "subject", "topic", "period", "statement_fr", "statement_en",
        "unit_fr", "unit_en", "base_year", "horizon", "locator", "confidence", "kind", "lines_hash",
    ]  # fmt: skip
    Fact.objects.bulk_create(
        [
            Fact(
                id=row["id"],
                value=Decimal(row["value"]) if row["value"] else None,
                source_id=source_ids[row["source"]],
                is_invented=row.get("is_invented") == "1",
                **{column: row.get(column, "") for column in plain},
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*plain, "value", "source", "is_invented"],
    )


def _keep_disagreements(groups: Sequence[Mapping[str, Any]]) -> None:
    for group in groups:
        record, _ = Disagreement.objects.update_or_create(
            slug=group["slug"], defaults={"subject_fr": group["fr"], "subject_en": group["en"]}
        )
        record.facts.set(group["facts"])


_COLUMNS = (
    "siren", "subject", "topic", "period", "statement_fr", "statement_en", "value", "unit_fr", "unit_en", "source",
    "locator", "confidence",
)  # fmt: skip


def keep_stated_facts(*, by: Person | None, facts: Sequence[StatedFact], network: str, is_invented: bool) -> list[Fact]:
    """Keep facts with their sources, in one act; one of the same identifier is brought up to date.

    `by`: who acts; the caller asked the right.
    `network`: slug of the network whose people may read the line of the journal.
    """
    with acting(by=by, act="keep_stated_facts") as act:
        sources = {fact.source.slug: fact.source for fact in facts}
        kept_sources = {slug: keep_source(by=by, source=source) for slug, source in sources.items()}
        stored_facts = [
            Fact(
                id=fact.id,
                siren=fact.siren,
                subject=fact.subject,
                topic=fact.topic.value,
                period=fact.period,
                statement_fr=fact.statement.fr,
                statement_en=fact.statement.en,
                value=fact.value,
                unit_fr=fact.unit.fr,
                unit_en=fact.unit.en,
                source=kept_sources[fact.source.slug],
                locator=fact.locator,
                confidence=fact.confidence.value,
                is_invented=is_invented,
            )
            for fact in {fact.id: fact for fact in facts}.values()
        ]
        Fact.objects.bulk_create(stored_facts, update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS)
        for fact in stored_facts if len(stored_facts) == 1 else ():
            act.record(_ref(fact), summary=f"Fait enregistré : {fact.subject}", network=network)
        if len(stored_facts) > 1:
            ref = ObjectRef("evidence", "register", network)
            act.record(ref, summary=f"{len(stored_facts)} faits enregistrés", network=network)
    return stored_facts


def withdraw_fact(*, by: Person | None, fact: Fact, network: str) -> None:
    """Withdraw a fact that was recorded here by mistake; the journal keeps what it said."""
    if not fact.id.startswith(STATED) or fact.resources.exists() or fact.disagreements.exists():
        raise RuleError(
            "ce fait ne peut pas être retiré\u00a0: il n’a pas été saisi ici, ou autre chose repose sur lui"
        )
    with acting(by=by, act="withdraw_fact") as act:
        details = {"statement": fact.statement_fr, "source": fact.source.title, "locator": fact.locator}
        act.record(_ref(fact), summary=f"Fait retiré : {fact.subject}", network=network, details=details)
        fact.delete()


def rename_subject(*, before: str, after: str) -> int:
    """Follow the new name of a network in the facts about it as a whole; return how many. The caller tells it."""
    return Fact.objects.filter(siren="", subject=before).update(subject=after) if before != after else 0
