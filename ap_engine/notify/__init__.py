"""How messages reach people: the port, Apprise behind it, what keeps addresses unreadable, and a sink for demonstrations."""
