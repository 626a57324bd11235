"""What every figure stands on: sources, facts, value states, units, figures and their trace."""
