"""What is done with the packages of others: taken in, named and left aside, or refused in words once they are used."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from autan import __version__
from autan.ground.errors import DomainError
from autan.ground.plugins import (
    InstalledPlugin,
    PluginError,
    installed_plugins,
    is_compatible,
    plugin_objects,
    run_or_leave_aside,
)
from autan.ground.wordings import Text

HEAD = """
from dataclasses import dataclass
from collections.abc import Callable
from autan.ground.errors import DomainError
from autan.ground.lists.core import *
from autan.ground.extension_points.tools import *
from autan.ground.plugins import Plugin
from autan.ground.wordings import Text
"""
WORDS = 'plugin = Plugin(requires="{version}", objects=(Text("bornes", "chargers"),))'


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages that this process sees."""
    monkeypatch.syspath_prepend(tmp_path)
    installed_plugins.cache_clear()
    yield tmp_path
    installed_plugins.cache_clear()


def install(packages: Path, name: str, code: str) -> None:
    """Write a module, and beside it what installers write."""
    module = f"{packages.name.replace('-', '_')}_{name}"
    packages.joinpath(f"{module}.py").write_text(HEAD + code, encoding="utf-8")
    folder = packages / f"{module}-1.2.dist-info"
    folder.mkdir()
    folder.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: autan-{name}\nVersion: 1.2\n")
    folder.joinpath("entry_points.txt").write_text(f"[autan.plugins]\n{name} = {module}:plugin\n")


def installed(name: str) -> InstalledPlugin:
    (plugin,) = (plugin for plugin in installed_plugins() if plugin.name == name)
    return plugin


def test_a_package_is_taken_in_with_its_name_and_its_version(packages):
    install(packages, "bornes", WORDS.format(version=__version__))
    plugin = installed("bornes")
    assert (plugin.package, plugin.fault) == ("autan-bornes 1.2", "")
    assert Text("bornes", "chargers") in plugin_objects(Text)
    assert Text("bornes", "chargers") in plugin_objects(object)
    assert plugin_objects(InstalledPlugin) == []


def test_plug_ins_come_by_name(packages):
    for name in ("zinc", "argile", "eau"):
        install(packages, name, WORDS.format(version=__version__))
    names = [plugin.name for plugin in installed_plugins() if plugin.name in {"zinc", "argile", "eau"}]
    assert names == ["argile", "eau", "zinc"]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("raise RuntimeError('rien ne va')", "RuntimeError: rien ne va"),
        ("import absent_de_cette_machine", "ModuleNotFoundError: No module named 'absent_de_cette_machine'"),
        ("plugin = 'bornes'", "« autan.plugins.Plugin » attendu, « str » trouvé"),
        (WORDS.format(version="99.0"), f"écrit pour Autan 99.0 ; celui-ci est {__version__}"),
        (f"plugin = Plugin(requires='{__version__}', objects=(1, 'a', 2))", "objets inconnus d’Autan : int, str"),
    ],
)
def test_what_cannot_be_taken_in_is_left_aside_whole_and_named(packages, caplog, code, fault):
    install(packages, "casse", code)
    with caplog.at_level(logging.WARNING, logger="autan.plugins"):
        plugin = installed("casse")
    assert (plugin.objects, plugin.fault, plugin.package) == ((), fault, "autan-casse 1.2")
    assert [record.getMessage() for record in caplog.records] == [
        f"plug-in left aside: casse (autan-casse 1.2): {fault}"
    ]


def test_one_that_is_broken_leaves_the_others(packages):
    install(packages, "casse", "raise RuntimeError('rien ne va')")
    install(packages, "eau", WORDS.format(version=__version__))
    assert (installed("casse").fault != "", installed("eau").fault) == (True, "")


SOURCE = f"""
def fail(*_words):
    raise KeyError("siren")
def refuse(*_words):
    raise DomainError("pas ici")
def later(*_words):
    yield 1
    raise KeyError("siren")
def numbers(*_words):
    yield from (1, 2)
sources = (SearchSource(name=name, search=act) for name, act in
    (("fail", fail), ("refuse", refuse), ("later", later), ("numbers", numbers)))
plugin = Plugin(requires="{__version__}", objects=tuple(sources))
"""


@pytest.fixture
def sources(packages):
    from autan.ground.extension_points.tools import SearchSource

    install(packages, "source", SOURCE)
    return {source.name: source for source in plugin_objects(SearchSource)}


@pytest.mark.parametrize("name", ["fail", "later"])
def test_what_raises_once_it_is_used_is_refused_with_its_name_and_its_reason(sources, caplog, name):
    with caplog.at_level(logging.WARNING, logger="autan.plugins"), pytest.raises(PluginError) as caught:
        sources[name].search("eau", None)
    said = str(caught.value)
    assert said == "l’extension «\u202fsource\u202f» (autan-source 1.2) a échoué\u00a0: KeyError: 'siren'"
    assert isinstance(caught.value.__cause__, KeyError)
    assert "KeyError" in caplog.text


def test_what_a_plug_in_refuses_in_words_is_said_in_its_words(sources):
    with pytest.raises(DomainError, match="pas ici"):
        sources["refuse"].search("eau", None)


def test_what_it_gives_one_by_one_is_read_at_once(sources):
    assert sources["numbers"].search("eau", None) == [1, 2]


def test_beside_others_one_that_raises_is_left_aside(sources, caplog):
    source = sources["fail"]
    with caplog.at_level(logging.WARNING, logger="autan.plugins"):
        assert run_or_leave_aside(source, lambda: source.search("eau", None), []) == []
        assert run_or_leave_aside(source, lambda: 1 / 0, 0.5) == 0.5
    assert "ZeroDivisionError" in caplog.text
    numbers = sources["numbers"]
    assert run_or_leave_aside(numbers, lambda: numbers.search("eau", None), []) == [1, 2]


def test_what_a_room_of_ours_raises_is_not_left_aside():
    with pytest.raises(ZeroDivisionError):
        run_or_leave_aside(Text("eau", "water"), lambda: 1 / 0, 0.0)


@pytest.mark.parametrize(
    ("required", "version", "runs"),
    [
        ("0.1", "0.1.0", True),
        ("0.1.7", "0.1.0", True),
        ("0.1", "0.2.0", False),
        ("0.2", "0.1.0", False),
        ("1.2", "1.2.9", True),
        ("1.2", "1.3.0", True),
        ("1.3", "1.2.0", False),
        ("1.9", "1.10.0", True),
        ("1.0", "2.0.0", False),
        ("2.0", "1.9.0", False),
        ("1", "1.0.0", False),
        ("", "1.0.0", False),
        ("bientôt", "0.1.0", False),
    ],
)
def test_what_was_written_for_a_version_runs_with_those_that_keep_its_promise(required, version, runs):
    assert is_compatible(required, version) is runs
