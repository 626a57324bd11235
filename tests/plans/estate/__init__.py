"""Tests of the room of estates."""
