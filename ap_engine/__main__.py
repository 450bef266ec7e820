"""`python -m ap_engine`: see `cli.py`."""

from ap_engine.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
