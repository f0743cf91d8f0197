"""`/metrics` for Prometheus: snapshots, taken when somebody asks. The library is imported with this module, not before.

What a part of the service counts is shown without a line here: its snapshot says what its numbers are (`Measure`).
`stislo_` + the snapshot's name + the field's name is the metric, the snapshot's strings are its labels. No label holds
anything that a caller sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, get_type_hints

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, InfoMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from service.types import Measure
from service.version import VERSION
from service.web.admission import Admission
from service.web.context import Context
from service.web.traffic import BUCKETS_S, Requests

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_FAMILIES = {"counter": CounterMetricFamily, "gauge": GaugeMetricFamily}


def exposition(context: Context) -> bytes:
    """Everything that is counted, in the text format of Prometheus."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Snapshots(context))
    return generate_latest(registry)


class _Snapshots(Collector):
    def __init__(self, context: Context) -> None:
        self._context = context

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("stislo", "What is running.", {"version": VERSION})
        yield from _http(self._context.traffic.requests())
        yield from _admission(self._context.admission)
        yield from _parts({"bodies": (self._context.room.stats(),)})
        yield from _parts(self._context.service.stats())


def _http(requests: Requests) -> Iterator[Metric]:
    total = CounterMetricFamily("stislo_requests", "Answers.", labels=["method", "route", "status"])
    for (method, route, status), count in sorted(requests.counts.items()):
        total.add_metric([method, route, str(status)], count)
    yield total
    duration = HistogramMetricFamily(
        "stislo_request_duration_seconds", "Time from a request's start to its answer.", labels=["route"]
    )
    bounds = [*map(str, BUCKETS_S[:-1]), "+Inf"]
    for route, (counts, seconds) in sorted(requests.durations.items()):
        duration.add_metric([route], list(zip(bounds, accumulate(counts), strict=True)), seconds)
    yield duration


def _admission(admission: Admission) -> Iterator[Metric]:
    yield GaugeMetricFamily("stislo_requests_in_flight", "Requests in progress.", admission.in_flight)
    yield GaugeMetricFamily("stislo_requests_limit", "Requests that may be in progress.", admission.limit)
    yield GaugeMetricFamily("stislo_draining", "1 while the process shuts down.", admission.draining)


def _parts(stats: Mapping[str, Sequence[Any]]) -> Iterator[Metric]:
    """A metric for every measure of every snapshot; those under one name are of one type."""
    for name, snapshots in stats.items():
        if not snapshots:
            continue
        labels, measures = _layout(type(snapshots[0]))
        for field, measure in measures.items():
            family = _FAMILIES[measure.kind](f"stislo_{name}_{field}", measure.help, labels=labels)
            for snapshot in snapshots:
                family.add_metric([getattr(snapshot, label) for label in labels], getattr(snapshot, field))
            yield family


def _layout(kind: type[Any]) -> tuple[list[str], dict[str, Measure]]:
    """The fields of a snapshot that are labels, and those that are measures."""
    hints = get_type_hints(kind, include_extras=True)
    measures = {
        name: measure
        for name, hint in hints.items()
        for measure in getattr(hint, "__metadata__", ())
        if isinstance(measure, Measure)
    }
    return [name for name, hint in hints.items() if hint is str], measures
