"""Sends the messages of the room through the mail server of the instance."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage


def mail_leaves() -> bool:
    """Say whether messages go to a server; otherwise they are written in a file, or on the console."""
    backend = str(settings.MAILERS["default"]["BACKEND"])
    return not backend.startswith(("django.core.mail.backends.filebased", "django.core.mail.backends.console"))


def send_message(*, to: str, subject: str, body: str) -> str:
    """Send one message; return why it could not leave, or empty text."""
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(subject=" ".join(subject.split()), body=body, to=[to], headers=headers).send()
    except (smtplib.SMTPException, OSError) as error:
        return str(error) or type(error).__name__
    return ""
