"""Files of REFI-QDA written."""
