"""What the screens share. Nothing here decides anything: the engine does."""
