"""Decisions on similar actions, requests to be put in touch, and the reading of titles."""
