"""What programs read: a figure, a thousand, nothing new, all the open data of a network; and what the library costs.

The time of the server is that of its process, whatever runs beside it. The plain alternative of a thousand figures is
each of them asked for alone.
"""

import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.test import Client

from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered
from autan.publishing.api.queries import tables
from autan.publishing.api.renderers.files import forms_of, open_data_file
from autan.publishing.api.views import gateway
from tests.bench.measures import Measure, median_seconds

GAS = "/api/v1/figures/observatory.243100518.gas_total.2024"
THOUSAND = "/api/v1/figures?limit=1000"
_APART = "import time; import autan; {call}; print(time.process_time())"


def run() -> list[Measure]:
    """The goals of each are in its line."""
    settings.ALLOWED_HOSTS = ["testserver"]
    gateway.REQUESTS_A_MINUTE = 1_000_000
    client = Client()
    tag = client.get(THOUSAND).headers["ETag"]
    one = _server_seconds(lambda: client.get(GAS))
    plain = f"; one by one {one * 1000:.0f} s"
    return [
        _measure("a figure by the API", one, 0.015),
        _measure("1,000 figures by the API", _server_seconds(lambda: client.get(THOUSAND)), 0.3, plain),
        _measure("a 304", _server_seconds(lambda: client.get(THOUSAND, headers={"if-none-match": tag})), 0.005),
        _measure("open data of the invented network, whole", _all_files("entente-ysaure"), 5),
        _measure("import autan, CPU", _apart("pass"), 0.5),
        _measure("autan.epci(...), CPU with the import", _apart("autan.epci('Castres')"), 0.5),
    ]


def _server_seconds(act: Callable[[], object]) -> float:
    return median_seconds(act, runs=15, clock=time.process_time)


def _measure(name: str, seconds: float, goal: float, beside: str = "") -> Measure:
    written = f"{seconds * 1000:.1f} ms{beside}"
    return Measure(name=name, result=written, goal=f"under {goal * 1000:.0f} ms", is_met=seconds < goal)


def _all_files(network: str) -> float:
    """Seconds to make every file of a network, nothing being at hand."""
    tables._rows.cache_clear()
    began = time.perf_counter()
    for table in registered(PublishedTable):
        for form in forms_of(table):
            open_data_file(table, network, form)
    return time.perf_counter() - began


def _apart(call: str) -> float:
    """CPU seconds of a process of its own, the best of three: other programs run beside."""
    command = [sys.executable, "-c", _APART.format(call=call)]
    return min(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3))
