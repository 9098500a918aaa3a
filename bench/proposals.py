"""What a model adds to the rules, and what it could do to them: the golden cases and those set aside, side by side.

"any model" proposes everything that can be said of the names of a sentence: what the checks keep of that is the best
that a model can add, and the worst.
The real model is the one that THIDUA_LLM names, else the small one of `make chat-model`, if it is there.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from thidua.bench.accuracy import FOLDERS, cells, tally
from thidua.bench.table import show
from thidua.graph.models import chat_model
from thidua.ingest.propose import Proposer, proposer
from thidua.tests.any_model import AnyModel
from thidua.tests.chat_server import chat_server, is_installed
from thidua.tests.golden.compare import cases


def main() -> None:
    with real_model() as real:
        rows, told = [], []
        for name, folder in FOLDERS.items():
            rows.append([f"{name}, rules", *cells(tally(cases(folder)), 0, None)])
            for who, asking in (("any model", AnyModel()), (real.model.name if real else "", real)):
                if asking:
                    start = time.monotonic()
                    rows.append([f"{name}, and {who}", *cells(tally(cases(folder), asking), 0, None)])
                    told.append([f"{name}, {who}", *counted(asking, time.monotonic() - start)])
        show("cases", ["recall", "precision", "wrong"], rows)
        show("proposals", ["sentences asked", "proposed", "kept", "a second"], told)
        if not real:
            print("No real model: set THIDUA_LLM, or run `make chat-model`.")


@contextmanager
def real_model() -> Iterator[Proposer | None]:
    if (own := proposer()) or not is_installed():
        yield own
        return
    with chat_server() as login:
        model = chat_model(login)
        yield Proposer(model) if model else None


def counted(asking: Proposer, seconds: float) -> list[str]:
    """Since the last count; the speed is that of the whole reading."""
    row = [str(asking.asked), str(asking.proposed), str(asking.kept), f"{asking.asked / seconds:.2f} sentences"]
    asking.asked = asking.proposed = asking.kept = 0
    asking.dropped = Counter()
    return row


if __name__ == "__main__":
    main()
