"""The data dictionary of the documents is that of the code, and its page of sources names each of them."""

from autan.opendata.producers.connectors.registry import SOURCES
from tests.repo.tree import REPOSITORY
from tools.build_data_dictionary import PAGE, build_page


def test_the_page_is_written_from_the_published_tables() -> None:
    is_up_to_date = PAGE.read_text() == build_page()
    assert is_up_to_date, "run PYTHONPATH=. .venv/bin/python tools/build_data_dictionary.py"


def test_each_source_has_its_line_in_the_page_of_sources() -> None:
    page = (REPOSITORY / "docs" / "reference" / "data-sources.md").read_text()
    assert [source for source in SOURCES if f"`{source}`" not in page] == []
