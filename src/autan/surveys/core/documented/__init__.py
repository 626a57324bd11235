"""What publications and files state of a campaign, beside what can be recomputed."""
