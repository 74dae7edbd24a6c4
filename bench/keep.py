"""What it takes to keep a run: saving and opening, the journal, and what a kill costs.

Run files: 100,000 planar iterations, saved and opened. Journal: iterations/s of the planar tab flat
out with the journal and without it, in turns, and the share of a core that it takes. Kills: the
window is killed (SIGKILL) at random moments, every third within the first second, while it trains,
changes, branches, saves and goes from tab to tab; the next one restores. Run: `make bench` or
`PYTHONPATH=. python bench/keep.py`; in portions with `--only kills --kills 5 --first 10 --into
FILE`. To reach: 1 s each; below 1 %; 50 of 50, at most 1 s lost, the same to the bit, no file left.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from bench.lab.display import a_display
from bench.lab.table import percentile, print_table

KILLS = ("scene", "kills", "recovered", "lost s", "worst", "same", "left", "damaged")
LONGEST_SECONDS, YOUNG_SECONDS = 6.0, 1.0
PARTS = ("files", "journal", "kills")


def main() -> None:
    parser = argparse.ArgumentParser(description="Saving, journal, kills.")
    parser.add_argument("--iterations", type=int, default=100_000, help="of the run that is saved")
    parser.add_argument("--rounds", type=int, default=8, help="with and without the journal")
    parser.add_argument("--kills", type=int, default=50, help="of the window")
    parser.add_argument("--first", type=int, default=0, help="kills that are passed over")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    parser.add_argument("--into", type=Path, help="a file that collects kills of several portions")
    parser.add_argument("--only", choices=PARTS, help="one of the measurements")
    parser.add_argument("--quick", action="store_true", help="a few of each")
    options = parser.parse_args()
    if options.quick:
        options.iterations, options.rounds, options.kills = 10_000, 1, 3
    wanted = [options.only] if options.only else PARTS
    with a_display():
        if "files" in wanted:
            print_table("Run files", ("what", "seconds", "MB"), files(options.iterations))
        if "journal" in wanted:
            print_table("Journal", ("what", "figure"), journal(options.rounds))
    if "kills" in wanted:
        numbers = range(options.first, options.first + options.kills)
        print_table("Kills", KILLS, kills(numbers, options.seed, options.into))


def files(iterations: int) -> list[tuple[str, float, float]]:
    """Saving and opening a planar run."""
    from engine.datasets import make_points
    from engine.planar.run import PlanarRun
    from engine.planar.settings import PlanarSettings
    from engine.record import Record
    from engine.run import Programme
    from engine.runfile import open_run, save_run

    settings = PlanarSettings(iterations=iterations)
    points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    record = Record(1, "planar", Programme.of(settings), points)
    run = PlanarRun(record.programme, points)
    while not run.finished:
        record.append(run.advance(256))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.descent"
        saving = _seconds(lambda: save_run(path, record, 0))
        opening = _seconds(lambda: open_run(path))
        size = path.stat().st_size / 1e6
    what = f"{iterations:,} planar iterations"
    return [(f"save {what}", saving, size), (f"open {what}", opening, size)]


def _seconds(work: Any, times: int = 5) -> float:
    """The median of some times."""
    taken = []
    for _ in range(times):
        since = time.perf_counter()
        work()
        taken.append(time.perf_counter() - since)
    return statistics.median(taken)


def journal(rounds: int, seconds: float = 4.0) -> list[tuple[str, str]]:
    """How much of the speed the journal takes, and how much of a core."""
    from bench.lab.window import program, run_for
    from gui.recovery import Recovery

    speeds: dict[bool, list[float]] = {True: [], False: []}
    shares = []
    with tempfile.TemporaryDirectory() as folder, program("planar") as shown:
        shown.open(1)
        shown.play()
        for number in range(2 * rounds):
            keeps = number % 2 == 1
            recovery = Recovery(shown.window, shown.window.announcements, Path(folder))
            if keeps:
                recovery.start()
            before, since = shown.workbench.record.head, time.perf_counter()
            run_for(seconds)
            rate = (shown.workbench.record.head - before) / (time.perf_counter() - since)
            speeds[keeps].append(rate)
            if keeps:
                shares.append(_share_of_a_core(recovery))
            recovery.close()
            recovery.deleteLater()
    pairs = zip(speeds[True], speeds[False], strict=True)
    costs = [100 * (1 - kept / free) for kept, free in pairs]
    return [
        ("iterations/s without", f"{statistics.median(speeds[False]):,.0f}"),
        ("iterations/s with", f"{statistics.median(speeds[True]):,.0f}"),
        ("cost, median of pairs", f"{statistics.median(costs):.2f} %"),
        ("share of a core", f"{statistics.median(shares):.2f} %"),
    ]


def _share_of_a_core(recovery: Any, times: int = 20) -> float:
    """Per cent of a core that noting and writing take, at twice a second."""
    keeper = recovery._keeper
    since = time.process_time()
    for _ in range(times):
        keeper._journal.write(recovery._notes.now())
    return 100 * 2 * (time.process_time() - since) / times


def kills(numbers: range, seed: int, into: Path | None = None) -> list[tuple[Any, ...]]:
    """A row for each scene, and one for all.

    Args:
        numbers: Of the kills; scene and moment of each depend on its number and the seed alone.
        seed: Of the moments.
        into: Where the outcomes are added to those of earlier portions.
    """
    from bench.lab.killed import SCENES, Outcome, kill_and_restore

    outcomes: list[tuple[str, Outcome]] = []
    for number in numbers:
        scene, seconds = SCENES[number % len(SCENES)], moment(number, seed)
        with tempfile.TemporaryDirectory() as folder:
            outcome = kill_and_restore(scene, seconds, Path(folder))
        outcomes.append((scene, outcome))
        print(f"{number + 1:3} {scene:13} after {seconds:.2f} s: {outcome}", flush=True)
        if into is not None:
            with into.open("a") as file:
                file.write(json.dumps((scene, asdict(outcome))) + "\n")
    if into is not None:
        kept = (json.loads(line) for line in into.read_text().splitlines())
        outcomes = [(scene, Outcome(**facts)) for scene, facts in kept]
    rows = [_row(scene, [one for name, one in outcomes if name == scene]) for scene in SCENES]
    return [*(row for row in rows if row[1]), _row("all", [one for _, one in outcomes])]


def moment(number: int, seed: int) -> float:
    """Seconds from the first iteration to a kill; every third falls within the first second."""
    longest = YOUNG_SECONDS if number % 3 == 2 else LONGEST_SECONDS
    return Random(1000 * seed + number).uniform(0.0, longest)


def _row(name: str, outcomes: list[Any]) -> tuple[Any, ...]:
    lost = [one.seconds_lost for one in outcomes]
    return (
        name,
        len(outcomes),
        sum(one.recovered for one in outcomes),
        percentile(lost, 50),
        max(lost, default=float("nan")),
        sum(one.same for one in outcomes),
        sum(one.left for one in outcomes),
        sum(one.damaged for one in outcomes),
    )


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
