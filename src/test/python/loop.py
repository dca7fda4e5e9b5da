"""A loop that stands for a training: loop.py STEPS SECONDS_A_STEP. It obeys all that it can be asked."""

import os
import sys
import time

import traindeck

steps, seconds = int(sys.argv[1]), float(sys.argv[2])
run = traindeck.start(steps=steps, config={"lr": 0.1, "net": {"width": 8}}, goal="val_loss",
                      commands=("pause", "checkpoint", "stop", "park", "set:lr"))
step, lr = 0, 0.1
if run.resume:
    with open(run.resume) as checkpoint:
        step = int(checkpoint.read())
while step < steps:
    step += 1
    time.sleep(seconds)
    ask = run.step(step, loss=1 / step, lr=lr)
    lr = ask.dials.get("lr", lr)
    if step % 10 == 0:
        run.validation(val_loss=1 / step)
    if ask.save:
        path = os.path.join(run.path, "checkpoints", "step-%08d.txt" % step)
        with open(path, "w") as checkpoint:
            checkpoint.write(str(step))
        run.saved(path)
    if ask.stop or ask.park:
        break
print("left after step %d because of %s" % (step, ask.reason))
