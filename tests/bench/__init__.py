"""Measures of speed, each beside what it is compared with. Never a timed test."""
