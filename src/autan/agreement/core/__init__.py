"""Agreement of people who rate the same units: percent, Cohen's kappa, Krippendorff's alpha with its bounds."""

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
