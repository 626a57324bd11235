"""Room of the open data: cards of the sources, what reads their files and asks their services, and the lake."""
