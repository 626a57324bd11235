"""What a plan is and what is computed from it: pure values and functions."""
