"""The accounts-payable engine. It never heard of a screen; read `workflow.py` first, then `README.md` beside it."""
