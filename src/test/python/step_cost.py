"""Measures what run.step costs a training loop: python3 step_cost.py [STEPS [TRAINDECK]]

With TRAINDECK, the launcher, a viewer is attached: traindeck watch, on a terminal of its own.

It prints the median and the worst of run.step with four metrics, and the same of an empty call in the same loop, which
shows what the machine itself does to a loop: both calls are timed in turn. A call during which the kernel took a core from
a thread of this program is told apart: its time says how busy the machine is, and nothing of the call.
"""

import array
import os
import resource
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "python"))
import traindeck  # noqa: E402
from attached import Viewer  # noqa: E402

LATE = 1_000_000

# The kernel takes the core for a twentieth of each second from a program of real-time priority that would not give it up.
BREAK_EVERY = 50_000
BREAK_SECONDS = 0.05


def nothing(step=None, **metrics):
    return metrics


def taken_away():
    """How often the kernel has taken a core from a thread of this program so far: the loop may have waited for that one."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw


class Calls:
    """How long each call took, and whether a core was taken away meanwhile, in arrays: Python's collector of garbage would
    look through lists of so many numbers, for milliseconds, in the midst of a call."""

    def __init__(self, count):
        self.nanoseconds = array.array("q", bytes(8 * count))
        self.disturbed = bytearray(count)

    def told(self, name):
        """Prints a line."""
        in_order = sorted(self.nanoseconds)
        count = len(in_order)
        calm = [took for took, was in zip(self.nanoseconds, self.disturbed) if not was]
        print("%-9s median %.2f us, 99.9 %% %.1f us, worst %.0f us, with the cores kept %.0f us; "
              "above 1 ms: %d of %d, %d with the cores kept"
              % (name, in_order[count // 2] / 1000, in_order[count * 999 // 1000] / 1000, in_order[-1] / 1000,
                 max(calm) / 1000, sum(took > LATE for took in in_order), count, sum(took > LATE for took in calm)))


def attach(launcher, path):
    """Returns a viewer of a run, once it is drawn; None without a launcher."""
    if launcher is None:
        return None
    viewer = Viewer(os.path.basename(path), [launcher, "watch", path])
    viewer.shown()
    return viewer


def measure(count, path, launcher=None):
    run = traindeck.start(path, steps=count)
    viewer = attach(launcher, path)
    steps, nothings, clock = Calls(count), Calls(count), time.perf_counter_ns
    for step in range(1, count + 1):
        loss = 1.0 / step
        if step % BREAK_EVERY == 0:
            time.sleep(BREAK_SECONDS)
        before = taken_away()
        begin = clock()
        run.step(step, loss=loss, lr=3e-4, grad_norm=1.25, images_per_s=1234.5)
        end = clock()
        between = taken_away()
        steps.nanoseconds[step - 1] = end - begin
        steps.disturbed[step - 1] = between != before
        begin = clock()
        nothing(step, loss=loss, lr=3e-4, grad_norm=1.25, images_per_s=1234.5)
        end = clock()
        nothings.nanoseconds[step - 1] = end - begin
        nothings.disturbed[step - 1] = taken_away() != between
    if viewer is not None:
        viewer.close()
    run.end()
    return steps, nothings


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        steps, nothings = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, os.path.join(folder, "cost"),
                                  sys.argv[2] if len(sys.argv) > 2 else None)
    steps.told("run.step")
    nothings.told("empty")
