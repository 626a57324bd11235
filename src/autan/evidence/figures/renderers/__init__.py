"""What evidence gives to printed documents."""
