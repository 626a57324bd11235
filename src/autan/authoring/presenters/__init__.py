"""What the screens of an author show."""
