"""Floor 2: the books, on disk. Only this folder imports the database driver."""

from ap_engine.store.database import Store
from ap_engine.store.errors import AlreadyDone, ForkedStore, StoreDamaged, StoreDead
from ap_engine.store.transaction import Transaction

__all__ = ["AlreadyDone", "ForkedStore", "Store", "StoreDamaged", "StoreDead", "Transaction"]
