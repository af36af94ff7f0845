"""Training of the pair model; needs torch, which the product does not."""
