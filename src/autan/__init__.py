"""Autan: territories that work together on the energy transition.

What an analyst calls is loaded when it is asked for: `import autan` costs nothing. The functions are in
`autan.instance.library`; `docs/guide/bibliotheque.md` shows them.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_LIBRARY = {
    "all_epci": ("register", "all_epci"),
    "chart": ("charts", "chart"),
    "classify": ("classification", "classify"),
    "communes": ("register", "communes"),
    "contours": ("geometries", "contours"),
    "epci": ("register", "epci"),
    "open": ("home", "open_home"),
    "scenario": ("scenarios", "read_scenario_file"),
    "to_epci": ("aggregation", "to_epci"),
}
__all__ = ["__version__", *_LIBRARY]


def __getattr__(name: str) -> Any:
    """Load what an analyst asks for."""
    if name not in _LIBRARY:
        message = f"module 'autan' has no attribute {name!r}"
        raise AttributeError(message)
    module, attribute = _LIBRARY[name]
    return getattr(import_module(f"autan.instance.library.{module}"), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
