"""Sends the messages of the room through the mail server of the instance."""

import smtplib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage


def mail_leaves() -> bool:
    """Say whether messages go to a server; otherwise they are written in a file, or on the console."""
    backend = str(settings.MAILERS["default"]["BACKEND"])
    return not backend.startswith(("django.core.mail.backends.filebased", "django.core.mail.backends.console"))


def send_message(*, to: str, subject: str, body: str, sender: str = "", reply_to: str = "") -> str:
    """Send one message; return why it could not leave, or empty text.

    Args:
        to: address of its reader.
        subject: one line.
        body: plain text.
        sender: name that it bears beside the address of the instance; that of the instance alone when empty.
        reply_to: address to which its reader answers; that of the instance when empty.
    """
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        from_email=formataddr((sender, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])) if sender else None,
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        return str(error) or type(error).__name__
    return ""
