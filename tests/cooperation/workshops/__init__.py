"""Tests of the workshops room."""
