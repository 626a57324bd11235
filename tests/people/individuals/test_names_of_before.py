"""A home of before kept names as texts: each becomes a key, and is read where it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from autan.coding.codings.models import Corpus, DoubleCoding, TextReading
from autan.people.accounts.models import Person
from autan.people.individuals.models import ERASED_NAME, SYSTEM_NAME, Individual
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import subject_of_person
from autan.plans.plans.models import PlanLine
from autan.survey.campaigns.models import Answer, Campaign, Invitation
from autan.territories.networks.models import Mandate, Network

BEFORE = [
    ("coding", "0001_initial_records"),
    ("journal", "0003_lines_about_people"),
    ("plans", "0003_completeness"),
    ("surveys", "0011_unvalidated_answers"),
]
NOW = timezone.now()
OWN = "100000001"


def migrate_to_the_latest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def account(email: str, name: str) -> Person:
    return Person.objects.create_user(email, name=name)


@pytest.fixture
def earlier(transactional_db: None, collected: Campaign) -> Iterator[Any]:
    yield MigrationExecutor(connection).migrate(BEFORE).apps
    migrate_to_the_latest()


def write_lines(earlier: Any, **names: str) -> None:
    plan = earlier.get_model("plans", "Plan").objects.create(slug="pcaet", title="Plan", kind="pcaet")
    plan.subjects.set(earlier.get_model("territories", "Territory").objects.filter(siren=OWN))
    for key, name in names.items():
        earlier.get_model("plans", "PlanLine").objects.create(plan=plan, section="x", key=key, changed_by_name=name)


def signed() -> dict[str, PlanLine]:
    return {line.key: line for line in PlanLine.objects.all()}


def test_a_name_alone_is_that_of_the_only_account_that_bears_it(earlier: Any, collected: Campaign) -> None:
    zoe, elsewhere = account("zoe@exemple.fr", "Zoé"), account("paul@exemple.fr", "Paul")
    other = Network.objects.create(slug="ailleurs", name_fr="Ailleurs", name_en="Elsewhere")
    Mandate.objects.create(person=elsewhere, role=Mandate.Role.READER, network=other)
    write_lines(earlier, a="Zoé", b="Paul", c="Inconnue", d="", e=SYSTEM_NAME, f=ERASED_NAME)
    migrate_to_the_latest()
    lines = signed()
    assert {key: line.changed_by_name for key, line in lines.items()} == {
        "a": "Zoé", "b": "Paul", "c": "Inconnue", "d": "", "e": SYSTEM_NAME, "f": ERASED_NAME,
    }  # fmt: skip
    assert lines["a"].changed_by_id == zoe.pk
    assert lines["b"].changed_by_id != elsewhere.pk, "her roles are elsewhere"
    assert lines["c"].changed_by.network == collected.network_id
    assert lines["d"].changed_by is None
    assert lines["e"].changed_by.network == "", "the product is of no network"


def test_a_name_that_two_accounts_bear_is_nobody_s_until_somebody_judges(earlier: Any) -> None:
    first, second = account("une@exemple.fr", "Jeanne Martin"), account("autre@exemple.fr", "Jeanne Martin")
    write_lines(earlier, a="Jeanne Martin")
    migrate_to_the_latest()
    line = signed()["a"]
    assert line.changed_by_name == "Jeanne Martin"
    assert line.changed_by_id not in {first.pk, second.pk}
    assert line.changed_by.is_doubtful
    erased = erase_subject(by=None, subject=subject_of_person(first))
    assert [(rows.table, rows.rows) for rows in erased.doubtful if rows.table.startswith("individuals")] == [
        ("individuals.individual", (line.changed_by_id,))
    ]


def test_each_holder_of_a_link_is_one_person_with_what_she_wrote(earlier: Any, collected: Campaign) -> None:
    importer = account("import@exemple.fr", "Importatrice")
    about = {"campaign_id": collected.pk, "territory_id": OWN}
    links = [
        earlier.get_model("surveys", "Invitation").objects.create(
            **about,
            role="contributor",
            name="Jean Martin",
            email=email,
            token_sha256=email,
            token_salt="x",
            expires_at=NOW,
        )
        for email in ("un@exemple.fr", "deux@exemple.fr")
    ]
    answers = earlier.get_model("surveys", "Answer").objects
    for rank, link in enumerate(links, start=1):
        answers.create(
            **about, question="q2", revision=rank, is_current=rank == 2, state="answered", by_name="Jean Martin",
            invitation=link, at=NOW,
        )  # fmt: skip
    answers.create(**about, question="q1", state="answered", by_name="Autrice du fichier", by_id=importer.pk, at=NOW)
    earlier.get_model("journal", "JournalEntry").objects.create(
        by_id=importer.pk, by_name="Importatrice", act="x", room="surveys", kind="k", object_id="1", summary="Importé"
    )
    migrate_to_the_latest()
    first, second = Invitation.objects.filter(pk__in=[link.pk for link in links]).order_by("pk")
    assert (first.name, second.name) == ("Jean Martin", "Jean Martin")
    assert first.holder_id != second.holder_id, "two addresses are two people"
    assert {answer.invitation_id: answer.by_id for answer in Answer.objects.filter(question="q2")} == {
        first.pk: first.holder_id, second.pk: second.holder_id,
    }  # fmt: skip
    assert Answer.objects.get(question="q1").by_name == "Autrice du fichier"
    assert JournalEntry.objects.get(act="x").by_id == importer.pk


def test_each_key_of_a_coder_is_one_person(earlier: Any, collected: Campaign) -> None:
    zoe = account("zoe@exemple.fr", "Zoé")
    codebook = earlier.get_model("coding", "NetworkCodebook").objects.create(network_id=collected.network_id, slug="b")
    corpus = earlier.get_model("coding", "Corpus").objects.create(
        codebook=codebook, kind="x", address="a", label_fr="A"
    )
    keys = {f"person-{zoe.pk}": "Zoé", "anne": "Anne", "anna": "Anne"}
    for key, name in keys.items():
        earlier.get_model("coding", "TextReading").objects.create(
            corpus=corpus, text="t", coder_key=key, coder_name=name, version="1", at=NOW
        )
    draws = earlier.get_model("coding", "DoubleCoding").objects
    draws.create(corpus=corpus, coders=sorted(keys.items()), seed=1, share=1.0, texts=["t"], drawn_at=NOW)
    migrate_to_the_latest()
    readings = {reading.coder_key: reading for reading in TextReading.objects.filter(corpus=Corpus.objects.get())}
    assert {key: reading.coder_name for key, reading in readings.items()} == keys
    assert len({reading.coder_id for reading in readings.values()}) == 3
    assert readings[f"person-{zoe.pk}"].coder_id == zoe.pk
    draw = DoubleCoding.objects.get()
    assert dict(draw.named_coders) == keys
    assert dict(draw.coders) == {key: reading.coder_id for key, reading in readings.items()}
    assert Individual.objects.filter(name="Anne").count() == 2
