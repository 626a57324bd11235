"""Answers of several territories put together: groups, crossed questions, changes between two campaigns."""
