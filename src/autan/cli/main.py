"""`autan`: runs the command line, and turns errors into a French table and an exit code."""

import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autan.errors import AutanError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.project.settings")


def run() -> None:
    """Run the command line; every error that Autan raises on purpose is explained, and ends with its exit code."""
    from autan.errors import AutanError

    try:
        from autan.cli.commands import app

        app(standalone_mode=True)
    except SystemExit:  # the end of a command; named first, so that what follows is not looked up
        raise
    except AutanError as error:
        _explain(error)
        sys.exit(error.exit_code)
    except OSError as error:  # a folder or a file that the user named: AUTAN_HOME, --out
        from autan.cli.errors import explain_path

        explain_path(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except _database_errors() as error:  # a full disk, a file that another program holds, a server that is away
        from autan.cli.errors import explain_database

        explain_database(error)
        sys.exit(1)


def _database_errors() -> type[Exception]:
    """Class of what a database refuses, looked up only once something went wrong: it loads Django."""
    from django.db.utils import OperationalError

    return OperationalError


def _explain(error: "AutanError") -> None:
    from autan.cli.errors import error_as_object, explain

    explain(error)
    if "--json" in sys.argv:
        print(json.dumps(error_as_object(error), ensure_ascii=False, indent=2))  # noqa: T201 — the answer asked for
