"""Every file in which a corpus or a codebook is taken away."""
