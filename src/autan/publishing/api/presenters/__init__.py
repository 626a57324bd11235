"""Published tables and figures as objects for programs."""
