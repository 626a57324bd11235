"""Tests of what an analyst calls."""
