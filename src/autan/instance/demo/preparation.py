"""Prepares an instance from the content that ships: the real network, its facts, data, survey and editions.

Each step is one idempotent action of a room; the whole is skipped when nothing has changed since the last time.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.actions.library import record_resources
from autan.ground.tables.core.tables import text_of
from autan.ground.tables.importers.tables import read_file, read_tables
from autan.instance.demo.actions import load_actions
from autan.instance.demo.crossreading import load_invented_crossreading
from autan.instance.demo.foresight import load_invented_foresight
from autan.instance.demo.group import load_groups
from autan.instance.demo.innovation import shipped_innovation_layer
from autan.instance.demo.invented import load_invented_coding, load_invented_network
from autan.instance.demo.lessons import load_lessons
from autan.instance.demo.people import make_demonstration_people
from autan.instance.demo.plans import load_invented_calls, load_invented_estates, load_invented_indicators, load_plans
from autan.instance.demo.workshops import load_workshops
from autan.instance.home import migrate_home
from autan.opendata.atlas.actions import keep_innovation_layer
from autan.opendata.updates.actions.snapshots import adopt_shipped_tables
from autan.publishing.editions.actions.editions import load_edition
from autan.publishing.editions.actions.publishing import PublicationRefusedError, publish_edition
from autan.publishing.editions.queries.editions import get_edition, latest_publication
from autan.survey.campaigns.actions.documented_campaigns import load_documented_campaign
from autan.survey.questionnaires.importers import DEFINITIONS
from autan.territories.networks.actions.networks import load_network

EDITIONS = ("2014", "2026-elus", "2026", "essai")  # in order: the home of a network shows its last one
CONTENT = Path(__file__).parent / "content"
PACKAGE = Path(__file__).parents[2]

Step = tuple[str, Callable[[], object]]


def load_survey_of_2013() -> None:
    """Record the documented campaign of 2013, with the questionnaire that ships as a model."""
    questionnaire = DEFINITIONS / "collectivites-et-transition-energetique.fr-en.yaml"
    load_documented_campaign(by=None, folder=CONTENT / "survey-2013", questionnaire_file=questionnaire)


def preparation_steps() -> list[Step]:
    """Return the steps in order: what to say, what to do."""
    return [
        ("base de données", lambda: migrate_home(now=timezone.now())),
        ("fichiers de style", lambda: call_command("collectstatic", interactive=False, verbosity=0)),
        ("faits sourcés", load_facts),
        ("bibliothèque", load_resources),
        ("réseau des onze", lambda: load_network(source=CONTENT / "network.yaml", by=None)),
        ("filières et innovation", lambda: keep_innovation_layer(by=None, layer=shipped_innovation_layer())),
        ("données d’énergie", lambda: adopt_shipped_tables(by=None)),
        ("enquête de 2013", load_survey_of_2013),
        ("réseau inventé, pour essayer", load_invented_network),
        ("plans", load_plans),
        ("fiches-actions", load_actions),
        ("ateliers", load_workshops),
        ("indicateurs du réseau inventé", load_invented_indicators),
        ("patrimoine du réseau inventé", load_invented_estates),
        ("appels et fonds du réseau inventé", load_invented_calls),
        ("prospective du réseau inventé", load_invented_foresight),
        ("réponses ouvertes du réseau inventé", load_invented_coding),
        ("lecture croisée du réseau inventé", load_invented_crossreading),
        ("savoir-faire, besoins et reprises", load_lessons),
        ("synthèses", load_editions),
        ("comptes de démonstration", make_demonstration_people),
        ("groupes de travail", load_groups),
        ("publication des synthèses", publish_editions),
    ]


def load_facts() -> int:
    """Take in the shipped register of facts."""
    folder = CONTENT / "facts"
    return record_facts(
        by=None,
        file="facts.csv",
        sources=_read_csv(folder / "sources.csv"),
        facts=_read_csv(folder / "facts.csv"),
        disagreements=yaml.safe_load((folder / "disagreements.yaml").read_text(encoding="utf-8")),
    )


def load_resources() -> int:
    """Take in the shipped list of resources."""
    rows = yaml.safe_load((CONTENT / "resources.yaml").read_text(encoding="utf-8"))
    return record_resources(by=None, file="resources.yaml", rows=rows)


def load_editions() -> None:
    """Record the text of each edition that ships."""
    for slug in EDITIONS:
        load_edition(folder=CONTENT / f"edition-{slug}", by=None)


def publish_editions() -> None:
    """Publish each edition in every format; one that has not changed is published as it is.

    Who tries the demonstration may change what an edition says: what was published before then stays.
    """
    for slug in EDITIONS:
        try:
            publish_edition(by=None, slug=slug)
        except PublicationRefusedError:
            if latest_publication(get_edition(slug)) is None:
                raise


def _read_csv(path: Path) -> list[dict[str, str]]:
    (table,) = read_tables(read_file(path), path.name)
    return [dict(zip(table.headings, map(text_of, cells), strict=True)) for cells in table.rows]


def is_prepared() -> bool:
    """Say whether this home was prepared from exactly this content and these tables."""
    mark = _mark_path()
    return mark.exists() and json.loads(mark.read_text(encoding="utf-8")).get("fingerprint") == fingerprint()


def remember_preparation() -> None:
    """Note that this home is prepared."""
    _mark_path().write_text(json.dumps({"fingerprint": fingerprint()}), encoding="utf-8")


def _mark_path() -> Path:
    return Path(settings.AUTAN_HOME) / "prepared.json"


def fingerprint() -> str:
    """Return a hash of everything that preparation depends on: shipped files by path, size and content."""
    digest = hashlib.sha256()
    for path in _shipped_files():
        digest.update(str(path.relative_to(PACKAGE)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _shipped_files() -> Iterator[Path]:
    """Every file of the package but what Python or an editor leaves behind."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
            yield path
