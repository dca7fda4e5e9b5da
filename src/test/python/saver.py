"""A loop whose every number follows from the one before: saver.py STEPS, with a checkpoint after each tenth step."""

import os
import sys
import time

import traindeck

STEPS = int(sys.argv[1])
run = traindeck.start(steps=STEPS)
step, state = 0, 1
if run.resume:
    with open(run.resume) as file:
        step, state = map(int, file.read().split())
while step < STEPS:
    time.sleep(0.01)
    step, state = step + 1, state * 48271 % 2147483647
    ask = run.step(step, loss=state / 2147483647)
    if ask.save or step % 10 == 0:
        path = os.path.join(run.path, "checkpoints", "step-%08d.txt" % step)
        with open(path, "w") as file:
            file.write("%d %d" % (step, state))
        run.saved(path, kind="key" if ask.save else "step")
    if ask.stop or ask.park:
        break
