"""What every figure stands on, and files that bring it in."""
