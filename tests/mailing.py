"""The queue of messages run as the server runs it, and a mail server of the tests' own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.core import mail
from django_tasks_db.models import DBTaskResult

from autan.instance.project.queue_worker import run_ready_tasks
from autan.people.mail.models import OutgoingMessage


def run_queue(queue: str) -> None:
    """Run what is queued, inside the transaction of the test: the worker would close its connection on PostgreSQL."""
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        run_ready_tasks(queue)


def posted() -> list[Any]:
    """Run the queue of messages; return those that left so far."""
    run_queue("default")
    return list(mail.outbox)


def forget_messages() -> None:
    """Empty the queue, so that a test looks at what it sends alone."""
    OutgoingMessage.objects.all().delete()
    DBTaskResult.objects.all().delete()


@dataclass
class MailServer:
    """A server that speaks enough SMTP to take or refuse messages.

    Attributes:
        port: where it listens.
        refusal: what it answers to a reader, such as `550 no such person`; empty to take the message.
        taken: the messages that it took, as they came.
    """

    port: int = 0
    refusal: str = ""
    taken: list[str] = field(default_factory=list)

    @property
    def mailers(self) -> dict[str, Any]:
        """The setting that sends to it."""
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 5}
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}

    def translate_help(self, connection: socket.socket) -> None:
        """Hold one conversation."""
        with connection, connection.makefile("rwb") as wire:

            def say(words: str) -> None:
                wire.write(words.encode() + b"\r\n")
                wire.flush()

            say("220 here")
            while line := wire.readline().decode().strip():
                match line.split()[0].upper():
                    case "RCPT" if self.refusal:
                        say(self.refusal)
                    case "DATA":
                        say("354 go on")
                        text = b""
                        while not text.endswith(b"\r\n.\r\n"):
                            text += wire.readline()
                        self.taken.append(text.decode())
                        say("250 taken")
                    case "QUIT":
                        say("221 bye")
                        return
                    case _:
                        say("250 ok")


@contextmanager
def mail_server(refusal: str = "") -> Iterator[MailServer]:
    """Start a mail server on this machine, and stop it at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = MailServer(port=listener.getsockname()[1], refusal=refusal)

        def serve() -> None:
            while True:
                try:
                    connection, _address = listener.accept()
                except OSError:
                    return
                with suppress(ConnectionError):  # who only looks whether it answers goes at once
                    server.translate_help(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)
