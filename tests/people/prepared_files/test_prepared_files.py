"""A large file of answers: asked for on a page, made by the queue, given to who asked for it alone, swept."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from autan.ground.errors import NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.prepared_files.actions import ask_for_file, erase_files, make_file, purge_files
from autan.people.prepared_files.core import FileState
from autan.people.prepared_files.models import PreparedFile
from autan.survey.campaigns.models import Campaign
from autan.survey.formats import presenters
from autan.territories.networks.models import Mandate, Network
from tests.cast import Cast
from tests.survey.campaigns.answering import record_answer


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    with override("fr"):
        yield


@pytest.fixture
def private(collected: Campaign) -> Campaign:
    """A campaign of a network that is not invented, with one answer."""
    Network.objects.filter(pk=collected.network.pk).update(is_invented=False)
    day = collected.opened_on
    record_answer(by=None, campaign=collected, siren="100000001", question="q2", value=11, on=day)
    return Campaign.objects.get(pk=collected.pk)


def ask(client: Client, person: Person, campaign: Campaign, suffix: str = "csv", query: str = "") -> Any:
    client.force_login(person)
    return client.post(reverse("formats:prepare", args=[campaign.slug, suffix]) + query)


def made(client: Client, person: Person, campaign: Campaign, suffix: str = "csv") -> PreparedFile:
    """A file asked for and made, as the queue does."""
    ask(client, person, campaign, suffix)
    make_file.func(PreparedFile.objects.get().pk)
    return PreparedFile.objects.get()


def take(client: Client, file: PreparedFile) -> HttpResponse:
    return client.get(reverse("prepared_files:download", args=[file.key]))  # type: ignore[return-value]


def status(client: Client, file: PreparedFile) -> int:
    """What taking a file answers; the file is closed."""
    answer = take(client, file)
    answer.close()
    return answer.status_code


def test_a_file_is_asked_for_made_and_taken(client: Client, private: Campaign, people: Cast) -> None:
    assert ask(client, people.coordinator, private).headers["Location"] == reverse("prepared_files:files")
    file = PreparedFile.objects.get()
    page = client.get(reverse("prepared_files:files"))
    assert "en attente" in page.content.decode()
    assert status(client, file) == 404
    make_file.func(file.pk)
    file.refresh_from_db()
    taken = take(client, file)
    at_once = client.get(reverse("formats:download", args=[private.slug, "csv"]))
    assert b"".join(taken.streaming_content) == at_once.content  # type: ignore[attr-defined]
    assert taken.headers["Content-Disposition"] == at_once.headers["Content-Disposition"]
    taken.close()
    assert (file.state, file.path.stat().st_mode & 0o777) == (FileState.READY, 0o600)
    assert JournalEntry.objects.filter(act="ask_for_file", by=people.coordinator).count() == 1


def test_the_same_file_waits_once(client: Client, private: Campaign, people: Cast) -> None:
    ask(client, people.coordinator, private)
    ask(client, people.coordinator, private)
    ask(client, people.coordinator, private, query="?long=1")
    assert PreparedFile.objects.count() == 2
    assert {file.title.fr for file in PreparedFile.objects.all()} == {
        "Recueil · CSV, en codes",
        "Recueil · CSV, détaillé\u00a0: une ligne par cellule",
    }


def test_a_file_is_given_to_who_asked_alone(client: Client, private: Campaign, people: Cast) -> None:
    file = made(client, people.coordinator, private)
    client.force_login(people.officer)
    assert status(client, file) == 404
    assert file.name not in client.get(reverse("prepared_files:files")).content.decode()
    client.logout()
    assert status(client, file) == 302


def test_who_lost_her_role_takes_no_file(client: Client, private: Campaign, people: Cast) -> None:
    file = made(client, people.officer, private)
    assert status(client, file) == 200
    past = timezone.localdate() - timedelta(days=2)
    Mandate.objects.filter(person=people.officer).update(valid_from=past, valid_to=past)
    assert status(client, file) == 403


def test_who_may_read_nothing_asks_for_nothing(client: Client, private: Campaign, people: Cast) -> None:
    assert ask(client, people.outsider, private).status_code == 403
    with pytest.raises(NotAllowedError):
        ask_for_file(
            by=people.outsider, kind="answers", fields={"campaign": private.slug}, title=private.title, name="x.csv"
        )
    assert ask(client, people.coordinator, private, "docx").status_code == 404
    assert ask(client, people.coordinator, private, query="?headings=x").status_code == 404
    assert not PreparedFile.objects.exists()


def test_a_form_that_the_format_lacks_is_told_on_the_page(client: Client, private: Campaign, people: Cast) -> None:
    ask(client, people.coordinator, private, "json", "?long=1")
    file = PreparedFile.objects.get()
    make_file.func(file.pk)
    assert "n’a pas de forme longue" in client.get(reverse("prepared_files:progress")).content.decode()
    assert not file.path.with_suffix(".part").exists()


def test_a_making_cut_short_is_told(client: Client, private: Campaign, people: Cast) -> None:
    ask(client, people.coordinator, private)
    PreparedFile.objects.update(state=FileState.MAKING, reported_at=timezone.now() - timedelta(minutes=11))
    page = client.get(reverse("prepared_files:files")).content.decode()
    assert "interrompu par un arrêt du site" in page
    assert "progress.js" not in page
    ask(client, people.coordinator, private)
    assert PreparedFile.objects.count() == 2


def test_a_disk_that_is_full_is_told_and_nothing_is_left(client: Client, private: Campaign, people: Cast) -> None:
    ask(client, people.coordinator, private)
    file = PreparedFile.objects.get()
    file.path.parent.mkdir(exist_ok=True)
    file.path.with_suffix(".part").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        make_file.func(file.pk)
    assert "n’a pas pu être fait" in client.get(reverse("prepared_files:progress")).content.decode()
    assert not list(file.path.parent.glob(f"{file.path.stem}*"))
    assert status(client, file) == 404


def test_files_are_swept_after_a_day(client: Client, private: Campaign, people: Cast) -> None:
    file = made(client, people.coordinator, private)
    PreparedFile.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert status(client, file) == 404
    assert purge_files(now=timezone.now(), dry_run=True) == 1
    assert file.path.exists()
    assert purge_files(now=timezone.now(), dry_run=False) == 1
    assert not file.path.exists()
    assert not PreparedFile.objects.exists()


def test_files_of_somebody_are_erased(client: Client, private: Campaign, people: Cast) -> None:
    file = made(client, people.coordinator, private)
    subject = DataSubject(email=people.coordinator.email, person=people.coordinator.pk)
    assert erase_files(subject) == 1
    assert not file.path.exists()


def test_only_large_campaigns_have_their_files_prepared(
    client: Client, private: Campaign, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(people.coordinator)
    page, prepare = (
        reverse("formats:downloads", args=[private.slug]),
        reverse("formats:prepare", args=[private.slug, "csv"]),
    )
    assert prepare not in client.get(page).content.decode()
    monkeypatch.setattr(presenters, "LARGE", 5)
    assert prepare in client.get(page).content.decode()
