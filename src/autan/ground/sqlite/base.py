"""A connection to SQLite whose transactions take their turn. Django loads an engine by this name of module."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from autan.ground.sqlite.turns import wait_turn


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite whose transactions take turns."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn = ExitStack()

    def set_autocommit(  # as Django calls it
        self,
        autocommit: bool,  # noqa: FBT001
        force_begin_transaction_with_broken_autocommit: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Begin a transaction once its turn has come, or end one."""
        with ExitStack() as turn:
            if not autocommit and not self.is_in_memory_db():  # in memory, nobody else has it
                wait_turn(turn, Path(str(self.settings_dict["NAME"])))
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
            if not autocommit:
                self._turn = turn.pop_all()

    def commit(self) -> None:
        """Keep what was written, and let the next one begin."""
        super().commit()
        self._turn.close()

    def rollback(self) -> None:
        """Forget what was written, and let the next one begin."""
        with self._turn:
            super().rollback()

    def close(self) -> None:
        """Leave the database, and the queue."""
        with self._turn:
            super().close()
