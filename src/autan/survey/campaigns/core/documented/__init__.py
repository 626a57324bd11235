"""What publications and files state of a campaign, beside what is recomputed from its answers."""
