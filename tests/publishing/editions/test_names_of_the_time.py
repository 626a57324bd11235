"""An edition about an earlier year names the territories of its charts and maps as they were named then."""

import pytest

from autan.evidence.figures.core.charts import MapSpec
from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import ImportFileError
from autan.publishing.edition_files.queries.dossiers import open_dossier
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.territories.networks.actions.territories import record_identity
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import network_members
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import BODY, HEAD

SOURCE = HEAD + BODY
DATED = SOURCE.replace("network: autan\n", "network: autan\nnames_of: 2013\n")


@pytest.mark.django_db
@pytest.mark.parametrize(("source", "name"), [(SOURCE, "Autan-Nord"), (DATED, "CC du Nord")])
def test_a_map_bears_the_names_of_the_year_that_the_edition_asks_for(network, source, name):
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    fields = {"name_fr": "Communauté du Nord", "name_en": "Community of the North", "short_name": "CC du Nord"}
    record_identity(by=None, territory=Territory.objects.get(siren="100000001"), year=2013, fields=fields)
    dossier = open_dossier(read_living_text(source, file="essai.md"), network_members("autan"), reader=OPERATOR)
    drawn = dossier.computed.illustrations["forms"]
    assert isinstance(drawn, MapSpec)
    assert [place.label.fr for place in drawn.places] == [name, "Autan-Sud"]


@pytest.mark.parametrize("year", ["13", "true", "jadis"])
def test_a_year_that_is_none_is_refused_at_its_line(year):
    with pytest.raises(ImportFileError) as caught:
        read_living_text(DATED.replace("2013", year, 1), file="essai.md")
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (4, "names_of")
