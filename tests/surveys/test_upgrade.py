"""Comments, entries and answers of a home of the earlier version are all there after its upgrade."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from autan.accounts.actions import register_person
from autan.accounts.models import Person
from autan.journal.actions import SYSTEM_NAME
from autan.surveys.models import Answer, Campaign, UnsavedEntry
from autan.surveys.queries.campaigns import view_campaign
from autan.surveys.queries.remarks import remarks_by_member
from tests.surveys.answering import OTHER, OWN, record_answer

BEFORE, AFTER = [("surveys", "0004_point_to_questionnaires")], [("surveys", "0005_remarks_and_unsaved_entries")]
AT = datetime(2013, 5, 2, 12, tzinfo=UTC)


def migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    return executor.migrate(targets).apps


@pytest.fixture
def earlier(transactional_db: None, collected: Campaign) -> Iterator[Any]:
    """The models of the earlier version, on a database that holds the campaign."""
    record_answer(campaign=collected, siren=OWN, question="q2", value=3)
    record_answer(campaign=collected, siren=OTHER, question="q2", value=4)
    yield migrate(BEFORE)
    migrate(AFTER)


def test_nothing_is_lost(earlier: Any, collected: Campaign) -> None:
    person: Person = register_person(by=None, email="a@exemple.fr", name="Anne", password="un-mot-de-passe-long")
    about = {"campaign_id": collected.pk, "by_name": "Anne", "by_id": person.pk, "at": AT}
    replies = earlier.get_model("surveys", "Reply").objects
    replies.create(territory_id=OWN, question="q2", text="C’était 2011.", **about)
    replies.create(territory_id=OWN, question="", text="Merci.", **about)
    replies.create(territory_id=OTHER, question="", text="Merci.", **about)
    kept = earlier.get_model("surveys", "KeptEntry").objects
    for reason in ("contested", "invalid"):
        kept.create(territory_id=OWN, question="q2", text=f"value: {reason}", reason=reason, **about)
    answers = earlier.get_model("surveys", "Answer").objects
    answers.filter(territory_id=OWN).update(by_name="", by_id=person.pk)
    answers.filter(territory_id=OTHER).update(by_name="", by_id=None)

    migrate(AFTER)

    remarks = remarks_by_member(view_campaign("recueil"))
    assert {siren: [(one.place, one.text, one.by_name, one.at) for one in own] for siren, own in remarks.items()} == {
        OWN: [("q2", "C’était 2011.", "Anne", AT), ("", "Merci.", "Anne", AT)],
        OTHER: [("", "Merci.", "Anne", AT)],
    }
    unsaved = UnsavedEntry.objects.order_by("id").values_list("reason", "text", "at")
    assert list(unsaved) == [("conflict", "value: contested", AT), ("invalid", "value: invalid", AT)]
    assert dict(Answer.objects.values_list("territory_id", "by_name")) == {OWN: "Anne", OTHER: SYSTEM_NAME}
