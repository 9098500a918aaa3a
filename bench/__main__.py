"""`python -m thidua.bench [NAME…] [MODEL…]`: the benches of this folder, or those named, each with its own tables.

A model is what may be written in THIDUA_EMBEDDER; `recall` compares those named.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

NOT_BENCHES = ("__init__", "__main__", "grounding", "table")
ON_REQUEST = ("audit", "newcomer")  # for a person to read; minutes of fetching
BENCHES = sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem not in NOT_BENCHES)


def main(wanted: list[str]) -> int:
    models = [word for word in wanted if ":" in word]
    names = [word for word in wanted if word not in models]
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"There is no bench {unknown[0]!r}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    for name in names or [bench for bench in BENCHES if bench not in ON_REQUEST]:
        print(f"## {name}\n", flush=True)
        sys.argv = [name, *(models if name == "recall" else [])]
        runpy.run_module(f"thidua.bench.{name}", run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
