"""Tests of lessons, needs, offers and adoption."""
