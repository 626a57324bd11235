"""What people answer to the open data: decisions on doubts, values of a territory, choices between values."""
