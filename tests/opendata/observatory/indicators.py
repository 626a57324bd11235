"""Indicators made up for a page: rows written to a file, taken in like any other."""

from autan.opendata.producers.connectors.indicator_files import identity_of
from tests.opendata.observatory.making import add_files


def add_indicator(path, rows, slug, *, is_summable=True, **traits):
    path.write_text("\n".join(rows))
    identity = identity_of(slug, is_summable=is_summable, **traits)
    add_files(source="indicators", files=[path], identity=identity)
