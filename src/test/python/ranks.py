"""Several ranks that train together, asked for something at a random moment: ranks.py WORLD ROUNDS SEED.

Each round starts WORLD processes under torch.distributed (gloo, loopback), sends one of ASKS and looks whether every rank
has obeyed at the same step. A rank that hangs fails the round.
"""

import json
import multiprocessing
import os
import random
import signal
import socket
import sys
import tempfile
import time
import uuid

import torch
import torch.distributed as dist

import traindeck

ASKS = ("stop", "park", "checkpoint", "pause", "set", "TERM", "TERM at rank 0", "kill")
PATIENCE = 60.0  # Seconds; what takes longer hangs.
MEAN_STEP = 0.002


def answer(run, ask, at):
    return [at, ask.save, ask.stop, ask.park, ask.dials, ask.reason, os.path.basename(run.path)]


def obey(run, ask, told, rank, at):
    """Writes down what is asked, and does it; returns whether the loop goes on."""
    if ask.save or ask.stop or ask.park or ask.dials:
        print(json.dumps(answer(run, ask, at)), file=told, flush=True)
    if ask.save and rank == 0:
        file = os.path.join(run.path, "checkpoints", str(at))
        open(file, "w").close()
        run.saved(file)
    if ask.reason == "TERM":
        assert not run.poll(together=True).save, "rank 0 has saved, and rank %d is asked once more" % rank
    return not (ask.stop or ask.park)


def rank_main(rank, world, port, folder):
    os.environ.update(RANK=str(rank), WORLD_SIZE=str(world))
    torch.set_num_threads(1)
    draw = random.Random(rank)
    dist.init_process_group("gloo", init_method="tcp://127.0.0.1:%d" % port, rank=rank, world_size=world)
    run = traindeck.start(os.path.join(folder, "run"), commands=traindeck.COMMANDS + ("set:lr",))
    with open(os.path.join(folder, "rank-%d" % rank), "w") as told, run:
        step, going = 0, True
        while going:
            step += 1
            time.sleep(draw.random() * 2 * MEAN_STEP)
            loss = torch.ones(1)
            dist.all_reduce(loss)  # As gradients are.
            going = obey(run, run.step(step, loss=loss), told, rank, step)
            for _ in range(rank):
                # As often as each rank likes: it asks for nothing new.
                before = answer(run, run._ask, step)
                assert answer(run, run.poll(), step) == before
            if going and step % 2:
                going = obey(run, run.poll(together=True), told, rank, step + 0.5)
    dist.destroy_process_group()


class Round:
    """One start of all ranks."""

    def __init__(self, world, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        context = multiprocessing.get_context("fork")
        self.ranks = [context.Process(target=rank_main, args=(rank, world, port, folder)) for rank in range(world)]
        for each in self.ranks:
            each.start()

    def log(self):
        try:
            with open(os.path.join(self.folder, "run", "events.jsonl")) as log:
                return log.read()
        except FileNotFoundError:
            return ""

    def wait_for(self, text, count=1):
        give_up = time.monotonic() + PATIENCE
        while self.log().count(text) < count:
            assert time.monotonic() < give_up, "no %s in the log: %s" % (text, self.log()[-2000:])
            time.sleep(0.005)

    def send(self, command, **more):
        identity = uuid.uuid4().hex
        commands = os.path.join(self.folder, "run", "commands")
        with open(os.path.join(commands, "." + identity), "w") as file:
            json.dump(dict(more, id=identity, command=command), file)
        os.rename(os.path.join(commands, "." + identity), os.path.join(commands, identity + ".json"))

    def end(self):
        give_up = time.monotonic() + PATIENCE
        for rank, each in enumerate(self.ranks):
            each.join(max(0.0, give_up - time.monotonic()))
            assert not each.is_alive(), "rank %d hangs: %s" % (rank, self.log()[-2000:])
        return [each.exitcode for each in self.ranks]

    def told(self):
        """What each rank has obeyed."""
        ranks = []
        for rank in range(len(self.ranks)):
            with open(os.path.join(self.folder, "rank-%d" % rank)) as told:
                ranks.append(told.read())
        return ranks


def play(world, what, draw):
    with tempfile.TemporaryDirectory() as folder:
        now = Round(world, folder)
        try:
            now.wait_for('"event":"step"')
            time.sleep(draw.random() * 20 * MEAN_STEP)
            if what == "kill":
                victim = draw.randrange(world)
                now.ranks[victim].kill()
                codes = now.end()
                assert all(codes), "a rank went on without rank %d: %s" % (victim, codes)
                return
            if what.startswith("TERM"):
                os.kill(now.ranks[draw.randrange(1, world) if what == "TERM" else 0].pid, signal.SIGTERM)
            elif what == "set":
                now.send("set", dial="lr", value=0.5)
            else:
                now.send(what)
            if what == "pause":
                now.wait_for('"event": "paused"')
                assert "the other ranks wait" not in now.log(), "they are paused too, and no time-out runs"
                now.send("checkpoint")
                now.wait_for('"event": "checkpoint"')
                now.send("resume")
                now.wait_for('"event": "unpaused"')
            if what in ("pause", "checkpoint", "set"):
                now.wait_for('"status": "done"')
                now.send(draw.choice(("stop", "park")))
            assert now.end() == [0] * world, now.log()[-2000:]
            told = now.told()
            assert told[0] and len(set(told)) == 1, "the ranks do not agree: %s" % told
        finally:
            for each in now.ranks:
                each.kill()
                each.join()


if __name__ == "__main__":
    ranks, rounds, seed = (int(word) for word in sys.argv[1:4])
    chance, counts = random.Random(seed), {}
    for number in range(rounds):
        asked = ASKS[number % len(ASKS)] if number < len(ASKS) else chance.choice(ASKS)
        play(ranks, asked, chance)
        counts[asked] = counts.get(asked, 0) + 1
    print("%d ranks, %d rounds, all obeyed: %s" % (ranks, rounds, counts))
