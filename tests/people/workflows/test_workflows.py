"""Each transition of each workflow, in each state, by each of the cast, does what its table says, and nothing twice."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model

from autan.ground.errors import DomainError, NotAllowedError, UnknownError
from autan.ground.registry import registered
from autan.ground.texts.core.notation import format_date
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import GONE, KEPT, Transition, Workflow, take
from tests.people.workflows.specimens import CAST, NOW, SPECIMENS, TODAY
from tests.rights.two_networks import make_two_networks

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("workflows")]
WORKFLOWS: dict[str, Workflow[Any]] = {workflow.name: workflow for workflow in registered(Workflow)}
TRANSITIONS = [(workflow, transition) for workflow in WORKFLOWS.values() for transition in workflow.transitions]
WORDS = [f"{workflow.name}.{transition.name}" for workflow, transition in TRANSITIONS]


def states_of(workflow: Workflow[Any]) -> set[str]:
    named = {KEPT} if workflow.transitions[0].begins == (KEPT,) else set()
    for transition in workflow.transitions:
        named |= {*transition.begins, *transition.refusals, *filter(None, [transition.ends])}
    return named - {GONE}


CASES = [
    pytest.param(workflow, transition, state, id=f"{workflow.name}.{transition.name}-{state}")
    for workflow, transition in TRANSITIONS
    for state in sorted(states_of(workflow))
]


@pytest.fixture(scope="module")
def networks(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """Two networks, made once."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.AUTAN_HOME", tmp_path_factory.mktemp("home"))
        make_two_networks()
        yield
        transaction.set_rollback(True)


def row_in(workflow: Workflow[Any], state: str) -> Model:
    """The specimen of a workflow, brought to a state."""
    specimen = SPECIMENS[workflow.name]
    row = specimen.row()
    type(row).objects.filter(pk=row.pk).update(**specimen.states[state])  # type: ignore[attr-defined]  # every model
    row.refresh_from_db()
    assert workflow.state_of(row) == state
    return row


def act(workflow: Workflow[Any], transition: Transition[Any], row: Model, by: Person | None = None) -> bool:
    fields = SPECIMENS[workflow.name].fields.get(transition.name, {})
    return take(workflow, transition.name, row, by=by, at=NOW, **fields).is_done


def lines() -> int:
    return JournalEntry.objects.count()


def test_every_workflow_has_a_specimen_in_each_of_its_states():
    assert {name: set(specimen.states) for name, specimen in SPECIMENS.items()} == {
        name: states_of(workflow) for name, workflow in WORKFLOWS.items()
    }


@pytest.mark.parametrize("name", ["workshops.note", "workshops.file"])
def test_the_whole_that_a_part_belongs_to_is_read_again_under_the_lock(networks: None, name: str):
    workflow = WORKFLOWS[name]
    transition = workflow.transitions[0]
    row = row_in(workflow, sorted(transition.begins)[0])
    whole = workflow.of(row)
    kept, whole.title = whole.title, "Lu avant les autres"
    with transaction.atomic():
        act(workflow, transition, row)
        transaction.set_rollback(True)
    assert whole.title == kept


@pytest.mark.parametrize(("workflow", "transition", "state"), CASES)
def test_a_transition_does_in_each_state_what_its_table_says(
    networks: None, workflow: Workflow[Any], transition: Transition[Any], state: str
):
    row, before = row_in(workflow, state), lines()
    if state in transition.begins:
        assert act(workflow, transition, row)
        line = JournalEntry.objects.latest("pk")
        is_told = (line.act, bool(line.summary), line.network) == (transition.name, True, "nord")
        assert is_told or transition.is_quiet
        if transition.ends == GONE:
            assert not type(row).objects.filter(pk=row.pk).exists()  # type: ignore[attr-defined]  # every model
        else:
            row.refresh_from_db()
            assert transition.ends is None or workflow.state_of(row) == transition.ends
    elif state in transition.refusals:
        with pytest.raises(workflow.error) as refused:
            act(workflow, transition, row)
        assert " " in str(refused.value)
        assert lines() == before
    else:
        assert state == transition.ends
        assert not act(workflow, transition, row)
        assert lines() == before


@pytest.mark.parametrize(
    ("name", "act_name", "state", "words"),
    [
        ("working_group.task", "finish_task", "done", "cette tâche est faite depuis le {day}"),
        ("working_group.seat", "end_seat", "ended", "ce siège est terminé depuis le {day}"),
        ("workshops.notes", "close_notes", "closed", "déjà clos par , le {day}\u00a0: rien n’a changé"),
    ],
)
def test_a_refusal_says_its_day_in_words(networks: None, name: str, act_name: str, state: str, words: str):
    workflow = WORKFLOWS[name]
    row = row_in(workflow, state)
    with pytest.raises(workflow.error) as refused:
        act(workflow, workflow.transition(act_name), row)
    assert str(refused.value) == words.format(day=format_date(TODAY, language="fr"))


def test_what_was_removed_meanwhile_is_said(networks: None):
    workflow = WORKFLOWS["working_group.task"]
    row, before = row_in(workflow, "open"), lines()
    type(row).objects.filter(pk=row.pk).delete()  # type: ignore[attr-defined]  # every model
    with pytest.raises(UnknownError, match="supprimé entre-temps"):
        act(workflow, workflow.transitions[0], row)
    assert lines() == before


@pytest.mark.parametrize(("workflow", "transition"), [(workflow, item) for workflow, item in TRANSITIONS if item.ends])
def test_a_second_click_does_nothing(networks: None, workflow: Workflow[Any], transition: Transition[Any]):
    row = row_in(workflow, min(transition.begins))
    act(workflow, transition, row)
    before = lines()
    with suppress(DomainError, workflow.error):  # a sentence, or silence, as the table says
        assert not act(workflow, transition, row)
    assert lines() == before


@pytest.mark.parametrize("profile", CAST)
@pytest.mark.parametrize(("workflow", "transition"), TRANSITIONS, ids=WORDS)
def test_only_who_holds_the_right_acts(
    networks: None, workflow: Workflow[Any], transition: Transition[Any], profile: str
):
    specimen = SPECIMENS[workflow.name]
    row, before = row_in(workflow, min(transition.begins)), lines()
    person = Person.objects.get(email=f"{profile}@exemple.fr")
    if profile in specimen.who_else.get(transition.name, specimen.who):
        assert act(workflow, transition, row, person)
        return
    with pytest.raises(NotAllowedError):
        act(workflow, transition, row, person)
    assert lines() == before


@pytest.mark.parametrize(("workflow", "transition"), TRANSITIONS, ids=WORDS)
def test_what_an_act_needs_is_asked_in_words(networks: None, workflow: Workflow[Any], transition: Transition[Any]):
    row = row_in(workflow, min(transition.begins))
    for sentence in filter(None, transition.needs.values()):
        with pytest.raises(DomainError, match=str(sentence)[:20]):
            take(workflow, transition.name, row, by=None, at=NOW)
