"""A home of before kept names as texts: each becomes a key, and is read where it was. One way back and forth."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from autan.coding.codings.models import DoubleCoding, TextReading
from autan.people.accounts.models import Person
from autan.people.individuals.models import ERASED_NAME, SYSTEM_NAME
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import subject_of_person
from autan.plans.plans.models import PlanLine
from autan.survey.campaigns.models import Answer, Campaign, Invitation
from autan.territories.networks.models import Mandate, Network
from tests.migrating import base_before, migrate_to_the_latest

BEFORE = [
    ("coding", "0001_initial_records"),
    ("journal", "0003_lines_about_people"),
    ("plans", "0003_completeness"),
    ("surveys", "0011_unvalidated_answers"),
    ("accounts", "0003_accounts_are_individuals"),
    ("territories", "0013_network_deadline_reminders"),
]
CAMPAIGN = ("individuals", "territories", "questionnaires", "surveys")
NOW = timezone.now()
OWN = "100000001"
NAMES = {"a": "Zoé", "b": "Paul", "c": "Inconnue", "d": "", "e": SYSTEM_NAME, "f": ERASED_NAME, "g": "Jeanne Martin"}
JEAN = "Jean Martin"


@pytest.fixture
def earlier(transactional_db: None, collected: Campaign) -> Iterator[Any]:
    with base_before(BEFORE, with_tables_of=CAMPAIGN) as models:
        yield models


def gather() -> dict[str, Person]:
    """Accounts of one name each, but two; Paul acts in another network alone."""
    names = {"zoe": "Zoé", "paul": "Paul", "une": "Jeanne Martin", "autre": "Jeanne Martin", "import": "Importatrice"}
    people = {key: Person.objects.create_user(f"{key}@exemple.fr", name=name) for key, name in names.items()}
    other = Network.objects.create(slug="ailleurs", name_fr="Ailleurs", name_en="Elsewhere")
    Mandate.objects.create(person=people["paul"], role=Mandate.Role.READER, network=other)
    return people


def write_before(earlier: Any, campaign: Campaign, people: dict[str, Person], coders: dict[str, str]) -> None:
    """Rows as the version before wrote them."""

    def rows(app: str, model: str) -> Any:
        return earlier.get_model(app, model).objects

    plan = rows("plans", "Plan").create(slug="pcaet", title="Plan", kind="pcaet")
    plan.subjects.set(rows("territories", "Territory").filter(siren=OWN))
    for key, name in NAMES.items():
        rows("plans", "PlanLine").create(plan=plan, section="x", key=key, changed_by_name=name)
    about = {"campaign_id": campaign.pk, "territory_id": OWN}
    for rank, email in enumerate(("un@exemple.fr", "deux@exemple.fr"), start=1):
        link = rows("surveys", "Invitation").create(
            **about, role="contributor", name=JEAN, email=email, token_sha256=email, token_salt="x", expires_at=NOW
        )
        written = {"question": "q2", "revision": rank, "is_current": rank == 2, "state": "answered", "at": NOW}
        rows("surveys", "Answer").create(**about, **written, by_name=JEAN, invitation=link)
    by = people["import"].pk
    rows("surveys", "Answer").create(
        **about, question="q1", state="answered", by_name="Autrice du fichier", by_id=by, at=NOW
    )
    rows("journal", "JournalEntry").create(
        by_id=by, by_name="Importatrice", act="x", room="surveys", kind="k", object_id="1", summary="Importé"
    )
    codebook = rows("coding", "NetworkCodebook").create(network_id=campaign.network_id, slug="b")
    corpus = rows("coding", "Corpus").create(codebook=codebook, kind="x", address="a", label_fr="A")
    for key, name in coders.items():
        rows("coding", "TextReading").create(
            corpus=corpus, text="t", coder_key=key, coder_name=name, version="1", at=NOW
        )
    draw = {"coders": sorted(coders.items()), "seed": 1, "share": 1.0, "texts": ["t"], "drawn_at": NOW}
    rows("coding", "DoubleCoding").create(corpus=corpus, **draw)


@pytest.mark.by_turns
def test_each_name_becomes_a_key_and_is_read_where_it_was(earlier: Any, collected: Campaign) -> None:
    people = gather()
    coders = {f"person-{people['zoe'].pk}": "Zoé", "anne": "Anne", "anna": "Anne"}
    write_before(earlier, collected, people, coders)

    migrate_to_the_latest(*CAMPAIGN, *(label for label, _name in BEFORE))

    lines = {line.key: line for line in PlanLine.objects.all()}
    signed = {key: line.changed_by for key, line in lines.items()}
    assert {key: line.changed_by_name for key, line in lines.items()} == NAMES
    assert lines["a"].changed_by_id == people["zoe"].pk, "the account that alone bears it"
    assert lines["b"].changed_by_id != people["paul"].pk, "the roles of this account are elsewhere"
    assert (signed["c"].network, signed["d"], signed["e"].network) == (collected.network_id, None, "")
    assert signed["g"].is_doubtful, "two accounts bear it"

    first, second = Invitation.objects.order_by("pk")
    assert (first.name, second.name) == (JEAN, JEAN)
    assert first.holder_id != second.holder_id, "two addresses are two people"
    written = Answer.objects.filter(question="q2").values_list("invitation", "by")
    assert dict(written) == {first.pk: first.holder_id, second.pk: second.holder_id}
    assert Answer.objects.get(question="q1").by_name == "Autrice du fichier"
    assert JournalEntry.objects.get(act="x").by_id == people["import"].pk

    readings = {reading.coder_key: reading for reading in TextReading.objects.all()}
    assert {key: reading.coder_name for key, reading in readings.items()} == coders
    assert len({reading.coder_id for reading in readings.values()}) == 3, "two keys of one name are two people"
    draw = DoubleCoding.objects.get()
    assert dict(draw.named_coders) == coders
    assert dict(draw.coders) == {key: reading.coder_id for key, reading in readings.items()}

    erased = erase_subject(by=None, subject=subject_of_person(people["une"]))
    doubtful = {rows.table: rows.rows for rows in erased.doubtful}
    assert doubtful["individuals.individual"] == (lines["g"].changed_by_id,), "told to who decides whose it is"
