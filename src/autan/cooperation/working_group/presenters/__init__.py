"""The working group as pages, messages and files show it."""
