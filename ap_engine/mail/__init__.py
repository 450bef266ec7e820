"""The mailbox to which suppliers send invoices. Floor 2: it knows IMAP, and nothing of invoices."""
