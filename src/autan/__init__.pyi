from autan.library.aggregation import to_epci as to_epci
from autan.library.charts import chart as chart
from autan.library.classification import classify as classify
from autan.library.home import open_home as open  # noqa: A004 - the name that an analyst expects
from autan.library.register import all_epci as all_epci
from autan.library.register import communes as communes
from autan.library.register import epci as epci

__version__: str
__all__ = ["__version__", "all_epci", "chart", "classify", "communes", "epci", "open", "to_epci"]
