"""One person in every table: what leaves with her is hers, and nothing names her once she is erased."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from autan.coding.codings.models import Corpus, DoubleCoding, coder_of
from autan.cooperation.lessons.models import Lesson, LessonVersion
from autan.cooperation.minutes.models import Minutes
from autan.ground.wordings import Text
from autan.instance.backup.rows import tables_of, write_rows
from autan.instance.cli.person import app
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry
from autan.people.prepared_files.actions import ask_for_file, keep_answer
from autan.people.prepared_files.core import KeptAnswer
from autan.people.prepared_files.models import PreparedFile
from autan.people.prepared_files.queries import answer_path
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Mandate, Network, PersonInvitation
from tests.cast import PASSWORD
from tests.kept_rows import rows_kept
from tests.people.personal_data.named_rows import (
    columns_holding,
    key_columns,
    name_columns,
    name_in_every_column,
    read_whole_database,
    rows_signed,
    sign_everything,
    sit_everywhere,
)
from tests.rights.planting import fill_tables
from tests.rights.two_networks import make_two_networks

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("everywhere")]  # every table is filled once for all
NAME, EMAIL, OTHER_EMAIL = "Jeanne d’Aubuisson-Léré", "jeanne.lere@exemple.fr", "autre.jeanne@exemple.fr"


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def account(email: str) -> Person:
    return register_person(by=None, email=email, name=NAME, password=PASSWORD)


@pytest.fixture(scope="module")
def key_of_jeanne(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Somebody with an account, who signed and is named wherever the product has room for a name."""
    with rows_kept(django_db_blocker):
        yield make_jeanne().pk


@pytest.fixture
def jeanne(key_of_jeanne: int, db: None) -> Person:
    return Person.objects.get(pk=key_of_jeanne)


def make_jeanne() -> Person:
    make_two_networks()
    north = Network.objects.get(slug="nord")
    run("invite", EMAIL, "--name", NAME, "--role", "reader", "--network", "nord", "--no-mail")
    person = account(EMAIL)
    run("add", EMAIL, "--role", "reader", "--network", "nord")
    sign_everything(NAME, person=person)
    sign_everything(NAME, person=None)
    sit_everywhere(NAME, email=EMAIL, person=person)
    DoubleCoding.objects.create(
        corpus=Corpus.objects.get(),
        coders=[[coder_of(person).key, person.pk], ["zoe", individual_named("Zoé").pk]],
        seed=1,
        share=1,
        texts=[],
    )
    with acting(by=person, act="write_lesson") as act:
        act.record(ObjectRef("lessons", "lesson", "brouillon"), summary="Savoir-faire écrit", details={"said_by": NAME})
    for model in (Lesson, LessonVersion):
        for row in model.objects.all():
            row.content["title"] = f"Le chauffage, par {NAME.upper()}"
            row.save()
    Minutes.objects.update(text=f"{NAME} a parlé ; écrire à {EMAIL}.", heading=[["Présents", f"Ada, {NAME}"]])
    ActionSheet.objects.update(typed={"title": "Isoler", "officer": f"Ada, {NAME} ({EMAIL})"})
    Network.objects.filter(pk=north.pk).update(reply_to=EMAIL)
    return person


def test_nothing_in_the_base_names_somebody_who_was_erased(jeanne: Person):
    assert all(rows_signed(NAME).values()), "each column that keeps names holds hers"
    erased = json.loads(run("erase", EMAIL, "--yes", "--json"))
    text = read_whole_database()
    assert [line for line in text.split("\n") if NAME.lower() in line or EMAIL in line] == []
    assert erased["doubtful"] == []
    assert "Ada" in ActionSheet.objects.first().typed["officer"]
    assert DoubleCoding.objects.get().named_coders == [(coder_of(jeanne).key, "Personne effacée"), ("zoe", "Zoé")]
    assert PersonInvitation.objects.filter(email=EMAIL).count() == 0
    assert not Mandate.objects.filter(person=jeanne, valid_to__isnull=True).exists()


