"""The only writers of calls: their words, their life, the actions that name them."""
