"""The screens of an author."""
