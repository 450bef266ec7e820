"""How well documents are read, against a truth file: `python -m ap_engine benchmark reading`. Floor 4."""
