"""Several people write at the same instant, each through their own connection: nothing is lost, nothing doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest
from django.db import connection

from autan.ground.whole_files import file_lock
from autan.survey.answering.core.save_decisions import EntryOutcome, SaveResult
from autan.survey.campaigns.actions.answer_revisions import serialized_write
from autan.survey.campaigns.models import Answer, Campaign, UnsavedEntry
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from tests.survey.campaigns.answering import save

NOW = datetime(2013, 5, 2, 12, tzinfo=UTC)
WRITERS = 8


def write_at_once(campaign: Campaign, texts: list[str]) -> list[SaveResult]:
    """One writer a text, all on the first answer to the same question, let go together."""
    start = Barrier(len(texts))

    def write(text: str) -> SaveResult:
        try:
            start.wait()
            entry = AnswerInput(question="q1", based_on=0, parts={"text": (text,)})
            return save(campaign, entry, now=NOW, name=text)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(texts)) as pool:
        return list(pool.map(write, texts))


def test_two_writers_never_hold_the_lock_together(tmp_path: Path) -> None:
    inside, most = [0], [0]

    def write(_rank: int) -> None:
        with file_lock(tmp_path / "base.lock"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            sleep(0.002)
            inside[0] -= 1

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS * 3)))
    assert (inside, most) == ([0], [1])


def test_a_write_takes_the_lock_of_the_processes_before_its_transaction(transactional_db: None, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("elsewhere the rows of the territories are locked")
    database = tmp_path / "autan.sqlite3"
    database.touch()
    with pytest.MonkeyPatch.context() as patched:  # undone before the database is emptied by its true name
        patched.setitem(connection.settings_dict, "NAME", str(database))
        with serialized_write([], by=None, act="record_answer"):
            assert (tmp_path / "autan.lock").is_file()
            assert connection.in_atomic_block
            with serialized_write([], by=None, act="record_answer"):
                pass  # inside a transaction, the lock is held already


@pytest.fixture
def _several_connections(transactional_db: None) -> None:
    """A database in memory belongs to one connection: such a test needs a server, or the bench."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; tests/bench/bench_surveys.py covers it on disk")


@pytest.mark.usefixtures("_several_connections")
def test_one_wins_and_the_others_are_kept_and_told(collected: Campaign) -> None:
    outcomes = write_at_once(collected, [f"Texte {rank}" for rank in range(WRITERS)])
    statuses = sorted(outcome.decisions[0].outcome for outcome in outcomes)
    assert statuses == [EntryOutcome.CONFLICT] * (WRITERS - 1) + [EntryOutcome.WRITTEN]
    written = Answer.objects.values_list("value__text", flat=True)
    kept = {entry.text.removeprefix("text: ") for entry in UnsavedEntry.objects.all()}
    assert {*written, *kept} == {f"Texte {rank}" for rank in range(WRITERS)}
    assert all(o.decisions[0].theirs for o in outcomes if o.decisions[0].outcome is EntryOutcome.CONFLICT)


@pytest.mark.usefixtures("_several_connections")
def test_one_screen_sent_many_times_at_once_writes_once(collected: Campaign) -> None:
    outcomes = write_at_once(collected, ["Le même texte"] * WRITERS)
    assert sorted(outcome.decisions[0].outcome for outcome in outcomes) == [EntryOutcome.UNCHANGED] * (WRITERS - 1) + [
        EntryOutcome.WRITTEN
    ]
    assert Answer.objects.count() == 1
