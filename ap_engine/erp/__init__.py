"""Floor 2: the ERP behind one port. `port.py` is what the engine may ask; `omie.py` and `sandbox/` answer."""
