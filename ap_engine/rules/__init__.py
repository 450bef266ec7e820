"""Floor 1: the decisions of the trade. Pure: an invoice in, a decided invoice or findings out."""
