"""What is too long or too large for a column is refused on both engines, in words, and nothing is written."""

import pytest
from django.db import DatabaseError, transaction

from autan.ground.errors import RuleError
from autan.people.journal.actions import acting
from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Network, Territory

pytestmark = pytest.mark.django_db


def test_no_way_of_writing_gets_past_a_length() -> None:
    network = Network.objects.create(slug="nord", name_fr="Nord", name_en="North")
    for write in (
        lambda: Network.objects.filter(pk=network.pk).update(name_fr="n" * 5000),
        lambda: Network.objects.bulk_create([Network(slug="sud", name_fr="n" * 5000, name_en="South")]),
        lambda: Territory.objects.create(siren="200000001", name="n" * 5000, short_name="n", kind="CC"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    assert Network.objects.get().name_fr == "Nord"


def test_an_act_that_writes_too_long_a_text_is_refused_in_words() -> None:
    with pytest.raises(RuleError, match="trop long"), acting(by=None, act="try"):
        Network.objects.create(slug="nord", name_fr="n" * 5000, name_en="North")
    assert not JournalEntry.objects.filter(act="try").exists()
