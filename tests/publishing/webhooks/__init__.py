"""Tests of the programs that are told of what changes."""
