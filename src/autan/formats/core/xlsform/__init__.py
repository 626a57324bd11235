"""What a form of XLSForm holds, whichever way it goes."""
