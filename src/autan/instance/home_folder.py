"""Where the state of Autan is when nobody says it: a data folder of the person, one for the demonstration apart."""

import os
import sys
from pathlib import Path

HOME, DEMONSTRATION = "autan", "autan-demo"


def default_home(name: str = HOME) -> Path:
    """Return the folder used when `AUTAN_HOME` is not set. `name`: `HOME`, or `DEMONSTRATION` for `autan demo`."""
    is_windows = sys.platform == "win32"
    data = os.environ.get("LOCALAPPDATA" if is_windows else "XDG_DATA_HOME", "").strip()
    standard = ("AppData", "Local") if is_windows else (".local", "share")
    return (Path(data) if data else Path.home().joinpath(*standard)) / name
