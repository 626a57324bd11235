"""What is decided of a screen of answers when several people write, and what is to be looked at again. Pure."""
