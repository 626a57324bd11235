"""The editions of 2026: figures traced, data dates on the cover, what can be compared with 2014 and what cannot."""

import json
from io import BytesIO

import pikepdf
import pytest
from typer.testing import CliRunner

from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.registry import OPERATOR, describe_one
from autan.instance.cli.commands import app
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind
from autan.plans.plans.models import Plan
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.editions.actions.publishing import PublicationRefusedError, make_proof, publish_edition
from autan.publishing.editions.queries.editions import get_edition
from autan.publishing.living_text.core.computed_text import evidence_of
from autan.publishing.living_text.core.document import Heading, plain_text
from autan.publishing.living_text.core.findings import FindingKind, check_text, stopping
from autan.territories.networks.models import Territory

pytestmark = pytest.mark.by_turns

SLUGS = ("2026", "2026-elus")


@pytest.fixture(params=SLUGS)
def proof(request, demo_network, one_command):
    return make_proof(get_edition(request.param))


def test_no_figure_without_a_trace_and_nothing_is_wrong(proof):
    assert stopping(check_text(proof.dossier.computed)) == ()
    assert not proof.view.verdicts
    for row in proof.rows:
        assert row.figure.has_evidence, row.figure.id
        assert all(describe_one(ref, reader=OPERATOR) for ref in list(evidence_of(row.figure))[:3]), row.figure.id


@pytest.mark.parametrize("slug", SLUGS)
def test_what_was_not_found_goes_stale_when_a_fact_or_a_plan_arrives(slug, demo_network):
    known = Fact.objects.get(id="W108")
    fields = {field.attname: getattr(known, field.attname) for field in Fact._meta.fields}
    Fact.objects.create(**{**fields, "id": "W999"})
    place = Territory.objects.get(siren="200068641")
    start_plan(by=None, heading=PlanHeading(title="Plan", kind=PlanKind.PCAET), subjects=[place])
    Plan.objects.filter(title="Plan").update(is_published=True)
    with pytest.raises(PublicationRefusedError) as refused:
        make_proof(get_edition(slug))
    assert {item.subject for item in refused.value.findings} == {"facts_bordes", "plans_known"}
    assert {item.kind for item in refused.value.findings} == {FindingKind.STALE_CLAIM}


def test_each_date_of_the_data_is_on_the_cover(proof):
    text = proof.dossier.computed.text
    shown = [row.figure for row in proof.rows if row.figure.id.startswith(("observatory.", "territories."))]
    years = {str(figure.period.end.year) for figure in shown if figure.period.end}
    assert years
    for cover in (f"{text.subtitle.fr} {text.notice.fr}", f"{text.subtitle.en} {text.notice.en}"):
        assert {year for year in years if year not in cover} == set()


def test_nothing_measured_is_given_for_2014(proof):
    measured = [row.figure for row in proof.rows if row.figure.id.startswith("observatory.")]
    assert all(figure.period.start.year >= 2016 for figure in measured if figure.period.start)


def test_it_says_what_can_be_compared_with_2014_and_what_cannot(demo_network):
    edition = get_edition("2026")
    text = make_proof(edition).dossier.computed.text
    titles = [plain_text(block.children) for block in text.body if isinstance(block, Heading)]
    assert [title for title in titles if title.endswith("ce qui se compare, ce qui ne se compare pas")]
    for words in ("**Se compare.**", "**Se compare avec réserve.**", "**Ne se compare pas.**"):
        assert words in edition.source


def test_a_target_is_told_with_its_base_year_or_the_lack_of_it(demo_network):
    source = get_edition("2026").source
    chapter = source[source.index("# Les objectifs") : source.index("# Les énergies renouvelables")]
    for line in chapter.splitlines():
        if line.startswith("- **") and "%" in line:
            assert "par rapport à" in line or "sans année de référence" in line, line


def test_the_digest_holds_on_four_pages_with_its_cover(demo_network, settings, tmp_path):
    settings.AUTAN_HOME = tmp_path
    publish_edition(by=None, slug="2026-elus", formats=["pdf"])
    content = published_file("2026-elus", "pdf").read_bytes()
    with pikepdf.open(BytesIO(content)) as pdf:
        titles = [str(item.title) for item in pdf.open_outline().root]
        assert len(pdf.pages) == 4
    assert "Annexe des preuves" not in titles


def test_the_command_goes_down_to_the_rows_of_the_data(demo_network):
    done = CliRunner().invoke(app, ["trace", "2026", "electricity", "--rows", "2"])
    assert done.exit_code == 0, done.output
    for words in ("Valeurs qui entrent dans le calcul", "Toulouse Métropole", "Agence ORE", "autres lignes"):
        assert words in done.output
    chart = CliRunner().invoke(app, ["trace", "2026", "emissions_per_inhabitant", "--json"])
    assert len(json.loads(chart.output)) == 11
