"""A package of somebody else adds a source; one that is broken is named and left aside, whatever it does."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.functional.demonstration import AUTAN, environment_of
from tests.homes import make_home
from tests.repo.tree import REPOSITORY

pytestmark = pytest.mark.by_turns

EXAMPLE = REPOSITORY / "examples" / "autan-bornes"
BROKEN = {
    "raising": ("raise RuntimeError('rien ne va')", "RuntimeError: rien ne va"),
    "later": (
        "from autan.plugins import Plugin\nplugin = Plugin(requires='99.0', objects=())",
        "écrit pour Autan 99.0",
    ),
    "another": ("plugin = 'bornes'", "« str » trouvé"),
    "stranger": (
        "from autan.plugins import Plugin\nplugin = Plugin(requires='0.1', objects=(1,))",
        "inconnus d’Autan : int",
    ),
    "ugly": (
        "from autan.plugins import Plugin, SiteTheme\n"
        "plugin = Plugin(requires='0.1', objects=(SiteTheme(colour='bleu'),))",
        "une couleur s’écrit comme #1f5078, et non bleu",
    ),
    "nameless": ("", "plugin"),
}


def install(packages: Path, name: str, version: str, points: dict[str, str]) -> None:
    """Write beside a package what installers write."""
    folder = packages / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir()
    folder.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [f"{point} = {place}\n" for point, place in points.items()]
    folder.joinpath("entry_points.txt").write_text("[autan.plugins]\n" + "".join(lines))


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    folder = tmp_path / "packages"
    shutil.copytree(EXAMPLE / "src", folder, ignore=shutil.ignore_patterns("__pycache__"))
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    install(folder, project["name"], project["version"], project["entry-points"]["autan.plugins"])
    return folder


def autan(home: Path, packages: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = environment_of(home) | {"PYTHONPATH": str(packages), "AUTAN_LANGUAGE": "fr"}
    return subprocess.run([AUTAN, *words], env=environment, capture_output=True, text=True, check=False)


def test_the_example_adds_a_source_beside_plug_ins_that_are_broken(tmp_path: Path, packages: Path) -> None:
    for name, (code, _reason) in BROKEN.items():
        (packages / f"broken_{name}.py").write_text(code)
        install(packages, f"broken-{name}", "1.0", {name: f"broken_{name}:plugin"})
    home, file = tmp_path / "home", tmp_path / "bornes.csv"
    make_home(home)
    lines = [line.split("\t") for line in autan(home, packages, "doctor").stdout.splitlines()]
    shown = {words.partition(" (")[0]: (sign, words) for sign, subject, words in lines if subject == "Extension"}
    assert shown.pop("bornes") == ("✓", "bornes (autan-bornes 1.0)")
    assert shown.pop("bornes_look")[0] == "✓"
    assert set(shown) == set(BROKEN)
    for name, (_code, reason) in BROKEN.items():
        assert shown[name][0] == "!"
        assert reason in shown[name][1]
    file.write_text("code_commune;points_de_charge_2023;points_de_charge_2024\n31555;120;150\n81065;7;\n")
    added = autan(home, packages, "data", "add", "indicator-charging-points", str(file))
    assert added.returncode == 0, added.stderr
    assert "indicator-charging-points\t2024\t" in autan(home, packages, "data", "status").stdout


RAISING = """
from autan.plugins import (
    AlertSeverity, AnswerReader, ForeignFormat, NewsFeed, Plugin, PublishedColumn, PublishedTable, QualityCheck,
    QualityRule, QuestionnaireFormat, SearchSource, TerritorySection, Text, ThematicMap,
)
words = Text("Rien", "Nothing")
rule = QualityRule(code="raising", title=words, reason=words, severity=AlertSeverity.ASK)
def fail(*_what):
    raise RuntimeError("rien ne va")
def fail_later(*_what):
    yield from fail()
check = QualityCheck(rule=rule, sources=frozenset({"indicator-charging-points"}), find=fail)
search = SearchSource(name="raising", search=fail, holds=fail)
column = PublishedColumn(name="code", title=words, description=words)
formats = (
    AnswerReader(knows=fail, read_tables=fail),
    ForeignFormat(code="raising", suffix=".rien", name=words, losses=(), write=fail),
    QuestionnaireFormat(name="Rien", extensions=(".rien",), media_type="text/plain", read=fail, write=fail,
        is_offered=True),
)
published = (
    PublishedTable(
        name="raising", rank=901, title=words, description=words, columns=(column,), key=("code",), rows=fail_later
    ),
    NewsFeed(name="raising", rank=901, title=words, items=fail_later),
    ThematicMap(code="raising", rank=901, label="Rien", build=fail, page=fail),
)
plugin = Plugin(requires="0.1", objects=(TerritorySection(rank=1, build=fail), check, search, *formats, *published))
"""
OTHER_KINDS = """
from datetime import date
from autan.plugins import (
    MapKind, MapPlace, MapSpec, NewsFeed, NewsItem, Plugin, PublishedColumn, PublishedTable, Question, Questionnaire,
    QuestionKind, QuestionnaireFormat, SearchHit, SearchSource, Section, Series, Text, ThematicMap,
)
def both(words):
    return Text(words, words)
