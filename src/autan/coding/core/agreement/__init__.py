"""Do two people code alike? Percent agreement, Cohen's kappa, Krippendorff's alpha, and what they disagree on."""
