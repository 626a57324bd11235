"""What an export of KoBo holds, whichever way it goes."""
