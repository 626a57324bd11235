"""The data dictionary of the documents is that of the code."""

from tools.build_data_dictionary import PAGE, build_page


def test_the_page_is_written_from_the_published_tables() -> None:
    is_up_to_date = PAGE.read_text() == build_page()
    assert is_up_to_date, "run PYTHONPATH=. .venv/bin/python tools/build_data_dictionary.py"
