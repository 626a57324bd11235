"""What packages of others add: the objects that rooms register, under the entry point `autan.plugins`.

A plug-in that cannot be taken in (it raises at import, is of another version, gives something else) is left aside whole
and named by `autan doctor`; neither the others nor the rooms depend on it. What raises once it is used is named in the
log; where many are asked it is left aside, and where it alone is asked the page says which plug-in failed.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, wraps
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from autan import __version__
from autan.ground.errors import AutanError, RuleError

GROUP = "autan.plugins"
_log = logging.getLogger("autan.plugins")


class PluginError(RuleError):
    """What a plug-in gives raised when it was used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """What an entry point gives.

    Attributes:
        requires: version of Autan that it was written for, such as `0.1`.
        objects: what it registers: connectors, cards, tables, sections…; each kind is in `autan.plugins`.
    """

    requires: str
    objects: tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledPlugin:
    """A plug-in of this machine.

    Attributes:
        package: name and version of the package that it came with.
        fault: why it was left aside, in French; empty when it was taken in.
    """

    name: str
    package: str
    objects: tuple[object, ...] = ()
    fault: str = ""


@cache
def installed_plugins() -> tuple[InstalledPlugin, ...]:
    """Every plug-in of this machine, those that were left aside too, by name."""
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(_installed(point) for point in points)


def plugin_objects[E](kind: type[E]) -> list[E]:
    """Objects of a class that plug-ins give."""
    return [item for plugin in installed_plugins() for item in plugin.objects if isinstance(item, kind)]


def run_or_leave_aside[R](item: object, run: Callable[[], R], otherwise: R) -> R:
    """Run what an object does, beside others. One of a plug-in that raises is named, and does as `otherwise` says."""
    plugin = next((plugin for plugin in installed_plugins() if any(one is item for one in plugin.objects)), None)
    try:
        return run()
    except PluginError:
        return otherwise
    except Exception as error:  # what code of others gives may be anything
        if plugin is None:
            raise
        _name_fault(plugin.name, plugin.package, f"{type(error).__name__}: {error}")
        return otherwise


def _installed(point: EntryPoint) -> InstalledPlugin:
    package = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    try:
        plugin = point.load()
        fault = _fault_of(plugin)
    except Exception as error:  # code of others, which may raise anything
        fault = f"{type(error).__name__}: {error}"
    if fault:
        _name_fault(point.name, package, fault)
        return InstalledPlugin(name=point.name, package=package, fault=fault)
    objects = tuple(_guarded(item, point.name, package) for item in plugin.objects)
    return InstalledPlugin(name=point.name, package=package, objects=objects)


def _guarded(item: Any, name: str, package: str) -> object:
    """An object whose functions, once they raise, are named in the log and refuse in words."""
    if not is_dataclass(item) or isinstance(item, type):
        return item
    values = {field.name: getattr(item, field.name) for field in fields(item) if field.init}
    functions = {key: value for key, value in values.items() if callable(value) and not isinstance(value, type)}
    return replace(item, **{key: _guard(value, name, package) for key, value in functions.items()})


def _guard(function: Callable[..., Any], name: str, package: str) -> Callable[..., Any]:
    @wraps(function)
    def run(*args: object, **options: object) -> object:
        try:
            result = function(*args, **options)
            return list(result) if isinstance(result, Iterator) else result  # a generator raises as it is read
        except AutanError:
            raise
        except Exception as error:  # code of others, which may raise anything
            reason = f"{type(error).__name__}: {error}"
            _name_fault(name, package, reason)
            message = "l’extension «\u202f{name}\u202f» ({package}) a échoué\u00a0: {reason}"
            raise PluginError(message, name=name, package=package, reason=reason) from error

    return run


def _name_fault(name: str, package: str, fault: str) -> None:
    _log.warning("plug-in left aside: %s (%s): %s", name, package, fault)


def _fault_of(plugin: object) -> str:
    if not isinstance(plugin, Plugin):
        return f"« autan.plugins.Plugin » attendu, « {type(plugin).__name__} » trouvé"
    if not is_compatible(plugin.requires, __version__):
        return f"écrit pour Autan {plugin.requires} ; celui-ci est {__version__}"
    strangers = sorted(
        {type(item).__name__ for item in plugin.objects if not type(item).__module__.startswith("autan.")}
    )
    return f"objets inconnus d’Autan : {', '.join(strangers)}" if strangers else ""


def is_compatible(required: str, version: str) -> bool:
    """Say whether what was written for a version runs with another: below 1.0, a minor version may change all.

    >>> is_compatible("0.1", "0.1.4"), is_compatible("0.1", "0.2.0"), is_compatible("1.2", "1.3.0")
    (True, False, True)
    >>> is_compatible("1.4", "1.3.0"), is_compatible("bientôt", "1.3.0")
    (False, False)
    """
    needed, current = (tuple(map(int, re.findall(r"\d+", text)[:2])) for text in (required, version))
    if len(needed) < 2 or needed[0] != current[0]:
        return False
    return needed == current if current[0] == 0 else needed <= current
