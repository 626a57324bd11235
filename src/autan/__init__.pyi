from autan.instance.library.aggregation import to_epci as to_epci
from autan.instance.library.charts import chart as chart
from autan.instance.library.classification import classify as classify
from autan.instance.library.geometries import contours as contours
from autan.instance.library.home import open_home as open  # noqa: A004 - the name that an analyst expects
from autan.instance.library.register import all_epci as all_epci
from autan.instance.library.register import communes as communes
from autan.instance.library.register import epci as epci
from autan.instance.library.scenarios import read_scenario_file as scenario

__version__: str
__all__ = [
    "__version__",
    "all_epci",
    "chart",
    "classify",
    "communes",
    "contours",
    "epci",
    "open",
    "scenario",
    "to_epci",
]
