"""The demonstration company: its register, its documents and the invoices that make its twelve months."""
