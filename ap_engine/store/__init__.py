"""Floor 2: the books, on disk. Only this folder imports the database driver."""
