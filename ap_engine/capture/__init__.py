"""Floor 2: documents from outside. Everything that parses one runs in a limited process of its own."""
