"""One attack from the start of its server to the verdict."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks.attack.target import Attack, Tally, Target
from benchmarks.attack.watch import PATIENCE_S, Seen, honest_request, in_flight, memory_mb, percentile, watched
from benchmarks.attack.wire import exchange
from benchmarks.servers import ON_ANY_PORT, Server, ServerFailed, ours, running

# The goals. Honest requests are compared with the same requests in quiet time; what is shorter than the floor is as
# much the clock and the scheduler as the service.
SLOWEST_PROBE_S, MOST_MB, MOST_KEPT_MB, MOST_RATIO, FLOOR_S = 1.0, 700.0, 300.0, 5.0, 0.03
_RECOVERY_S, _POLL_S = 15.0, 0.25
_WARM_UPS = 4
# Beyond its own time an attack may still wait for its last answers.
_OVERTIME_S = 90.0
# Connections and files that may be open after an attack beyond those before it: caches, loggers, the next probe.
_SPARE_DESCRIPTORS = 20


@dataclass(frozen=True)
class Outcome:
    """What was seen of an attack. Memory is in MB above idle, `quiet` and `beside` hold seconds of honest requests."""

    attack: Attack
    tally: Tally
    beside: Seen
    quiet: Seen
    idle_mb: float
    kept_mb: float
    failures: tuple[str, ...] = field(default=())

    @property
    def probe_s(self) -> float:
        """The slowest probe."""
        return max(self.beside.probes, default=0.0)

    @property
    def peak_mb(self) -> float:
        """Memory above idle at its highest."""
        return max(0.0, self.beside.peak_mb - self.idle_mb)

    @property
    def ratio(self) -> float:
        """How many times its quiet time an honest request took (95th percentiles)."""
        return ratio(self.beside.honest, self.quiet.honest)


def ratio(beside: list[float], quiet: list[float]) -> float:
    """By how much the first are slower than the second, by their 95th percentiles; a quiet time has a floor."""
    return percentile(beside, 0.95) / max(percentile(quiet, 0.95), FLOOR_S)


def judged(outcome: Outcome, *, alive: bool, recovery: list[str]) -> list[str]:
    """What of it misses a goal, in words with the figure and the goal."""
    found, beside = list(outcome.tally.failures), outcome.beside
    if not alive:
        found.append("the process was lost")
    if outcome.probe_s > SLOWEST_PROBE_S or beside.probes_lost:
        lost = f", {beside.probes_lost} of {len(beside.probes)} without an answer" if beside.probes_lost else ""
        found.append(f"/livez took up to {outcome.probe_s:.2f} s{lost}; {SLOWEST_PROBE_S:g} s are allowed")
    if outcome.peak_mb > MOST_MB:
        found.append(f"memory rose {outcome.peak_mb:.0f} MB above idle; {MOST_MB:g} are allowed")
    if not outcome.ratio <= MOST_RATIO:
        found.append(f"honest requests took {outcome.ratio:.1f} times their quiet time; {MOST_RATIO:g} are allowed")
    if beside.honest_lost:
        found.append(f"{beside.honest_lost} of {len(beside.honest)} honest requests were not answered with 200")
    if outcome.kept_mb > MOST_KEPT_MB:
        found.append(f"{outcome.kept_mb:.0f} MB above idle were kept; {MOST_KEPT_MB:g} are allowed")
    return found + recovery


def attacked(attack: Attack, *, seconds: float | None = None, quiet_s: float = 2.0) -> Outcome:
    """Starts a server, measures it in quiet, attacks it, and lets it recover. Everything has ended when it returns."""
    length = attack.seconds if seconds is None else seconds
    with tempfile.TemporaryDirectory() as folder:
        try:
            with _server(attack, Path(folder)) as server:
                target = Target(server.address, server.process.pid, length)
                return _attacked(attack, target, server, quiet_s)
        except ServerFailed as error:
            return _not_started(attack, str(error))


def _attacked(attack: Attack, target: Target, server: Server, quiet_s: float) -> Outcome:
    for _ in range(_WARM_UPS):
        exchange(target.address, honest_request(target, attack.honest))
    idle, open_before = memory_mb(target.pid), _descriptors(target.pid)
    quiet, beside = Seen(), Seen()
    with watched(target, attack.honest, quiet):
        time.sleep(quiet_s)
    with watched(target, attack.honest, beside):
        tally = _in_a_process(attack, target)
    recovery = _recovered(target, idle, open_before)
    alive = server.process.poll() is None
    kept = max(0.0, memory_mb(target.pid) - idle)
    outcome = Outcome(attack, tally, beside, quiet, idle, kept)
    failures = judged(outcome, alive=alive, recovery=recovery if alive else [])
    return Outcome(attack, tally, beside, quiet, idle, kept, tuple(failures))


def _in_a_process(attack: Attack, target: Target) -> Tally:
    """Runs the attack where it cannot slow down the clocks that judge it."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(attack, target, sender), daemon=True)
    process.start()
    sender.close()
    try:
        if receiver.poll(target.seconds + _OVERTIME_S):
            found: Tally = receiver.recv()
            return found
        return Tally(missed=["the attack did not end: its calls were neither answered nor refused"])
    except EOFError:
        return Tally(missed=["the attack itself failed; see what it printed"])
    finally:
        process.kill()
        process.join()


