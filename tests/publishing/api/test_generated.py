"""Generated requests over every address that the description names: none fails, each error is a problem.

GENERATED=100 asks for two thousand cases in all, where the suite has time for eight hundred.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as site
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autan.publishing.api.views.operations import ROOT, make_api

KNOWN = ["dialogue-toulouse", "243100518", "2014", "observatory.243100518.gas_total.2024", "facts.S061", "plan.x.y.z"]
SOURCES = ["observatory", "facts", "register", "survey", "plans", "indicators", "actions", "coding", "flows", "filing"]
CASES = int(os.environ.get("GENERATED", "40"))
DESCRIBED = make_api().get_openapi_schema(path_prefix=ROOT)["paths"]
READ = {path: acts["get"] for path, acts in DESCRIBED.items() if "get" in acts}
PATHS = sorted(READ)
PARAMETERS = sorted({each["name"] for read in READ.values() for each in read.get("parameters", ())})
WORD = st.one_of(st.sampled_from(KNOWN), st.text(max_size=30), st.integers().map(str))
FIGURE = st.tuples(st.sampled_from(SOURCES), st.lists(WORD, min_size=1, max_size=5)).map(
    lambda parts: ".".join((parts[0], *parts[1]))
)
QUERY = st.dictionaries(st.one_of(st.sampled_from(PARAMETERS), st.text(max_size=8)), WORD, max_size=3)
ACCEPT = st.sampled_from(["*/*", "application/json", "text/csv", "text/html", "", "a/b;q=x", "image/*, text/csv;q=0.1"])


@pytest.mark.by_turns
@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=CASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(identifier=st.one_of(WORD, FIGURE), query=QUERY, accept=ACCEPT, extension=st.sampled_from(["", ".json", ".csv"]))
def test_no_request_fails(
    program: Client, path: str, identifier: str, query: Mapping[str, str], accept: str, extension: str
) -> None:
    (Path(site.AUTAN_CACHE) / "api-counts").unlink(missing_ok=True)
    program.raise_request_exception = True
    text = path.replace("{identifier}", quote(identifier, safe="")).replace("{figure_id}", quote(identifier, safe=""))
    response: Any = program.get(f"{text}{extension}", query, headers={"accept": accept})
    assert response.status_code in {200, 400, 404, 406, 410}
    if response.status_code != 200:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert json.loads(response.content)["detail"]
