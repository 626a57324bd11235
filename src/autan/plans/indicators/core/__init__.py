"""Pure rules of indicators: definitions, formulas, values, health, figures."""
