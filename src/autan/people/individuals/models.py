"""One row for each person that the product names, and the column that points to one."""

from typing import Any, Self, overload

from django.db import models

SYSTEM_NAME = "Autan (préparation automatique)"
ERASED_NAME = "Personne effacée"
"""What stands for the name of somebody who was erased."""
NOBODY = frozenset({SYSTEM_NAME, ERASED_NAME})
"""Names that are those of no person: one row each, outside any network."""
LONGEST_NAME = 120


class Individual(models.Model):
    """A person, with an account (`accounts.Person`, of the same key) or without; or the product itself.

    Attributes:
        name: shown wherever a column points here; nothing else keeps it.
        network: slug of the network in which somebody without an account is named; empty outside any.
        is_doubtful: a name of before that several accounts bear: who manages them decides whose it is.
    """

    name = models.CharField(max_length=LONGEST_NAME)
    network = models.CharField(max_length=60, blank=True)
    is_doubtful = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["name", "network"], name="individuals_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def account(self) -> Any:
        """The account of whoever has one, else None. One query, unless it was read with the row."""
        return getattr(self, "person", None)


class PersonKey(models.ForeignKey[Any, Any]):
    """A column that says who: an individual, or null when nobody is named."""

    def __init__(self, to: Any = "individuals.Individual", **options: Any) -> None:
        fixed = {"on_delete": models.PROTECT, "related_name": "+", "null": True, "blank": True}
        super().__init__(to, **(options | fixed))

    def deconstruct(self) -> tuple[Any, Any, Any, Any]:
        """Write the column in a migration without what never changes."""
        name, path, args, options = super().deconstruct()
        for fixed in ("on_delete", "related_name", "null", "blank", "to"):
            options.pop(fixed, None)
        return name, path, args, options


class NameOf:
    """The name of whoever a column points to; empty when it points to nobody."""

    def __init__(self, key: str) -> None:
        self._key = key

    @overload
    def __get__(self, row: None, model: type[models.Model]) -> Self: ...

    @overload
    def __get__(self, row: models.Model, model: type[models.Model]) -> str: ...

    def __get__(self, row: models.Model | None, model: type[models.Model]) -> Self | str:
        if row is None:
            return self
        person: Individual | None = getattr(row, self._key)
        return person.name if person else ""


class _RowsTogether[Row: models.Model](models.QuerySet[Row]):
    """Rows of which what one points to is read for all."""

    def filter(self, *conditions: Any, **values: Any) -> Self:
        """Return the rows that answer, read together too."""
        # The manager of a relation gives its rows the mode of the row it starts from, whatever their own manager says.
        return super().filter(*conditions, **values).fetch_mode(models.FETCH_PEERS)


class NamesTogether[Row: models.Model](models.Manager[Row]):
    """Reads who is named by the rows of a list in one query, when the first name is shown."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """Return the rows; what a row points to is read for all of its list."""
        return _RowsTogether[Row](self.model, using=self._db).fetch_mode(models.FETCH_PEERS)


class NamingRow(models.Model):
    """A row that names people: their names are read with those of its list."""

    objects = NamesTogether()

    class Meta:
        abstract = True


class SignedRow(NamingRow):
    """A row that says who wrote it."""

    by = PersonKey()
    by_name = NameOf("by")

    class Meta:
        abstract = True
