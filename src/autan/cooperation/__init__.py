"""Workshops, minutes, know-how and needs, plans read across, the working group."""
