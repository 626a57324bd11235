"""The only readers of networks, bodies, contours, people and their figures."""
