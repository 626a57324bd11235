"""Who is bound to a plan by which dated rule, and which competences are in whose hands."""
