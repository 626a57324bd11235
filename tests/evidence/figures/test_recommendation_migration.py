"""A home made before: recommendations become remarks, with their words, author and date, and back; lines are kept."""

from datetime import UTC, datetime

import pytest

from tests.migrating import empty_base, migrate

PEOPLE = [("accounts", "0003_accounts_are_individuals"), ("individuals", "0001_initial")]
BEFORE = [*PEOPLE, ("evidence", "0002_library"), ("journal", "0002_entries_of_networks_and_remarks")]
AFTER = [*PEOPLE, ("evidence", "0003_recommendations_as_remarks"), ("journal", "0003_lines_about_people")]
WRITTEN = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_words_author_and_date_are_kept():
    with empty_base():
        old = migrate(BEFORE)
        person = old.get_model("accounts", "Person").objects.create(email="a@exemple.fr", name="Agathe")
        resource = old.get_model("evidence", "Resource").objects.create(slug="guide", kind="document", title="Guide")
        model = old.get_model("evidence", "Recommendation")
        kept = model.objects.create(resource=resource, by=person, reason="Clair.")
        model.objects.filter(pk=kept.pk).update(written_at=WRITTEN)

        old.get_model("journal", "JournalEntry").objects.create(
            by_name="Agathe",
            act="grant_mandate",
            room="territories",
            kind="person",
            object_id="1",
            summary="Rôle confié",
        )

        new = migrate(AFTER)
        remark = new.get_model("journal", "Remark").objects.get()
        assert new.get_model("journal", "JournalEntry").objects.get().room == "accounts"
        assert (remark.room, remark.kind, remark.object_id, remark.place) == (
            "evidence", "resource", "guide", "recommendation",
        )  # fmt: skip
        assert (remark.text, remark.by_id, remark.by_name) == ("Clair.", person.pk, "Agathe")
        assert (remark.at, remark.changed_at) == (WRITTEN, WRITTEN)

        back = migrate(BEFORE)
        assert back.get_model("evidence", "Recommendation").objects.get().reason == "Clair."
        assert not back.get_model("journal", "Remark").objects.exists()
