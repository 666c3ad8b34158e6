"""Where machines come in, and where their tokens are given out."""
