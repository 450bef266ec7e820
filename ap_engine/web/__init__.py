"""Floor 5: plain ASGI callables that app.py mounts beside the screens."""
