"""Agreement on codings, idea by idea, and what is settled; the measures keep here the names that notebooks know."""

from autan.agreement.core.alpha import alpha_bounds, krippendorff_alpha
from autan.agreement.core.kappa import cohen_kappa, kappa_of_table, percent_agreement
from autan.agreement.core.ratings import MeasurementLevel, Ratings, RatingsError

__all__ = [
    "MeasurementLevel",
    "Ratings",
    "RatingsError",
    "alpha_bounds",
    "cohen_kappa",
    "kappa_of_table",
    "krippendorff_alpha",
    "percent_agreement",
]
