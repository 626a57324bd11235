"""What `autan doctor` says of a folder, by system."""

from pathlib import Path
from typing import Any

import pytest

from autan.instance.cli.doctor import _look_at_home


@pytest.mark.parametrize(("system", "state"), [("linux", "warning"), ("darwin", "warning"), ("win32", "ok")])
def test_modes_are_looked_at_where_a_system_has_them(
    system: str, state: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", system)
    tmp_path.chmod(0o755)
    settings.AUTAN_HOME = tmp_path
    assert [one.state for one in _look_at_home() if one.subject == "Droits"] == [state]
