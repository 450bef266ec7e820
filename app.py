"""The application: screens, routes and background jobs in one process.

`streamlit run app.py` and `uvicorn app:app` serve the same thing. One process only: it owns the books.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402 - the engine's and the screens' folder has to be importable first
from anyio import to_thread  # noqa: E402

from ap_engine import jobs, settings  # noqa: E402
from ap_engine.demo.start import tell_demonstration  # noqa: E402
from ap_engine.engine import open_engine  # noqa: E402
from ap_engine.sandbox_process import starting_sandbox  # noqa: E402
from ap_engine.web.routes import middleware, routes  # noqa: E402
from ap_engine.web.words import bring_sentences  # noqa: E402
from pages.ui.mishap import explain  # noqa: E402
from pages.ui.provider import configured  # noqa: E402
from pages.ui.said import in_portuguese  # noqa: E402


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open the books and start the jobs; at the end stop the jobs first, then close the books."""
    del app
    found = settings.from_environment()
    with ExitStack() as stack:
        until_sandbox_answers = stack.enter_context(starting_sandbox(found))
        engine = await to_thread.run_sync(open_engine, found)
        stack.callback(engine.close)
        await to_thread.run_sync(until_sandbox_answers)
        await to_thread.run_sync(tell_demonstration, engine)
        running = jobs.start(engine)
        stack.callback(running.stop)
        # What exists now stays for good: without this each screen run pays for a full collection (74 ms instead of 5).
        gc.collect()
        gc.freeze()
        yield {"engine": engine}


bring_sentences(in_portuguese)
app = st.App(
    ROOT / "pages" / "main.py",
    lifespan=lifespan,
    routes=routes(),
    middleware=middleware(configured()),
    on_script_error=explain,
)

if __name__ == "__main__":
    app.run()
