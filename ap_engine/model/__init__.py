"""Floor 0: the nouns. Frozen values; a change is a new value. Nothing here reads a file, a clock or a network."""
