"""``make run``: set up, then become ``cunli serve`` (so that Ctrl-C and signals reach the server itself)."""

from __future__ import annotations

import os

from tools import ground


def main() -> None:
    cunli = ground.ensure("run") / "cunli"
    environment = {**os.environ, "DEMO": os.environ.get("DEMO") or "1"}
    demo = ["--demo"] if environment["DEMO"] == "1" else []
    os.execve(cunli, [str(cunli), "serve", "--migrate", *demo], environment)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
