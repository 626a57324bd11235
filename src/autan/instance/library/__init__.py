"""What an analyst calls from a notebook: the register, sums by territory, and a home opened read-only.

Names are those of `autan` itself, which loads these files when they are asked for.
"""
