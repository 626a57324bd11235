"""The engine of scenarios: levers, diffusion, attribution, economics, ranges, dated assumptions."""
