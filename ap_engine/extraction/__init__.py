"""Floor 1: from words and XML to readings. Pure: what it needs to know is given to it."""
