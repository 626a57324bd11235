"""Readers of assumptions, levers and scenarios."""
