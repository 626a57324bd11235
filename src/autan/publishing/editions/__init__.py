"""The editions of a network: written, reviewed, published and compared; every figure leads to its evidence."""
