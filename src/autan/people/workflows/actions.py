"""The workflow of a thing as a table of transitions, and the one way to take one of them."""

import re
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, IntegrityError
from django.db.models import Manager, Model
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.urls import reverse
from django.utils import timezone

from autan.ground.errors import AutanError, DomainError, RuleError, UnknownError
from autan.ground.texts.core.notation import format_date
from autan.ground.texts.language import day_of
from autan.ground.wordings import Sentence
from autan.people.journal.actions import NOT_ALLOWED, Act, Actor, acting, require_right
from autan.people.journal.core import FieldChange, ObjectRef
from autan.people.journal.models import JournalEntry

_FIELD = re.compile(r"{(\w+)}")
KEPT, GONE = "kept", "gone"
"""State of what has one alone; state of what is no longer there: a transition that ends so deletes the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step[T: Model]:
    """A transition under way, inside its transaction.

    Attributes:
        row: the thing, read again under a lock; it is saved after the effect.
        before: columns of `changes`, as they were.
        is_done: False when the thing was there already, as after a second click: nothing was written.
    """

    row: T
    act: Act
    at: date
    fields: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None
    is_done: bool = False

    @property
    def today(self) -> date:
        """The day of the act, where the site is."""
        return timezone.localdate(self.at) if isinstance(self.at, datetime) else self.at

    def text(self, name: str, most: int) -> str:
        """Return a text that the act was given, on one line, cut."""
        return " ".join(str(self.fields.get(name) or "").replace("\0", "").split())[:most]


def at_that_moment(step: Step[Any]) -> date:
    """Return the moment of an act, for the column that keeps it."""
    return step.at


def on_that_day(step: Step[Any]) -> date:
    """Return the day of an act, for the column that keeps it."""
    return step.today


def by_whom(step: Step[Any]) -> int:
    """Return the key of whoever acts, for the column that keeps it."""
    return step.act.author_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition[T: Model]:
    """One act that takes a thing from a state to another.

    Attributes:
        ends: state it leads to; None when the thing stays where it is, such as after a reminder.
        refusals: for each other state, why not, with columns in braces. In the state it leads to, without a sentence,
            nothing happens.
        needs: fields that it is given, and why it is refused without them; no words where one may be left out.
        guard: raises the refusal that another condition asks.
        sets: columns and what they take, or what makes it of the step.
        effect: what else it does, after `sets`; what it returns may be named by the words.
        journal: French line; names `{row.…}`, `{fields[…]}` and `{result}`, or is made of the step.
        is_quiet: True when it leaves no line where its effect returns nothing, such as no message to send, and nothing
            of `changes` did.
        changes: columns whose values before and after are kept with the line. `details`: what else is.
        done: words for the next page, or what makes them of the step; none when empty.
        right: permission, where it is not that of the workflow; `refusal` is for whoever does not hold it.
        label: words of its button, or what makes them of the row; none where the page has a form of its own.
        sent: value of `act` that its button sends, where one address serves several.
        tells: what goes with it, line by line, told before it is confirmed; done at once when it is None.
        leads: address of the next page, where it is not that of the thing.
    """

    name: str
    journal: str | Callable[[Step[T]], str]
    begins: Collection[str] = (KEPT,)
    ends: str | None = None
    refusals: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    guard: Callable[[Step[T]], None] | None = None
    sets: Mapping[str, Any] = field(default_factory=dict)
    effect: Callable[[Step[T]], Any] | None = None
    is_quiet: bool = False
    changes: Collection[str] = ()
    details: Callable[[T], dict[str, Any]] | None = None
    done: Any = ""
    right: str = ""
    refusal: str = ""
    label: Any = ""
    sent: str = ""
    tells: Callable[[T], Collection[Any]] | None = None
    leads: Callable[[T], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow[T: Model]:
    """What becomes of the things of one kind.

    Attributes:
        name: room and kind, such as `workshops.workshop`: that of its page, and of its reference in the journal.
        find: finds a row from a reader and the parts of an address; raises `UnknownError` where she may not read it.
        right: permission that they ask, or what makes it of the row; `refusal` is for whoever does not hold it.
        state: column of the state, which `ends` is written to, or what makes it of the row.
        of: the thing that the row is a part of: it bears the right and the network, and is locked first.
        subject: what the right is asked on, where it is not `of`.
        ref: reference in the journal; `network`: slug of the network whose people may read the line; `page`: address
            of the page to go back to: where they are not those of the row itself.
        error: class of the refusals of its states.
    """

    name: str
    transitions: tuple[Transition[T], ...]
    find: Callable[..., T]
    right: str | Callable[[T], str]
    refusal: str | Callable[[T], str] = NOT_ALLOWED
    state: str | Callable[[T], str] = lambda _row: KEPT
    of: Callable[[T], Any] = lambda row: row
    subject: Callable[[T], object] | None = None
    ref: Callable[[T], ObjectRef] | None = None
    network: Callable[[T], str] | None = None
    page: Callable[[T], str] | None = None
    error: type[AutanError] = DomainError

    def transition(self, name: str) -> Transition[T]:
        """Return a transition by its name."""
        return next(transition for transition in self.transitions if transition.name == name)

    def state_of(self, row: T) -> str:
        """Return the state of a row."""
        return str(getattr(row, self.state) if isinstance(self.state, str) else self.state(row))

    def ref_of(self, row: T) -> ObjectRef:
        """Return the reference of a row in the journal."""
        room, _, kind = self.name.partition(".")
        return self.ref(row) if self.ref else ObjectRef(room, kind, str(getattr(row, "slug", row.pk)))

    def page_of(self, row: T) -> str:
        """Return the address of the page to go back to."""
        return self.page(row) if self.page else reverse(self.name.replace(".", ":"), args=[self.ref_of(row).key])

    def right_on(self, transition: Transition[T], row: T) -> tuple[str, object, str]:
        """Return the permission that a transition of a row asks, its object, and the message without it."""
        right = transition.right or (self.right if isinstance(self.right, str) else self.right(row))
        subject = self.subject(row) if self.subject else self.of(row)
        refusal = transition.refusal or (self.refusal if isinstance(self.refusal, str) else self.refusal(row))
        return right, subject, refusal


def take[T: Model](
    workflow: Workflow[T], name: str, row: T, *, by: Actor | None, at: date, by_name: str = "", **fields: Any
) -> Step[T]:
    """Take a thing through one transition of its workflow: right, lock, state, conditions, effect, line of the journal.

    The row that the caller holds is read again under the lock. Where it is already in the state that the transition
    leads to, nothing is written: of two clicks, the second does nothing.

    `by` is None for the product itself; `fields` are what the act is given.

    Raises:
        DomainError, RuleError: its state or a condition refuses, in the words of the table.
    """
    transition = workflow.transition(name)
    right, subject, refusal = workflow.right_on(transition, row)
    with acting(by=by, act=name, permission=right, on=subject, refusal=refusal, by_name=by_name) as act:
        whole = workflow.of(row)
        if whole is not row:
            _lock(whole)
        _lock(row)
        step = Step(row=row, act=act, at=at, fields=fields)
        return _apply(workflow, transition, step) if _begins(workflow, transition, step) else step


def _lock(row: Model) -> None:
    try:
        row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update())  # noqa: SLF001 — its public name
    except ObjectDoesNotExist as error:
        raise UnknownError("ceci a été supprimé entre-temps") from error


def _begins[T: Model](workflow: Workflow[T], transition: Transition[T], step: Step[T]) -> bool:
    """Say whether a transition is to be done; False when the row is where it leads to.

    Raises AutanError: its state or a condition refuses.
    """
    state = workflow.state_of(step.row)
    if state not in transition.begins:
        if state == transition.ends and state not in transition.refusals:
            return False
        refusal = transition.refusals[state]
        raise workflow.error(refusal, **{name: _in_words(getattr(step.row, name)) for name in _FIELD.findall(refusal)})
    for name, sentence in transition.needs.items():
        if sentence and not step.text(name, 1):
            raise DomainError(sentence)
    if transition.guard:
        transition.guard(step)
    return True


def _in_words(value: object) -> object:
    if isinstance(value, datetime):
        return day_of(value)
    return format_date(value, language="fr") if isinstance(value, date) else value


def _apply[T: Model](workflow: Workflow[T], transition: Transition[T], step: Step[T]) -> Step[T]:
    row = step.row
    step = replace(step, before={name: getattr(row, name) for name in transition.changes})
    for name, value in transition.sets.items():
        setattr(row, name, value(step) if callable(value) else value)
    if isinstance(workflow.state, str) and transition.ends not in {None, GONE}:
        setattr(row, workflow.state, transition.ends)
    step = replace(step, result=transition.effect(step) if transition.effect else None, is_done=True)
    changes = [
        FieldChange(field=name, before=_as_json(value), after=_as_json(getattr(row, name)))
        for name, value in step.before.items()
        if value != getattr(row, name)
    ]
    if step.result or changes or not transition.is_quiet:
        line = transition.journal
        step.act.record(
            workflow.ref_of(row),
            summary=line(step) if callable(line) else line.format(row=row, fields=step.fields, result=step.result),
            network=workflow.network(row) if workflow.network else workflow.of(row).network.slug,
            changes=changes,
            details=transition.details(row) if transition.details else None,
        )
    if transition.ends == GONE:
        row.delete()
    else:
        row.save(update_fields=None if transition.effect else _columns(workflow, transition, row))
    return step


def _columns[T: Model](workflow: Workflow[T], transition: Transition[T], row: T) -> list[str]:
    """Return the columns that a transition without an effect writes, and those that say when the row was changed."""
    state = [workflow.state] if isinstance(workflow.state, str) and transition.ends else []
    columns = row._meta.concrete_fields  # noqa: SLF001 — its public name
    dated = [column.name for column in columns if getattr(column, "auto_now", False)]
    return [*transition.sets, *state, *dated]


def _as_json(value: object) -> object:
    return value if value is None or isinstance(value, bool | int) else str(value)


UNDO_SECONDS = 3600  # how long who removed something may put it back
_MOST_REMOVALS = 10  # of one person: a page offers its own, whatever was removed on others since
_ERASURES = ("erase_person", "forget_name", "remove_name")
"""Acts that take a name out of what is kept: what was removed before one may hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A row about to be removed, with all that goes with it, so that who removes it may put it back.

    Attributes:
        key: tells it from the other things that one person removed.
        rows: the rows, as Django serializes them.
        loose: model, key, column, value before and after, of what changes in rows that stay.
        right: permission that is asked again; `subject`: model and key of what it is asked on.
        page: address to go back to.
    """

    key: str
    ref: ObjectRef
    network: str
    rows: Sequence[Mapping[str, Any]]
    loose: tuple[tuple[str, Any, str, Any, Any], ...]
    right: str
    subject: tuple[str, Any]
    page: str
    at: datetime


def removal_of(
    row: Model, *, ref: ObjectRef, network: str, right: str, on: Model, page: str, stays: bool = False
) -> Removal | None:
    """Write down a row before it is removed, with the rows that go along. Their queries.

    None where others rest on it: it will not be removed. Of a row that stays, `with_columns` writes down what an act
    takes out of it.
    """
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect([] if stays else [row])
    except (ProtectedError, RestrictedError):
        return None
    rows = [*chain.from_iterable(collector.data.values()), *chain.from_iterable(collector.fast_deletes)]
    updates: Mapping[Any, Any] = collector.field_updates
    loose = [
        (column.model._meta.label, other.pk, column.attname, getattr(other, column.attname), value)  # noqa: SLF001
        for (column, value), groups in updates.items()
        for other in chain.from_iterable(groups)
    ]
    return Removal(
        key=secrets.token_hex(8),
        ref=ref,
        network=network,
        rows=serializers.serialize("python", rows),
        loose=tuple(loose),
        right=right,
        subject=(on._meta.label, on.pk),  # noqa: SLF001 — its public name
        page=page,
        at=timezone.now(),
    )


def with_columns(removal: Removal, row: Model, before: Mapping[str, Any]) -> Removal:
    """Add what an act took out of a row that stays: its columns before, and after as they are read again."""
    row.refresh_from_db(fields=list(before))
    label = row._meta.label  # noqa: SLF001 — its public name
    changes = ((label, row.pk, name, value, getattr(row, name)) for name, value in before.items())
    return replace(removal, loose=tuple(changes))


def _rows_of(model: str) -> Manager[Any]:
    rows: Manager[Any] = apps.get_model(model)._base_manager  # noqa: SLF001 — its public name
    return rows


def keep_removal(removal: Removal, *, by: Actor) -> None:
    """Keep what a person removed for an hour: the last things alone."""
    removals = (*cache.get(f"removed:{by.pk}", ()), removal)
    cache.set(f"removed:{by.pk}", removals[-_MOST_REMOVALS:], UNDO_SECONDS)


def put_back(*, by: Actor, key: str = "") -> str:
    """Put back what a person removed, or without a key what she removed last; return the address to go back to.

    Raises RuleError: it is over an hour ago, what it was taken from changed or is gone, something else has taken its
    place, or a name was erased since.
    """
    since = timezone.now() - timedelta(seconds=UNDO_SECONDS)
    removals: Sequence[Removal] = cache.get(f"removed:{by.pk}", ())
    removal = next((item for item in reversed(removals) if item.at >= since and key in {"", item.key}), None)
    if removal is None or JournalEntry.objects.filter(act__in=_ERASURES, at__gte=removal.at).exists():
        raise RuleError("il est trop tard pour annuler\u00a0: le journal garde ce qui a été retiré")
    label, subject = removal.subject
    try:
        with acting(by=by, act="put_back") as act:
            _restore(removal)
            require_right(by, removal.right, on=_rows_of(label).get(pk=subject))
            act.record(removal.ref, summary="Remis, après avoir été retiré", network=removal.network)
    except (IntegrityError, ObjectDoesNotExist) as error:
        raise RuleError(_CHANGED) from error
    cache.set(f"removed:{by.pk}", tuple(item for item in removals if item != removal), UNDO_SECONDS)
    return removal.page


_CHANGED = Sentence("ceci a changé depuis\u00a0: le journal dit quoi, et par qui")


def _restore(removal: Removal) -> None:
    """Write the rows of a removal again, and what changed in rows that stay."""
    for restored in serializers.deserialize("python", removal.rows):
        restored.save(save_m2m=False)  # the rows of the links are kept on their own
    for model, pk, column, before, after in removal.loose:
        row = _rows_of(model).select_for_update().filter(pk=pk).first()
        if row is not None and getattr(row, column) != after:
            raise RuleError(_CHANGED)
        _rows_of(model).filter(pk=pk).update(**{column: before})
