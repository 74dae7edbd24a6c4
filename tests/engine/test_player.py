"""The player with a run and a clock that were made for it: nothing here waits."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.player import SLICE_SECONDS, Pace, Player
from engine.run import Block, Mode, Programme, State, Stop


class FakeClock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class CountingRun:
    """A run that counts, takes a given time for each iteration, and may stop itself."""

    together = 1

    def __init__(
        self, clock: FakeClock, target: int = 10**9, cost: float = 0.0, stops_at: int | None = None
    ) -> None:
        self._clock, self.target, self.cost, self._stops_at = clock, target, cost, stops_at
        self.iteration = 0
        self.calls: list[int] = []

    programme: Programme[Any]

    @property
    def stopped(self) -> Stop | None:
        if self._stops_at is None or self.iteration < self._stops_at:
            return None
        return Stop(self._stops_at, 0, "so", 1.0, np.inf)

    @property
    def finished(self) -> bool:
        return self.stopped is not None or self.iteration >= self.target

    @property
    def state(self) -> State:
        return State(self.iteration, np.zeros(1))

    def here(self) -> Block:
        return Block(self.iteration, np.zeros((1, 1)), np.zeros((1, 1)))

    def advance(self, n: int) -> Block:
        limit = self.target if self._stops_at is None else min(self.target, self._stops_at)
        n = max(0, min(n, limit - self.iteration))
        self.calls.append(n)
        first, self.iteration = self.iteration + 1, self.iteration + n
        self._clock.now += n * self.cost
        return Block(first, np.zeros((n, 1)), np.zeros((n, 1)), self.stopped)

    def restore(self, state: State) -> None:
        self.iteration = state.iteration

    def gathered(self, blocks: Sequence[Block], at_rest: bool) -> Block | None:
        return Block.joined(blocks) if blocks else None

    def replayed(self, state: State, n: int) -> State:
        return State(state.iteration + n, state.values)

    def change(self, settings: Any) -> None:
        self.target = settings


def a_player(**values: Any) -> tuple[Player, CountingRun, FakeClock]:
    clock = FakeClock()
    run = CountingRun(clock, **values)
    return Player(run, clock), run, clock


def play_until(player: Player, clock: FakeClock, end: float) -> None:
    """Calls the player as its owner does: whenever something is due."""
    while (wait := player.seconds_until_due()) is not None:
        clock.now = max(clock.now, min(clock.now + wait + 1e-9, end))
        player.advance_slice()
        if clock.now >= end:
            return


# Modes -------------------------------------------------------------------------------------------


def test_a_player_is_paused_until_it_plays() -> None:
    player, run, clock = a_player()
    modes = [player.mode]
    assert player.seconds_until_due() is None
    clock.now += 100
    assert player.advance_slice() is None
    player.play(Pace.flat_out())
    modes.append(player.mode)
    player.pause()
    modes.append(player.mode)
    assert modes == [Mode.PAUSED, Mode.PLAYING, Mode.PAUSED]
    assert player.advance_slice() is None
    assert run.iteration == 0


def test_a_step_makes_exactly_so_many_iterations_and_pauses() -> None:
    player, run, _ = a_player()
    player.play(Pace.flat_out())
    assert len(player.step(3)) == 3
    assert (run.iteration, player.mode) == (3, Mode.PAUSED)


def test_a_step_gives_fewer_iterations_at_the_end() -> None:
    player, _, _ = a_player(target=5)
    assert len(player.step(3)) == 3
    assert len(player.step(3)) == 2
    assert player.mode is Mode.FINISHED
    assert len(player.step(3)) == 0


def test_a_player_ends_at_the_chosen_number() -> None:
    player, run, clock = a_player(target=50)
    player.play(Pace.flat_out())
    play_until(player, clock, clock.now + 10)
    assert (run.iteration, player.mode) == (50, Mode.FINISHED)
    assert player.seconds_until_due() is None


def test_a_run_that_stopped_itself_has_failed() -> None:
    player, run, clock = a_player(stops_at=7)
    player.play(Pace.flat_out())
    play_until(player, clock, clock.now + 10)
    assert (run.iteration, player.mode) == (7, Mode.FAILED)


def test_more_iterations_do_not_set_a_finished_player_going_by_themselves() -> None:
    player, run, clock = a_player(target=50)
    player.play(Pace.flat_out())
    play_until(player, clock, clock.now + 10)
    run.change(80)
    assert player.mode is Mode.PAUSED
    assert player.advance_slice() is None
    player.play(Pace.flat_out())
    play_until(player, clock, clock.now + 10)
    assert run.iteration == 80


# Paces -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [1.0, 8.0, 60.0, 1000.0])
def test_a_steady_pace_makes_its_iterations_in_its_seconds(rate: float) -> None:
    player, run, clock = a_player()
    player.play(Pace.steady(rate))
    play_until(player, clock, clock.now + 10)
    assert run.iteration == pytest.approx(10 * rate, abs=1)


def test_the_first_iteration_of_a_slow_pace_comes_after_its_time_and_not_before() -> None:
    player, _, clock = a_player()
    player.play(Pace.steady(8))
    assert player.seconds_until_due() == pytest.approx(0.125)
    clock.now += 0.124
    assert player.advance_slice() is None
    clock.now += 0.002
    block = player.advance_slice()
    assert block is not None
    assert (block.first, len(block)) == (1, 1)
    assert player.seconds_until_due() == pytest.approx(0.124)


def test_a_time_lapse_shows_ten_thousand_iterations_in_twenty_seconds() -> None:
    player, run, clock = a_player()
    player.play(Pace.timelapse())
    begin, reached = clock.now, []
    for second in (5, 10, 15, 20):
        play_until(player, clock, begin + second)
        reached.append(run.iteration)
    assert reached == pytest.approx([9, 99, 999, 10_000], rel=0.01, abs=1.01)


def test_flat_out_is_always_due() -> None:
    player, _, _ = a_player(cost=1e-5)
    player.play(Pace.flat_out())
    for _ in range(5):
        assert player.seconds_until_due() == 0
        assert player.advance_slice() is not None


def test_a_new_pace_goes_on_from_where_the_run_is() -> None:
    player, run, clock = a_player()
    player.play(Pace.steady(100))
    play_until(player, clock, clock.now + 1)
    before = run.iteration
    player.play(Pace.steady(2))
    play_until(player, clock, clock.now + 5)
    assert run.iteration - before == pytest.approx(10, abs=1)


def test_the_time_spent_in_pause_is_not_caught_up() -> None:
    player, run, clock = a_player()
    player.play(Pace.steady(8))
    play_until(player, clock, clock.now + 1)
    player.pause()
    clock.now += 3600
    before = run.iteration
    player.play(Pace.steady(8))
    play_until(player, clock, clock.now + 1)
    assert run.iteration - before == pytest.approx(8, abs=1)


def test_a_pace_that_cannot_be_kept_is_not_caught_up_later() -> None:
    player, run, clock = a_player(cost=0.01)  # 100 iterations/s at most
    player.play(Pace.steady(1000))
    play_until(player, clock, clock.now + 10)
    run.cost = 0.0
    before, now = run.iteration, clock.now
    assert before == pytest.approx(1000, rel=0.05)
    play_until(player, clock, now + 1)
    assert run.iteration - before == pytest.approx(1000, rel=0.05)


@given(st.floats(0, 1e6), st.floats(0.001, 1e6), st.floats(0.1, 1e4))
def test_the_time_until_a_position_leads_to_that_position(
    position: float, further: float, rate: float
) -> None:
    for pace in (Pace.steady(rate), Pace.timelapse()):
        seconds = pace.seconds_until(position, position + further)
        assert pace.after(position, seconds) == pytest.approx(position + further, rel=1e-9)
        assert pace.seconds_until(position, position) == 0
        assert pace.seconds_until(position + further, position) == 0


def test_flat_out_leads_anywhere_in_no_time() -> None:
    assert Pace.flat_out().seconds_until(0, 10**7) == 0
    assert Pace.flat_out().after(3, 0.001) == np.inf


# Slices ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cost", [1e-6, 1e-5, 1e-4, 1e-3])
def test_a_slice_grows_until_it_fills_its_time_and_no_further(cost: float) -> None:
    player, run, _ = a_player(cost=cost)
    player.play(Pace.flat_out())
    for _ in range(40):
        player.advance_slice()
    assert run.calls[0] == 1
    assert run.calls[-1] * cost == pytest.approx(SLICE_SECONDS, rel=0.3)
    assert max(run.calls) * cost <= 1.01 * SLICE_SECONDS


def test_a_slice_of_a_run_that_became_slow_shrinks_at_once() -> None:
    player, run, clock = a_player(cost=1e-5)
    player.play(Pace.flat_out())
    for _ in range(40):
        player.advance_slice()
    run.cost = 1e-3
    player.advance_slice()
    before = clock.now
    player.advance_slice()
    assert clock.now - before <= 1.01 * SLICE_SECONDS


def test_an_iteration_longer_than_a_slice_is_still_made() -> None:
    player, run, _ = a_player(cost=0.5)
    player.play(Pace.flat_out())
    for _ in range(3):
        player.advance_slice()
    assert run.calls == [1, 1, 1]


def test_steps_that_cost_little_more_than_one_are_made_together_however_slow_they_are() -> None:
    clock = FakeClock()
    run = CountingRun(clock, target=100, cost=1.0)
    run.together = 16
    player = Player(run, clock)
    player.play(Pace.flat_out())
    for _ in range(4):
        player.advance_slice()
    assert run.calls == [16, 16, 16, 16]
    player.play(Pace.steady(1000))
    clock.now += 0.0035
    player.advance_slice()
    assert run.calls[-1] == 3  # no more than are due
