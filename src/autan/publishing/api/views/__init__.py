"""Addresses for programs, and pages about them."""
