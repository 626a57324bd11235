"""Tests of the room of calls and funds."""
