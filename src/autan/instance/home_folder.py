"""Where the state of Autan is when nobody says it: a data folder of the person, one for the demonstration apart."""

import os
from pathlib import Path

HOME, DEMONSTRATION = "autan", "autan-demo"


def default_home(name: str = HOME) -> Path:
    """Return the folder used when `AUTAN_HOME` is not set.

    Args:
        name: `HOME`, or `DEMONSTRATION` for `autan demo`.
    """
    data = os.environ.get("XDG_DATA_HOME", "").strip()
    return (Path(data) if data else Path.home() / ".local" / "share") / name
