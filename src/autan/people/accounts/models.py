"""People who sign in. What they may do is said by their mandates, in the room of territories."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from autan.people.individuals.models import Individual


class PersonManager(BaseUserManager["Person"]):
    """Makes people from an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make a person; without a password the account cannot sign in."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person


class Person(Individual, AbstractBaseUser):
    """An individual who signs in, known by an e-mail address; of the same key, so that what names one names both."""

    individual = models.OneToOneField(
        Individual, on_delete=models.PROTECT, parent_link=True, primary_key=True, db_column="id"
    )
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def has_address(self, email: str) -> bool:
        """Say whether an address is that of the account, and not one that waits to be proved."""
        return self.email.lower() == email.strip().lower()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the rules of each room; inactive people may nothing."""
        from rules.permissions import has_perm, perm_exists

        return self.is_active and perm_exists(perm) and bool(has_perm(perm, self, obj))
