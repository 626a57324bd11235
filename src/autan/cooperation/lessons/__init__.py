"""The portfolio of know-how: lessons and their conditions of transfer, needs and offers, adoption."""
