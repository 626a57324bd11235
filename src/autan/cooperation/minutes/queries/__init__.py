"""The only readers of minutes, and the meetings whose minutes are kept."""
