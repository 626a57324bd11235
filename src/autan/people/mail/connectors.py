"""The mail server: gives it one message, and says what failed."""

import smtplib
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage as StandardMessage
from email.policy import EmailPolicy, Policy, default
from email.utils import formataddr, make_msgid, parseaddr
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import filebased

_REACHED_WITHIN = 5  # seconds
_KEPT_HERE = ("django.core.mail.backends.filebased", "django.core.mail.backends.console", f"{__name__}.")
_GONE = range(500, 600)  # answers by which a server says that another attempt is of no use (RFC 5321, 4.2.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """In whose name a message leaves; its address is always that of the instance.

    Attributes:
        name: name beside the address; that of the instance when empty.
        reply_to: address to which its reader answers; that of the instance when empty.
    """

    name: str = ""
    reply_to: str = ""


INSTANCE = Sender()


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """What the server is given.

    Attributes:
        message_id: identifier, the same at each attempt.
        unsubscribe: address that takes a POST and asks for no more messages (RFC 8058); empty where there is none.
    """

    to: str
    subject: str
    body: str
    message_id: str
    unsubscribe: str = ""
    sender: Sender = INSTANCE


class DeliveryError(Exception):
    """The server did not take a message.

    `is_final` when another attempt is of no use, such as an address that does not exist.
    """

    def __init__(self, reason: str, *, is_final: bool) -> None:
        self.is_final = is_final
        super().__init__(reason)


def mail_leaves() -> bool:
    """Say whether messages go to a server; otherwise they are written in a file, or on the console."""
    backend = str(settings.MAILERS["default"]["BACKEND"])
    return not backend.startswith(_KEPT_HERE)


class FolderBackend(filebased.EmailBackend):
    """Writes each message in a file of its own, where Django may give one name to those of the same second."""

    def write_message(self, message: EmailMessage) -> None:
        """Write a message; one after another of the same connection begins another file."""
        if self.stream.tell():
            self.close()
            self.open()
        super().write_message(message)

    def _get_filename(self) -> str:
        return str(Path(self.file_path) / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{token_hex(8)}.log")


def mail_server_fault() -> str | None:
    """Open a line to the mail server, and close it; return why it cannot be reached, or nothing.

    Empty when it answers; None when no server is set.
    """
    server = settings.MAILERS["default"].get("OPTIONS", {})
    if "host" not in server:
        return None
    try:
        socket.create_connection((server["host"], server["port"]), timeout=_REACHED_WITHIN).close()
    except OSError as error:
        return f"{server['host']}:{server['port']}, {error.strerror or error}"
    return ""


def remove_written(*, holding: str = "", before: datetime | None = None, dry_run: bool = False) -> int:
    """Remove messages written in files, those that hold a text or are older than a moment; return how many."""
    place = settings.MAILERS["default"].get("OPTIONS", {}).get("file_path", "")
    paths = [path for path in Path(place).glob("*.log") if _is_meant(path, holding, before)] if place else []
    for path in () if dry_run else paths:
        path.unlink(missing_ok=True)
    return len(paths)


def _is_meant(path: Path, holding: str, before: datetime | None) -> bool:
    if before is not None:
        return path.stat().st_mtime < before.timestamp()
    # one with bytes that are no UTF-8 is looked through all the same
    return holding.lower() in path.read_text(encoding="utf-8", errors="replace").lower()


def make_message_id() -> str:
    """Return an identifier whose domain is that of the sender, or of the site: never the name of a machine."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=sender if "." in sender else urlsplit(settings.AUTAN_SITE).hostname or "localhost")


def send(email: Email) -> None:
    """Give a message to the server; `DeliveryError` when it was not taken."""
    headers = {"Message-ID": email.message_id, "Auto-Submitted": "auto-generated"}
    if email.unsubscribe:
        headers["List-Unsubscribe"] = f"<{email.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    name, answers_to = email.sender.name, email.sender.reply_to
    message = _Message(
        email.subject,
        email.body,
        formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])) if name else settings.DEFAULT_FROM_EMAIL,
        [email.to],
        headers=headers,
        reply_to=[answers_to] if answers_to else None,
    )
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(_reason(error), is_final=_is_final(error, email.to)) from error
    except ValueError as error:  # a header that no message may hold
        raise DeliveryError(str(error), is_final=True) from error


def _is_final(error: Exception, to: str) -> bool:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return int(error.recipients.get(to, (0, b""))[0]) in _GONE
        case smtplib.SMTPAuthenticationError():
            return False  # the settings can be mended
        case smtplib.SMTPResponseException():
            return int(error.smtp_code) in _GONE
        case _:
            return False


def _reason(error: Exception) -> str:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _answer(*next(iter(error.recipients.values()), (0, b"")))
        case smtplib.SMTPResponseException():
            return _answer(error.smtp_code, error.smtp_error)
        case OSError(errno=int()):
            return f"le serveur de courriel est hors d’atteinte ({error.strerror or error})"
        case _:
            return str(error) or type(error).__name__


def _answer(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


class _WholeLine(UnstructuredHeader, BaseHeader):
    """A header that is never folded: the library would encode an address longer than a line as `=?utf-8?q?…?=`."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as one line."""
        return f"{self.name}: {self}{policy.linesep}"


class _Message(EmailMessage):
    """An e-mail whose `List-Unsubscribe` is on one line, as mail programs read it."""

    def message(self, *, policy: Policy | None = None) -> StandardMessage:
        """Return the message.

        Without a mail server it is read in its file: its text is not encoded, so that links stay whole.
        """
        registry = HeaderRegistry()
        registry.map_to_type("list-unsubscribe", _WholeLine)
        known = policy if isinstance(policy, EmailPolicy) else default
        message = super().message(policy=known.clone(header_factory=registry))
        if not mail_leaves():
            message.set_content(str(self.body), cte="8bit")
        return message
