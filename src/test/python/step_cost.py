"""Measures what run.step costs a training loop: python3 step_cost.py [STEPS], with a viewer attached or without.

It prints the median and the worst of run.step with four metrics, and the same of an empty call in the same loop, which
shows what the machine itself does to a loop: both calls are timed in turn.
"""

import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "python"))
import traindeck  # noqa: E402


def nothing(step=None, **metrics):
    return metrics


def measure(calls, folder):
    run = traindeck.start(os.path.join(folder, "cost"), steps=calls)
    took, empty, clock = [], [], time.perf_counter_ns
    for step in range(1, calls + 1):
        loss = 1.0 / step
        begin = clock()
        run.step(step, loss=loss, lr=3e-4, grad_norm=1.25, images_per_s=1234.5)
        middle = clock()
        nothing(step, loss=loss, lr=3e-4, grad_norm=1.25, images_per_s=1234.5)
        end = clock()
        took.append(middle - begin)
        empty.append(end - middle)
    run.end()
    return sorted(took), sorted(empty)


def told(name, nanoseconds):
    middle, most = nanoseconds[len(nanoseconds) // 2], nanoseconds[-1]
    late = sum(each > 1_000_000 for each in nanoseconds)
    per_mille = nanoseconds[len(nanoseconds) * 999 // 1000]
    print("%-9s median %.2f us, 99.9 %% %.1f us, worst %.0f us, above 1 ms: %d of %d"
          % (name, middle / 1000, per_mille / 1000, most / 1000, late, len(nanoseconds)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        steps, nothings = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, folder)
    told("run.step", steps)
    told("empty", nothings)