def _report(attack: Attack, target: Target, sender: Any) -> None:
    sender.send(attack.run(target))


def _recovered(target: Target, idle: float, open_before: int) -> list[str]:
    """What has not come back to where it was when the server has had some seconds of rest."""
    end = time.monotonic() + _RECOVERY_S
    while True:
        busy, kept = in_flight(target), memory_mb(target.pid) - idle
        more = _descriptors(target.pid) - open_before
        if busy == 0 and more <= _SPARE_DESCRIPTORS and kept <= MOST_KEPT_MB:
            return []
        if time.monotonic() > end:
            break
        time.sleep(_POLL_S)
    found = []
    if busy is None:
        found.append(f"/metrics gave no answer within {PATIENCE_S:g} s after the attack")
    elif busy:
        found.append(f"{busy:g} requests were in flight {_RECOVERY_S:g} s after the attack")
    if more > _SPARE_DESCRIPTORS:
        found.append(f"{more} more descriptors were open {_RECOVERY_S:g} s after the attack")
    return found


def _descriptors(pid: int) -> int:
    try:
        return int(psutil.Process(pid).num_fds())
    except psutil.NoSuchProcess:
        return 0


@contextmanager
def _server(attack: Attack, folder: Path) -> Iterator[Server]:
    """The service as it is by default, without models, ended for good at the end of the block."""
    environ = {"STISLO_MODELS_DIR": str(folder / "models"), "STISLO_PULL": "never", **attack.environ}
    log = folder / "server.log"
    with ours(environ, log=log) if attack.descriptors is None else _starved(environ, log, attack.descriptors) as server:
        try:
            yield server
        finally:
            _end(server)


def _starved(environ: dict[str, str], log: Path, descriptors: int) -> Any:
    """The service in a process that may open so few descriptors."""
    command = ["sh", "-c", f'ulimit -n {descriptors} && exec "$0" -m service serve', sys.executable]
    return running(command, {**ON_ANY_PORT, **environ}, probe="/livez", log=log)


def _end(server: Server) -> None:
    """Kills the server and its children: what was to be seen has been seen, and a stopped child ends no other way."""
    family: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        own = psutil.Process(server.process.pid)
        family = [own, *own.children(recursive=True)]
    for each in family:
        with suppress(psutil.NoSuchProcess):
            each.send_signal(signal.SIGKILL)
    server.process.wait()


def _not_started(attack: Attack, said: str) -> Outcome:
    """A server that refuses to start has kept every promise if it says why, and the attack means it to be able to."""
    told = attack.descriptors is not None and "descriptor" in said
    failures = () if told else (f"the server did not start: {said[-300:].strip()}",)
    return Outcome(attack, Tally(), Seen(), Seen(), 0.0, 0.0, failures)
