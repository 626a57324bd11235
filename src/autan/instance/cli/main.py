"""`autan`: runs the command line, and turns errors into a French table and an exit code."""

import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autan.ground.errors import AutanError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.instance.project.settings")


def run() -> None:
    """Run the command line, or say what is not installed."""
    from autan.instance.extras import has_server

    sys.exit(_run_explained() if has_server() else _without_server())


def _run_explained() -> int:
    """Run the command line; return its exit code. Every error that Autan raises on purpose is explained."""
    from autan.ground.errors import AutanError

    code = 1
    try:
        from autan.ground.garbage_collection import collect_less_often, kept_for_good

        with kept_for_good():
            from autan.ground import request_cache
            from autan.instance.cli.commands import app
            from autan.instance.cli.listing import accept_any_encoding

        collect_less_often()
        accept_any_encoding()
        request_cache.begin()
        code = _run(app)
    except SystemExit:  # the end of a command; named first, so that what follows is not looked up
        raise
    except AutanError as error:
        _explain(error)
        code = error.exit_code
    except BrokenPipeError:  # who read the answer has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except UnicodeEncodeError:  # bytes of another encoding in an argument, which no database takes
        from autan.instance.cli.errors import explain_encoding

        explain_encoding()
        code = 2
    except OSError as error:  # a folder or a file that the user named: AUTAN_HOME, --out
        from autan.instance.cli.errors import explain_path

        explain_path(error)
    except KeyboardInterrupt:
        code = 130
    except _database_errors() as error:  # a full disk, a file that another program holds, a server that is away
        from autan.instance.cli.errors import explain_database

        explain_database(error)
    return code


def _without_server() -> int:
    """Say what is installed, and how to add the site and its commands; return the exit code."""
    from autan import __version__
    from autan.instance.cli.help_language import terminal_words as _
    from autan.instance.extras import install_command

    if sys.argv[1:] == ["--version"]:
        print(f"Autan {__version__}")  # noqa: T201 - the answer asked for
        return 0
    message = _("« {command} » demande le site, et seule la bibliothèque est installée. Installez autan[server] :")
    shown = message.format(command=" ".join(["autan", *sys.argv[1:2]]))
    print(f"{_('Refusé :')} {shown}\n  {install_command('server')}", file=sys.stderr)  # noqa: T201 - the refusal
    return 2


def _run(app: Any) -> int:
    """Run a command; return its exit code. What the library refuses is said in the language of the terminal."""
    from typer import Abort
    from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError

    if "_AUTAN_COMPLETE" in os.environ:  # a shell asks what may follow
        from typer._completion_classes import completion_init

        completion_init()
    try:
        code = app(standalone_mode=False)
    except NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except ClickException as error:
        from autan.instance.cli.help_language import is_english, refusal

        path = error.ctx.command_path if isinstance(error, UsageError) and error.ctx else "autan"
        refused, how = ("Refused: ", "Help: ") if is_english() else ("Refusé : ", "Mode d’emploi : ")
        print(f"{refused}{refusal(error.format_message())}\n{how}{path} --help", file=sys.stderr)  # noqa: T201 - the refusal
        return error.exit_code
    except Abort:
        from autan.instance.cli.help_language import terminal_words as _

        print(_("Abandonné."), file=sys.stderr)  # noqa: T201
        return 1
    return code if isinstance(code, int) else 0


def _database_errors() -> type[Exception]:
    """Class of what a database refuses, looked up only once something went wrong: it loads Django."""
    from django.db.utils import OperationalError

    return OperationalError


def _explain(error: "AutanError") -> None:
    from autan.instance.cli.errors import error_as_object, explain

    explain(error)
    if "--json" in sys.argv:
        print(json.dumps(error_as_object(error), ensure_ascii=False, indent=2))  # noqa: T201 — the answer asked for
