"""The home of the demonstration: claimed before anything is written, never anybody else's, emptied of what it made."""

import json
import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections

from autan.ground.errors import RuleError
from autan.instance.demo.people import INVENTED_NETWORK, NETWORK
from autan.instance.home import DatabaseState, database_state, make_home

_MADE = ("lake", "cache", "static", "editions")
_MARK, _MARK_BEFORE = "demonstration.json", "prepared.json"
_SHIPPED = (NETWORK, INVENTED_NETWORK)


def claim_home() -> None:
    """Mark this home as that of the demonstration."""
    home = _home()
    if not any((_home() / name).is_file() for name in (_MARK, _MARK_BEFORE)):
        if database_state() is not DatabaseState.EMPTY:
            message = (
                "la base de {home} n’a pas été faite par la démonstration\u00a0: rien n’y est changé\u202f; "
                "donnez à la démonstration un dossier à elle (AUTAN_HOME), ou aucun"
            )
            raise RuleError(message, home=home)
        make_home()
    (home / _MARK).write_text(json.dumps({"made_by": "autan demo"}), encoding="utf-8")


def empty_home() -> None:
    """Remove what the demonstration made in this home, and nothing else."""
    home = _home()
    if not home.exists() or not any(home.iterdir()):
        return
    if connection.vendor != "sqlite":
        raise RuleError("--reset n’efface pas une base PostgreSQL\u202f; videz-la vous-même, ou donnez-en une autre")
    claim_home()
    _refuse_other_networks()
    connections.close_all()
    for name in _MADE:
        shutil.rmtree(home / name, ignore_errors=True)
    for path in (*home.glob("autan.sqlite3*"), home / _MARK_BEFORE, home / _MARK):
        path.unlink(missing_ok=True)


def _refuse_other_networks() -> None:
    """Refuse to erase a network that somebody made beside those of the demonstration, in a base of any version."""
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT name_fr FROM territories_network WHERE slug NOT IN (%s, %s)", _SHIPPED)
        if others := cursor.fetchall():
            names = ", ".join(f"«\u202f{name}\u202f»" for (name,) in others)
            message = "{value} contient aussi {named}, que la démonstration n’a pas fait\u00a0: rien n’est effacé"
            raise RuleError(message, value=_home(), named=names)


def _home() -> Path:
    return Path(settings.AUTAN_HOME)
