"""Which claims a text makes between its names, judged from the encoder's states for a pair of names."""
