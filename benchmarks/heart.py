"""The heart: a small county's writes and pages against bare ones, on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator

from benchmarks.ground import Ground
from benchmarks.promises import ROUNDS, SECONDS, Promise
from benchmarks.sites import on_postgresql

CLIENTS, PAGES = 8, 30


def promises(ground: Ground) -> Iterator[Promise]:
    """The world is built, and counted afterwards, in this process: its Django is the site's."""
    site = on_postgresql(ground.cluster, "heart", ground.folder)
    os.environ.update(site.environment)
    import django

    django.setup()
    from benchmarks import measures, world

    built = world.build(CLIENTS)
    with site.serving() as server:
        bench = measures.Bench(port=site.port, server=server, world=built)
        yield from bench.all(rounds=ROUNDS, seconds=SECONDS, pages=PAGES)
