"""Agreement of people who rate the same units: percent, Cohen's kappa, Krippendorff's alpha with its bounds."""
