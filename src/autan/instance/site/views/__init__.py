"""The pages that no room owns alone: home, territories, desk, search, about."""