def test_a_name_goes_however_people_write_it_and_what_stays_is_told(jeanne: Person) -> None:
    """Another apostrophe, capitals, no accents, letters taken apart, odd spaces and hyphens, the family name first."""
    ways = [
        NAME.replace("’", "'"), NAME.upper(), "JEANNE D'AUBUISSON LERE", unicodedata.normalize("NFD", NAME),
        NAME.replace(" ", "\u00a0 "), NAME.replace("-", "\u2011"), "d’Aubuisson-Léré Jeanne",
    ]  # fmt: skip
    lesson = Lesson.objects.first()
    for rank, way in enumerate(ways):
        ActionSheet.objects.create(slug=f"fiche-{rank}", title="Isoler", typed={"officer": f"Ada, {way} (0561990011)"})
        lesson.pk, lesson.slug, lesson.content = None, f"savoir-{rank}", {**lesson.content, "title": f"Par {way}"}
        lesson.save()
        acts = JournalEntry.objects.create(by=individual_named("Ada"), act="a", room="r", kind="k", summary=f"Vu {way}")
    erased = json.loads(run("erase", EMAIL, "--yes", "--json"))
    assert {row.typed["officer"] for row in ActionSheet.objects.filter(slug__startswith="fiche-")} == {"Ada"}
    titles = Lesson.objects.filter(slug__startswith="savoir-").values_list("content__title", flat=True)
    assert set(titles) == {"Par Personne effacée"}
    told = {rows["table"]: rows["rows"] for rows in erased["doubtful"]}
    assert len(told["journal.journalentry"]) == len(ways)
    assert acts.pk in told["journal.journalentry"]


def test_who_has_the_same_name_without_its_accents_is_another(jeanne: Person) -> None:
    register_person(by=None, email=OTHER_EMAIL, name="JEANNE D'AUBUISSON-LERE", password=PASSWORD)
    ActionSheet.objects.update(typed={"title": "Isoler", "officer": NAME})
    erased = json.loads(run("erase", EMAIL, "--yes", "--json"))
    assert ActionSheet.objects.first().typed["officer"] == NAME
    assert "projects.actionsheet" in {rows["table"] for rows in erased["doubtful"]}


def test_no_column_names_her_still_without_its_being_told(jeanne: Person, client: Client) -> None:
    """Her name in every column of every table, those of tomorrow too: what an erasure leaves, its page lists."""
    fill_tables()
    planted = name_in_every_column(NAME)
    assert len(planted) > 300
    assert columns_holding(NAME) >= planted
    client.force_login(Person.objects.get(email="coordinator@exemple.fr"))
    page = client.post(reverse("privacy:erase", args=[jeanne.pk]), {"address": EMAIL}).content.decode()
    labels = {model._meta.db_table: model._meta.label_lower for model in apps.get_models()}
    left = {(labels[table], column) for table, column in columns_holding(NAME)}
    assert left == set(re.findall(r'<tr><th scope="row">([\w.]+)</th><td>(\w+)</td>', page))
    assert not left & {(model._meta.label_lower, key) for model, key in name_columns()}


TELEPHONE = "05 61 99 00 11"


def test_neither_files_nor_a_backup_made_after_name_somebody_who_was_erased(
    jeanne: Person, settings: Any, tmp_path: Path
) -> None:
    """A file prepared for her and an answer kept for anybody go; what is copied afterwards holds no more of her."""
    settings.AUTAN_HOME, settings.AUTAN_CACHE, settings.AUTAN_LAKE = tmp_path, tmp_path / "cache", tmp_path / "lake"
    file = ask_for_file(
        by=Person.objects.get(email="coordinator@exemple.fr"), kind="answers", title=Text("E", "S"), name="r.json",
        fields={"campaign": "enquete", "suffix": "json", "headings": "", "long": False, "separator": ""},
    )  # fmt: skip
    own = PreparedFile.objects.create(by=jeanne, kind="answers", asked={}, scope="", title_fr=NAME, name="r.json")
    PreparedFile.objects.update(state="ready")
    for prepared in (file, own):
        prepared.path.parent.mkdir(parents=True, exist_ok=True)
        prepared.path.write_text(f"{NAME}, {TELEPHONE}, {EMAIL}")
    keep_answer(answer_path("essai"), KeptAnswer(headers={}, body=NAME.encode()))
    ActionSheet.objects.update(typed={"title": "Isoler", "officer": f"Ada, {NAME} ({EMAIL}, {TELEPHONE})"})
    run("erase", EMAIL, "--yes")
    kept = "".join(path.read_text(errors="replace") for path in tmp_path.rglob("*") if path.is_file())
    rows = "".join(line for model in tables_of(apps) for line in write_rows(model, []))
    assert not [word for word in (NAME, EMAIL, TELEPHONE) if word in kept + rows]


