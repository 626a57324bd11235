"""What people answer to the open data: decisions on alerts, values of a territory, choices between values."""
