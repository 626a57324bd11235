"""What reaches the world outside: the mail server."""