table = PublishedTable(
    name="chargers", rank=900, title=both("Bornes"), description=both("Bornes par commune."),
    columns=(PublishedColumn(name="insee_code", title=both("Commune"), description=both("Son code.")),),
    key=("insee_code",), rows=lambda network: [("31555",)] if network == "dialogue-toulouse" else [],
)
item = NewsItem(key="1", title=both("Une borne"), summary=both("Posée."), path="/", on=date(2026, 11, 2))
feed = NewsFeed(name="bornes", rank=900, title=both("Bornes"), items=lambda: [item])
hit = SearchHit(title="Borne du port", url="/", kind="borne")
search = SearchSource(name="bornes", search=lambda words, reader: [hit] if "borne" in words else [])
place = MapPlace(siren="243100518", label=both("Toulouse Métropole"), category="yes")
def draw(network):
    kind, legend = MapKind.CATEGORIES, (Series(code="yes", label=both("En a")),)
    shown = {"title": both("Qui a des bornes"), "sentence": both("Une en a."), "source": both("Essai")}
    return MapSpec(id="bornes", kind=kind, places=(place,), categories=legend, **shown)
map = ThematicMap(code="bornes", rank=900, label="Bornes", build=draw, page=lambda network: "/")
def read(data, file, day):
    question = Question(code="q1", kind=QuestionKind.OPEN, text=both(data.decode()))
    sections = (Section(code="all", title=both("Tout"), questions=(question,)),)
    return Questionnaire(slug="lignes", version=day, title=both(file), note=both("Essai"), sections=sections), ()
form = QuestionnaireFormat(name="Lignes", extensions=(".lignes",), media_type="text/plain", read=read)
plugin = Plugin(requires="0.1", objects=(table, feed, search, map, form))
"""


def test_a_package_adds_each_other_kind_and_what_raises_is_left_aside(tmp_path: Path, packages: Path) -> None:
    (packages / "raising_later.py").write_text(RAISING)
    (packages / "other_kinds.py").write_text(OTHER_KINDS)
    points = {"raising_later": "raising_later:plugin", "other_kinds": "other_kinds:plugin"}
    install(packages, "raising-later", "1.0", points)
    home, file = tmp_path / "home", tmp_path / "bornes.csv"
    make_home(home)
    file.write_text("code_commune;points_de_charge_2024\n31555;9000\n81065;7\n")
    assert autan(home, packages, "data", "add", "indicator-charging-points", str(file)).returncode == 0
    environment = environment_of(home) | {
        "PYTHONPATH": os.pathsep.join(map(str, (packages, REPOSITORY))),
        "DJANGO_SETTINGS_MODULE": "autan.instance.project.settings",
        "AUTAN_HOSTS": "testserver",
    }
    command = [sys.executable, "-m", "tests.ground.plugged"]
    played = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, encoding="utf-8")
    assert played.returncode == 0, played.stderr
    shown = json.loads(played.stdout)
    assert "Autan des bornes</a>" in shown["home"]
    assert '<p class="small">Essai.</p>' in shown["home"]
    assert 'href="/theme.css?' in shown["home"]
    assert shown["sheet"].startswith(":root{--woad:#")
    status, page = shown["territory"]
    assert (status, 'id="points-de-charge"' in page) == (200, True)
    assert "9\u202f000" in shown["section"]
    assert (shown["levers"], shown["alerts"]) == ("Eco-driving", [["31555", "2024"]])
    assert played.stderr.count("rien ne va") >= 3  # a section, a rule and a search that raise are left aside
    assert "Borne du port" in shown["search"]
    assert shown["table"] == {
        "table": "chargers",
        "total": 1,
        "count": 1,
        "next": None,
        "rows": [{"insee_code": "31555"}],
    }
    # what many share goes on without what raises; what is asked of it alone is refused in words
    assert "/tables/dialogue-toulouse/chargers" in shown["catalogue"]
    assert "/tables/dialogue-toulouse/raising" not in shown["catalogue"]
    assert shown["answers"] == ["200000001"]
    assert set(shown["refused"]) == {"page", "table", "questionnaire"}
    assert all("raising_later" in words and "RuntimeError" in words for words in shown["refused"].values())
    assert (shown["statuses"], "ne peut pas être montrée" in shown["refused"]["page"]) == ([500, 500], True)
    assert "Une borne" in shown["feed"]
    assert shown["map"] == "Qui a des bornes"
    assert ("questionnaire.yaml" in shown["files"], "questionnaire.rien" in shown["files"]) == (True, False)
    assert shown["questions"] == ["Où sont les bornes ?"]


def test_a_file_of_the_example_is_refused_like_any_other(tmp_path: Path, packages: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "bornes.csv"
    make_home(home)
    file.write_text("code_commune;points_de_charge_2024\n31555;beaucoup\n")
    refused = autan(home, packages, "data", "add", "indicator-charging-points", str(file))
    assert refused.returncode == 5
    assert "beaucoup" in refused.stderr


def test_without_its_package_the_source_is_unknown(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "bornes.csv"
    make_home(home)
    file.write_text("code_commune;points_de_charge_2024\n31555;150\n")
    refused = autan(home, tmp_path, "data", "add", "indicator-charging-points", str(file))
    assert refused.returncode != 0
    assert "indicator-charging-points" in refused.stderr


def test_every_kind_that_a_plug_in_may_give_is_there() -> None:
    from autan import plugins

    assert all(getattr(plugins, name) for name in plugins.__all__)
    with pytest.raises(AttributeError):
        _ = plugins.Producer


def test_the_example_is_short() -> None:
    files = [path for path in EXAMPLE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files) <= 130
