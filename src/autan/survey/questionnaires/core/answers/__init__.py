"""Values of answers, kind by kind, and what a person typed."""
