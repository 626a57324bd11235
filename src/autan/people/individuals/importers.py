"""Names that columns kept as texts, made into keys: for the migrations of each room."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from autan.people.individuals.models import LONGEST_NAME, NOBODY, PersonKey

MANDATES = [
    ("accounts", "0003_accounts_are_individuals"),
    ("journal", "0004_people_as_keys"),
    ("territories", "0011_network_time"),
]
"""Migrations by which it is known who acts where."""


def name_to_key(label: str, key: str, *, name: str = "", network: str = "", is_signed: bool = False) -> list[Any]:
    """Return the operations that replace a column of names by a key of people; nothing is lost.

    Args:
        label: application and name of the model.
        key: column of the key.
        name: column of the names, which goes; `<key>_name` when it is empty.
        network: way from a row to the slug of its network; empty when it has none.
        is_signed: the key is there and pointed to accounts, whose numbers are those of individuals: a name without an
            account beside it is that of nobody who has one.
    """
    app, model = label.split(".")
    column = name or f"{key}_name"
    place = migrations.AlterField if is_signed else migrations.AddField
    fill = migrations.RunPython(
        _filling(app, model, key, column, network, is_signed), names_back(app, model, key, column)
    )
    return [place(model, key, PersonKey()), fill, RemoveNames(model, column)]


def _filling(app: str, model: str, key: str, column: str, network: str, is_signed: bool) -> Callable[[Any, Any], None]:  # noqa: FBT001 - private
    def fill(apps: Any, editor: Any) -> None:
        rows = apps.get_model(app, model)._base_manager.filter(**{f"{key}__isnull": True}).exclude(**{column: ""})  # noqa: SLF001
        groups = rows.order_by().values_list(*filter(None, (column, network))).distinct()
        for name, *place in list(groups):
            slug = (place[0] or "") if place else ""
            person = individual_of_name(apps, name, slug, may_be_account=not is_signed)
            same = rows.filter(**{column: name} | ({network: place[0]} if place else {}))
            # keys first: a base may refuse to update through a join
            apps.get_model(app, model)._base_manager.filter(pk__in=list(same.values_list("pk", flat=True))).update(  # noqa: SLF001
                **{f"{key}_id": person}
            )
        check_now(editor)

    return fill


class RemoveNames(migrations.RemoveField):
    """Remove a column of names; going back, the column is empty until the names are written again."""

    def database_backwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        """Add the column again, with an empty text in each row."""
        to_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name).blank = True  # noqa: SLF001
        super().database_backwards(app_label, editor, from_state, to_state)


def names_back(app: str, model: str, key: str, column: str) -> Callable[[Any, Any], None]:
    """Return what writes the names again beside their keys; a key of accounts points to them alone."""

    def write(apps: Any, editor: Any) -> None:
        rows = apps.get_model(app, model)._base_manager.filter(**{f"{key}__isnull": False})  # noqa: SLF001
        for person, name in list(rows.order_by().values_list(key, f"{key}__name").distinct()):
            rows.filter(**{key: person}).update(**{column: name})
        accounts = apps.get_model("accounts", "Person").objects.values("pk")
        rows.exclude(**{f"{key}__in": accounts}).update(**{key: None})
        check_now(editor)

    return write


def check_now(editor: Any) -> None:
    """Check at once the keys that were written: PostgreSQL changes no table that has checks to make."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("SET CONSTRAINTS ALL DEFERRED")


def individual_of_name(apps: Any, name: str, network: str, *, may_be_account: bool) -> int:
    """Return the key of the person of a former name: the only account that has it, or a person without account."""
    words = name.strip()[:LONGEST_NAME]
    is_nobody = words in NOBODY
    accounts = list(apps.get_model("accounts", "Person").objects.filter(name=words).values_list("pk", flat=True))
    is_open = may_be_account and not is_nobody
    if is_open and len(accounts) == 1 and _may_act_in(apps, accounts[0], network):
        return int(accounts[0])
    individuals = apps.get_model("individuals", "Individual").objects
    person, _is_new = individuals.filter(person__isnull=True).get_or_create(
        name=words, network="" if is_nobody else network, is_doubtful=is_open and len(accounts) > 1
    )
    return int(person.pk)


def _may_act_in(apps: Any, account: int, network: str) -> bool:
    """Say whether nothing contradicts that an account acted in a network: its lines and its mandates are elsewhere."""
    lines = apps.get_model("journal", "JournalEntry").objects.filter(by=account).exclude(network="")
    known = set(lines.order_by().values_list("network", flat=True).distinct())
    mandates = apps.get_model("territories", "Mandate").objects.filter(person=account)
    for lookup in ("network__slug", "territory__memberships__network__slug"):
        known |= set(mandates.exclude(**{lookup: None}).values_list(lookup, flat=True))
    return not network or not known or network in known
