"""The only writer of facts that somebody states; who may is asked by the room that knows whose facts they are."""

from collections.abc import Sequence

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.evidence.actions.facts import keep_source
from autan.evidence.core.stated_facts import STATED, StatedFact
from autan.evidence.models import Fact
from autan.journal.actions import acting
from autan.journal.core.objects import ObjectRef

_COLUMNS = (
    "siren", "subject", "topic", "period", "statement_fr", "statement_en", "value", "unit_fr", "unit_en", "source",
    "locator", "confidence",
)  # fmt: skip


def keep_stated_facts(*, by: Person | None, facts: Sequence[StatedFact], network: str, is_invented: bool) -> list[Fact]:
    """Keep facts with their sources, in one act; one of the same identifier is brought up to date.

    Args:
        by: who acts; the caller asked the right.
        facts: what is stated.
        network: slug of the network whose people may read the line of the journal.
        is_invented: True for those of an invented network.
    """
    with acting(by=by, act="keep_stated_facts") as act:
        sources = {fact.source.slug: fact.source for fact in facts}
        kept_sources = {slug: keep_source(by=by, source=source) for slug, source in sources.items()}
        kept = [
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
        Fact.objects.bulk_create(kept, update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS)
        for fact in kept if len(kept) == 1 else ():
            act.record(_ref(fact), summary=f"Fait enregistré : {fact.subject}", network=network)
        if len(kept) > 1:
            ref = ObjectRef("evidence", "register", network)
            act.record(ref, summary=f"{len(kept)} faits enregistrés", network=network)
    return kept


def withdraw_fact(*, by: Person | None, fact: Fact, network: str) -> None:
    """Withdraw a fact that was recorded here by mistake; the journal keeps what it said.

    Raises:
        RuleError: it ships with the product, or a resource of the library or a disagreement rests on it.
    """
    if not fact.id.startswith(STATED) or fact.resources.exists() or fact.disagreements.exists():
        raise RuleError(
            "ce fait ne peut pas être retiré\u00a0: il n’a pas été saisi ici, ou autre chose repose sur lui"
        )
    with acting(by=by, act="withdraw_fact") as act:
        said = {"statement": fact.statement_fr, "source": fact.source.title, "locator": fact.locator}
        act.record(_ref(fact), summary=f"Fait retiré : {fact.subject}", network=network, details=said)
        fact.delete()


def _ref(fact: Fact) -> ObjectRef:
    return ObjectRef("evidence", "fact", fact.id)


def rename_subject(*, before: str, after: str) -> int:
    """Follow the new name of a network in the facts about it as a whole; return how many. The caller tells it."""
    return Fact.objects.filter(siren="", subject=before).update(subject=after) if before != after else 0
