"""Measures what traindeck run costs: python3 run_cost.py [SECONDS [ROUNDS [TRAINDECK]]]

It prints
- which share of a core the supervisor of a program with 20 steps a second takes in SECONDS (30 unless given), and its memory;
- how long after a key was pressed in a viewer a loop of 20 steps a second has obeyed, in ROUNDS (5) pauses;
- how soon the first frames of run and of train are on the screen, in ROUNDS starts of each, in turn.

TRAINDECK is the launcher of this repository unless given. Times on a machine that is busy say little; the share of a core does.
"""

import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from attached import Viewer

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
WAIT = 60
STEP = 0.05

# Time for a viewer to read the log: before that, a key that pauses and goes on may mean the other of the two.
SETTLE = 2

# The supervisor's first seconds are those of any program that starts.
WARM_UP = 10

PRINTS = """
import time
for step in range(1, 1 << 30):
    print("step %%d loss %%.4f lr 0.001" %% (step, 1 / step), flush=True)
    time.sleep(%s)
""" % STEP

HELPED = """
import sys, time
sys.path.insert(0, %r)
import traindeck
run = traindeck.start()
for step in range(1, 1 << 30):
    run.step(step, loss=1 / step, lr=0.001)
    time.sleep(%s)
""" % (os.path.join(ROOT, "src", "main", "python"), STEP)


def until(what, condition):
    """Waits for a condition of files, which cannot call back."""
    end = time.monotonic() + WAIT
    while not condition():
        if time.monotonic() > end:
            sys.exit("waited in vain for " + what)
        time.sleep(0.001)



def count(path, event):
    """How many events of a kind a log has; its lines may have blanks."""
    if not os.path.exists(path):
        return 0
    with open(path) as log:
        return len(re.findall('"event": ?"%s"' % event, log.read()))


def cpu_seconds(pid):
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mib(pid, what):
    with open("/proc/%d/status" % pid) as status:
        return next(int(line.split()[1]) for line in status if line.startswith(what)) / 1024


class Bench:
    def __init__(self, launcher, runs):
        self.launcher = launcher
        self.runs = runs

    def command(self, word, name, *words):
        return [self.launcher, word, "--runs", self.runs, "--name", name] + list(words)

    def path(self, name, file=""):
        return os.path.join(self.runs, name, file)

    def trainer(self, name):
        """The process that looks after a run."""
        with open(self.path(name, "run.json")) as run:
            return json.load(run)["pid"]

    def end(self, name):
        """Ends a run with its program, if it has not ended: a second TERM does so at once."""
        pid = self.trainer(name)
        for _ in range(2):
            if os.path.exists("/proc/%d" % pid):
                os.kill(pid, signal.SIGTERM)
                time.sleep(0.3)
        until("the end of " + name, lambda: not os.path.exists("/proc/%d" % pid))

    def supervisor(self, seconds):
        subprocess.run(self.command("run", "supervised", "--detach", "--", sys.executable, "-c", PRINTS), check=True,
                       stdout=subprocess.DEVNULL)
        until("the first step", lambda: count(self.path("supervised", "events.jsonl"), "step") > 0)
        time.sleep(WARM_UP)
        pid = self.trainer("supervised")
        begun, before = time.monotonic(), cpu_seconds(pid)
        time.sleep(seconds)
        used = (cpu_seconds(pid) - before) / (time.monotonic() - begun)
        print("supervisor: %.2f %% of a core at %.0f steps a second, %.0f MiB now, %.0f MiB at most"
              % (100 * used, 1 / STEP, memory_mib(pid, "VmRSS:"), memory_mib(pid, "VmHWM:")))
        self.end("supervised")

    def keys(self, rounds):
        subprocess.run(self.command("run", "helped", "--detach", "--", sys.executable, "-c", HELPED), check=True,
                       stdout=subprocess.DEVNULL)
        told, log = self.path("helped", "metrics.jsonl"), self.path("helped", "events.jsonl")
        until("the first step", lambda: count(told, "step") > 0)
        viewer = Viewer("helped", [self.launcher, "watch", self.path("helped")])
        viewer.shown()
        time.sleep(SETTLE)
        times = []
        for pause in range(1, rounds + 1):
            pressed = time.monotonic()
            viewer.type(b"p")
            until("pause %d" % pause, lambda: count(told, "paused") == pause)
            times.append(1000 * (time.monotonic() - pressed))
            until("its place in the log", lambda: count(log, "paused") == pause)
            time.sleep(SETTLE)
            viewer.type(b"p")
            until("the end of pause %d" % pause, lambda: count(log, "unpaused") == pause)
            time.sleep(SETTLE)
        viewer.close()
        print("key to obeyed: median %.0f ms, worst %.0f ms of %d; a step takes %.0f ms"
              % (statistics.median(times), max(times), rounds, 1000 * STEP))
        self.end("helped")

    def first_frame(self, word, name, *words):
        viewer = Viewer(name, self.command(word, name, *words))
        shown = viewer.shown()
        viewer.close()
        until("a trainer", lambda: os.path.exists(self.path(name, "run.json")))
        self.end(name)
        return shown

    def first_frames(self, rounds):
        run, train = [], []
        for start in range(rounds):
            run.append(self.first_frame("run", "frame-of-run-%d" % start, "--", sys.executable, "-c", PRINTS))
            train.append(self.first_frame("train", "frame-of-train-%d" % start, "--limit", "300"))
        for name, times in ("run", run), ("train", train):
            print("first frame of %-5s median %.0f ms, worst %.0f ms of %d"
                  % (name, 1000 * statistics.median(times), 1000 * max(times), rounds))


def main(seconds=30, rounds=5, launcher=os.path.join(ROOT, "traindeck")):
    with tempfile.TemporaryDirectory() as runs:
        bench = Bench(launcher, runs)
        try:
            bench.supervisor(float(seconds))
            bench.keys(int(rounds))
            bench.first_frames(int(rounds))
        finally:
            for name in os.listdir(runs):
                bench.end(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
