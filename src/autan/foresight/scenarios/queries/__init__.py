"""Readers of the room: starting states, reference curves, scenarios."""
