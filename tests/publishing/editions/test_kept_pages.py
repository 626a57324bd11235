"""The page of an edition, kept from its last reading: it says what a page made anew would."""

from datetime import date

import pytest

from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import publish_edition
from autan.publishing.editions.renderers.edition_page import EditionPage, find_page
from autan.territories.networks.models import Territory
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP

BY_MEMBER = """\
  members:
    kind: bars
    title: {fr: "Par membre", en: "By member"}
    sentence: {fr: "Chacun.", en: "Each."}
    source: {fr: "Synthèse", en: "Synthesis"}
    members: "facts.F{siren}"
"""


def words_of(page: EditionPage) -> str:
    return "".join([page.summary, *(f"{chapter.heading}{chapter.content}" for chapter in page.chapters)])


def test_a_draft_shows_its_text_of_today(edition):
    assert "Un résumé" in words_of(find_page(edition, None))
    again = record_edition(by=None, source=WITHOUT_MAP.replace("Un résumé", "Un bilan"), file="essai.md")
    assert "Un bilan" in words_of(find_page(again, None))


@pytest.fixture
def by_member(network):
    keep_facts({"F1": "10", "F2": "11", "F3": "", "F100000001": "4", "F100000002": "5"})
    source = WITHOUT_MAP.replace("charts:\n", f"charts:\n{BY_MEMBER}").replace(
        "{{chart: both}}", "{{chart: both}}\n\n{{chart: members}}"
    )
    record_edition(by=None, source=source, file="essai.md")
    return publish_edition(by=None, slug="essai", on=date(2014, 9, 30), formats=["html"])


def test_a_chart_of_the_members_names_them_as_they_are_called_today(by_member):
    edition = by_member.edition
    assert "Autan-Nord" in words_of(find_page(edition, by_member))
    with acting(by=None, act="rename") as act:
        Territory.objects.filter(siren="100000001").update(short_name="Autan-Lac")
        act.record(ObjectRef("territories", "territory", "100000001"), summary="Renommé")
    page = words_of(find_page(edition, by_member))
    assert "Autan-Lac" in page
    assert "Autan-Nord" not in page