def test_the_export_of_one_holds_nothing_of_another_of_her_name(jeanne: Person):
    account(OTHER_EMAIL)
    loads = json.loads(run("export", OTHER_EMAIL))
    assert {code for code, rows in loads.items() if rows} == {"accounts"}
    own = json.loads(run("export", EMAIL))
    assert own["lessons"][0]["object_id"] == "brouillon"
    signed = {model._meta.label_lower for model, _key in key_columns()}
    assert signed <= {row["table"] for row in own["authorship"]}


def test_the_page_of_one_holds_nothing_of_another_of_her_name(jeanne: Person, client):
    client.force_login(account(OTHER_EMAIL), backend="autan.people.accounts.adapter.AuthenticationBackend")
    held = client.get(reverse("privacy:own_data")).json()
    assert {code for code, rows in held.items() if rows} <= {"accounts"}


def test_the_erasure_of_one_leaves_another_of_her_name_as_she_was(jeanne: Person):
    account(OTHER_EMAIL)
    before = rows_signed(NAME)
    erased = json.loads(run("erase", OTHER_EMAIL, "--yes", "--json"))
    after = rows_signed(NAME)
    assert OTHER_EMAIL not in read_whole_database()
    assert after == before
    doubtful = {f"{rows['table']}.{rows['column']}" for rows in erased["doubtful"]}
    assert "individuals.individual.name" in doubtful
    assert "Jeanne" not in str(erased)


def test_the_rows_of_one_are_erased_by_key_and_the_others_are_told(jeanne: Person):
    account(OTHER_EMAIL)
    erased = run("erase", EMAIL, "--yes")
    assert EMAIL not in read_whole_database()
    for model, column in name_columns():
        assert model.objects.filter(**{column: NAME}).exists(), model
    for model, key in key_columns():
        shown = set(model.objects.values_list(key, f"{key}__name"))
        assert (jeanne.pk, NAME) not in shown
        assert NAME in {name for _key, name in shown}, "who has no account may be the other"
    assert "individuals.individual" in erased
    assert Person.objects.get(email=OTHER_EMAIL).name == NAME


def test_the_coordination_erases_somebody_on_a_page(client: Client, jeanne: Person) -> None:
    page = reverse("privacy:erase", args=[jeanne.pk])
    coordinator = Person.objects.get(email="coordinator@exemple.fr")
    person_page = reverse("territories:person", kwargs={"slug": "nord", "key": jeanne.pk})
    client.force_login(coordinator)
    assert f'href="{page}"' in client.get(person_page).content.decode()
    assert EMAIL in client.get(page).content.decode()
    wrong = client.post(page, {"address": "une.autre@exemple.fr"})
    assert wrong.status_code == 422
    assert "rien n’est effacé" in wrong.content.decode()
    assert Person.objects.filter(email=EMAIL).exists()
    assert client.post(page, {"address": EMAIL.upper()}).status_code == 200
    assert EMAIL not in read_whole_database()


@pytest.mark.parametrize("email", ["officer@exemple.fr", "outsider@exemple.fr", "coordinator_elsewhere@exemple.fr"])
def test_nobody_else_learns_that_the_page_exists(client: Client, jeanne: Person, email: str) -> None:
    client.force_login(Person.objects.get(email=email))
    page = reverse("privacy:erase", args=[jeanne.pk])
    assert client.get(page).status_code == 404
    assert client.post(page, {"address": EMAIL}).status_code == 404
    assert Person.objects.filter(email=EMAIL).exists()
