"""`autan`: sets Django up, wires one file per command, and turns errors into a French table and an exit code."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.project.settings")


def run() -> None:
    """Run the command line; every error that Autan raises on purpose is explained, and ends with its exit code."""
    from django.db.utils import OperationalError

    from autan.cli.errors import error_as_object, explain, explain_database, explain_path
    from autan.errors import AutanError

    try:
        import django

        django.setup()
        from autan.cli.one_command import command_for
        from autan.demo.tables import bring_tables_up_to_date

        bring_tables_up_to_date()
        command_for(sys.argv[1:])(standalone_mode=True)
    except AutanError as error:
        explain(error)
        if "--json" in sys.argv:
            print(json.dumps(error_as_object(error), ensure_ascii=False, indent=2))  # noqa: T201 — the answer asked for
        sys.exit(error.exit_code)
    except OSError as error:  # a folder or a file that the user named: AUTAN_HOME, --out
        explain_path(error)
        sys.exit(1)
    except OperationalError as error:  # a full disk, a file that another program holds, a server that is away
        explain_database(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
