"""Figures for a watching machine, in Prometheus' text format.

Each worker process counts into a file of its own under ``DATA/run/metrics`` (``gunicorn.py`` names the folder in the
environment and empties it at the start); whichever worker is asked adds all files up. Workers that have ended are
still counted. Without the folder (one process: tests, ``runserver``) the counts are this process's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from cunli.acts import pulse

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_own = CollectorRegistry()
_requests = Counter("cunli_requests", "Requests answered", ["route", "method", "status"], registry=_own)
_seconds = Histogram("cunli_request_seconds", "Seconds to answer", ["route"], buckets=SECONDS, registry=_own)


def count(*, route: str, method: str, status: int, seconds: float) -> None:
    """One more request answered."""
    _requests.labels(route, method, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def page() -> bytes:
    """All figures as they are now."""
    if FOLDER not in os.environ:
        return bytes(generate_latest(_own)) + bytes(generate_latest(_Pulse()))
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library leaves it untyped
    registry.register(_Pulse())
    return bytes(generate_latest(registry))


class _Pulse(Collector):
    """What the last sweep found; read at the moment of asking, so that no worker's copy can be old."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        last = pulse.last()
        if last is None:
            return
        age = (timezone.now() - last.at).total_seconds()
        yield GaugeMetricFamily("cunli_sweep_age_seconds", "Seconds since the last whole sweep", value=age)
        yield GaugeMetricFamily("cunli_sweep_failed", "Matters it could not deal with", value=last.failed)
        yield GaugeMetricFamily("cunli_waiting", "Matters and questions that wait for somebody", value=last.waiting)
        yield GaugeMetricFamily("cunli_late", "Those of them whose day has passed", value=last.late)
