"""Assumptions, the library of levers and scenario files, read with every fault at its place."""
