"""Texts of the messages about an account to its holder."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from autan.people.accounts.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalEmail:
    """What a message says: its subject, on one line, and its body, in plain text."""

    subject: str
    body: str


def render_personal_email(template: str, **words: object) -> PersonalEmail:
    """Return a message, in French, from a template whose first line is its subject."""
    with translation.override("fr"):
        subject, _, body = render_to_string(template, words).partition("\n")
    return PersonalEmail(subject=subject.strip(), body=body.strip() + "\n")


def render_password_changed(person: Person) -> PersonalEmail:
    """Return the message that says that somebody else changed the password of an account."""
    return render_personal_email("account/mail/password_changed.txt", person=person)
