"""Makes a training loop in Python a run of traindeck, which can be watched and steered from any terminal.

    import traindeck

    run = traindeck.start(steps=10_000, config={"batch_size": 64})
    if run.resume:                                    # "traindeck resume" has started the script again
        load(run.resume)
    while step < 10_000:
        step += 1
        ...
        ask = run.step(step, loss=loss, lr=lr)        # waits here while the run is paused
        if ask.save:                                  # a checkpoint is wanted: a key, park, INT or TERM
            save("step-%d.pt" % step)
            run.saved("step-%d.pt" % step)
        if ask.stop or ask.park:
            break

This is one file without dependencies, for Python 3.8 or newer: copy it beside the script, or import it. Two threads of
its own do all that touches the disk, so a slow or full disk neither delays the loop nor raises an error in it.
"""

import atexit
import builtins
import collections
import collections.abc
import datetime
import errno
import fcntl
import functools
import json
import os
import re
import signal
import socket
import stat
import sys
import threading
import time
import traceback
import uuid

COMMANDS = ("pause", "checkpoint", "stop", "park")
REASONS = ("completed", "early_stop", "stopped", "parked", "terminated", "failed")

LOOK_SECONDS = 0.1  # Between two looks at the disk: the longest time for which a step waits to be written.
PAUSE_SECONDS = 0.05  # Between two looks at the commands in a pause.
FLUSH_SECONDS = 5.0  # The longest wait for the disk, at a checkpoint and at the end.
SETTLED_NS = 2_000_000_000  # File systems tell times to 2 s at worst.
LIST_EVERY = 10  # Looks at the folder of commands, of which the others only see whether it has changed.
KEPT_CHARACTERS = 15_000_000  # What is kept in memory while the disk takes nothing: about 100,000 lines.
BLOCK_CHARACTERS = 1 << 15  # To put so many together takes some 20 microseconds.
MOST_BLOCKS = 1000  # Written at once.
PASSED_ON_SECONDS = 5.0  # From a signal, for torchrun or the supervisor to pass it on to a program that has it already.
ONE_TERM_SECONDS = 1.0  # From a TERM, for a batch script to pass on what its scheduler has sent to all.
COMMAND_BYTES = 4096  # A command has about 70 bytes.
UNSEEN_STEPS, UNSEEN_SECONDS = 10, 5.0  # After which a loop that has never looked at what is asked is taken to be deaf.
KEPT_BACK_SECONDS = 10.0  # The longest time for which the end of a run waits for what becomes of an exception.
MEET_SECONDS = 30.0  # The longest wait of the ranks for each other at their first step.
FACT_CHARACTERS = 200  # Of a fact that is a text.
FACTS_BYTES = 500_000  # Of all of them: they stand in one line, and one of more than 1 MB is not read.

_current = None  # The run of this process that has not ended.
_resume = os.environ.get("TRAINDECK_RESUME") or None  # Of the first run of this process: another did not save that file.
_cwd = None  # Where the program was started, unless it went elsewhere before it imported this.
_meetings = []  # One entry for each time that the ranks were looked for: all of them count alike.
_said = set()
_ending_lock = threading.Lock()  # Two threads may end a run.

try:
    _cwd = os.getcwd()
except OSError:
    pass  # The folder is gone.


def start(path=None, steps=None, epochs=None, steps_per_epoch=None, config=None, goal=None, commands=COMMANDS, rank=None):
    """Begins a run, or goes on with one; ends the run before it in this process.

    path: the run folder; None is $TRAINDECK_RUN, else a new folder runs/<the script's name>. Under "traindeck run" the
    folder is always $TRAINDECK_RUN.
    steps, epochs, steps_per_epoch: what is planned, as far as it is known.
    config: a dict or an argparse.Namespace of what the run should tell about itself.
    goal: the metric of validations that says which is the best, such as "val_acc" or ("score", "higher").
    commands: what the loop obeys; None is nothing. "set:lr" means that it looks at ask.dials["lr"]. Without "stop" and
    "park" the signals INT and TERM stay as they are.
    rank: the number of this process among several that train together; None looks at torch.distributed, $RANK and
    $SLURM_PROCID. Only rank 0 has a folder.
    """
    global _current, _resume
    if _current is not None:
        _current._end(None, "")
    plan = {}
    _flatten("", {"steps": steps, "epochs": epochs, "steps_per_epoch": steps_per_epoch}, plan)
    plan = {name: json.loads(text) for name, text in plan.items() if _float(text, 0) > 0}
    run = Run(path, plan, _facts(config), _goal(goal), _commands(commands), _rank(rank), _resume)
    _current, _resume = run, None
    return run


def _commands(told):
    try:
        words = [told] if isinstance(told, str) else list(told or ())
    except TypeError:
        words = [told]
    known = [word for word in words if word in COMMANDS or isinstance(word, str) and re.match("set:.", word)]
    unknown = [word for word in words if word not in known and word != "resume"]
    if unknown:
        _say("unknown", "commands: a loop cannot obey %s, but %s and set:NAME"
             % (_printable(", ".join(map(str, unknown))), ", ".join(COMMANDS)))
    return tuple(known)


class Ask:
    """What is asked of the loop now. There is one for each run, and each step brings it up to date.

    save: a checkpoint is wanted. stop, park: the loop should end; they stay true. dials: the values that were set since the
    last step. reason: the command that asks, or "INT" or "TERM"; None if nothing is asked.
    """

    __slots__ = ("_save", "_stop", "_park", "_reason", "_seen", "dials")

    def __init__(self):
        self._save = self._stop = self._park = False
        self.dials = {}
        self._reason = None
        self._seen = set()  # What the loop has looked at.

    def _noted(name):  # An attribute that takes a note when the loop looks at it.
        def look(self):
            self._seen.add(name)
            return getattr(self, "_" + name)

        return property(look, lambda self, value: setattr(self, "_" + name, value))

    save, stop, park, reason = _noted("save"), _noted("stop"), _noted("park"), _noted("reason")
    del _noted


class Run:
    """A run: what the loop tells of itself, and what is asked of it.

    path is the run folder (None if there is none, and on other ranks before the first step), resume the checkpoint to
    go on from (None at a first start).
    """

    def __init__(self, path, plan, facts, goal, commands, rank, resume):
        self.path = None
        self.resume = resume
        self._about = {"plan": plan, "goal": goal, "commands": list(commands), "facts": facts}
        self._ask = Ask()
        self._due = _Due()
        self._last = 0
        self._epoch = 0
        self._log = self._mail = self._ranks = None
        self._joins_ranks = True  # Whether this rank asks the others; one on which wandb is called decides for itself.
        self._met = None  # The group of torch.distributed whose ranks were looked for.
        self._arrived = ()
        self._waiting = {}  # Commands that were accepted and are not done: the id, then the word.
        self._dials = dict(facts)
        self._saved_step = None
        self._rests_on = None  # The file that holds all of the loop, as long as it waits where it has saved.
        self._resume_due = False
        self._rows = ()
        self._over = False
        self._exit = None
        self._told_end = False
        self._kept_back = None  # The SystemExit that was on its way when the run ended, until its end is told.
        self._last_error = _last_error()  # An old one of the interpreter, which does not end this run.
        self._lone_ranks = _others_unreachable(rank)
        is_spare = _is_being_imported()
        self._signals = _Signals(not is_spare and ("stop" in commands or "park" in commands))
        _take_over_exit()
        if rank == 0 and not is_spare:
            try:
                self._open(path)
            except Exception as fault:
                if self._log is not None:
                    self._log.close()
                    self._log = None
                _say("folder", "this run is not recorded and takes no commands: %s" % _reason(fault))

    def _open(self, path):
        supervised = os.environ.get("TRAINDECK_RUN")
        self.path, lock = (supervised, None) if supervised else _own_folder(path, self.resume)
        self.path = os.path.abspath(self.path)  # The program may go to another folder.
        alone = lock is not None
        self._log = _Log(os.path.join(self.path, "events.jsonl" if alone else "metrics.jsonl"), lock)
        if alone:
            _write_run_json(self.path)
        if self.resume and self._go_on(alone):
            self._tell("described", now=True, **self._about)
        else:
            name = os.path.basename(self.path)
            self._tell("run_started", now=True, schema=2, run=name, **self._about)
        self._mail = _Mailbox(os.path.join(self.path, "commands"), alone, self)
        self._arrived = self._mail.arrived

    def _go_on(self, alone):
        """Goes on where the checkpoint was; false if the log holds no step at all, so that the run is a new one."""
        before = _history(self._log.content(), self.path, self.resume)
        if not alone and not (before and before.times_saved):
            # It was saved before there was a supervisor.
            with open(os.path.join(self.path, "events.jsonl"), "rb") as events:
                before = _history(events, self.path, self.resume)
        if before is None:
            return False
        # The row of the step itself is told again by a loop that was saved in the midst of an epoch.
        self._rows = [row for row in before.rows if before.row_saved or row[0] != before.step]
        self._last = before.step or 0
        self._saved_step = before.step
        # A file that was written more than once may hold more than the log had said of it when the program was killed:
        # the step that comes first decides.
        self._resume_due = True
        if before.times_saved == 1:
            self._resumed()
        return True

    def _resumed(self):
        self._resume_due = False
        done = max((int(epoch) for step, epoch in self._rows if step <= self._last), default=None)
        self._epoch = done or 0
        keys = {"epoch": 0 if done is None else done + 1, "file": _relative(self.path, self.resume)}
        self._tell("run_resumed", now=True, from_step=self._last, **keys)

    # --- What the loop tells ---

    def step(self, step=None, **metrics):
        """Tells that a step is done; returns what is asked, after waiting while the run is paused.

        step: its number; None is one more than the last. metrics: numbers, tensors or numpy scalars with one value, dicts of
        them; anything else is left out.
        """
        self._measured("step", step, metrics)
        return self._obey(True)

    def validation(self, step=None, **metrics):
        """Tells what a validation has shown; step is the last one done, if it is None."""
        self._measured("validation", self._last if step is None else step, metrics)

    def epoch(self, epoch, step=None, **metrics):
        """Tells that an epoch is over, and its numbers; epochs count from 1."""
        self._measured("epoch", self._last if step is None else step, dict(metrics, epoch=epoch))

    def saved(self, path, kind="key"):
        """Tells that a checkpoint is whole: answers who asked for it. "traindeck resume" goes on from the last one.

        Returns when the log is on the disk up to here, after at most 5 seconds. kind: "best" for the weights alone, from
        which nothing can go on; "epoch" after an epoch and what belongs to it; else "step" or "key".
        """
        file = None
        try:
            file = self._saved(os.path.abspath(os.fspath(path)), kind)
        except Exception as fault:
            self._excuse(fault)
        if self._due.paused and self._ranks is None:
            self._rests_on = file
            try:
                self._obey(False)
            finally:
                self._rests_on = None

    def poll(self, together=False):
        """Obeys and returns what is asked, in the midst of a step, such as a long evaluation.

        What the last step has asked for stays until it is done: a checkpoint until saved is called, dials until the next
        step. Where several ranks train together it only returns what the last step has returned, unless together is true:
        then all ranks obey at the same poll, and each rank must poll equally often.
        """
        return self._obey(False) if self._ranks is None or together else self._ask

    def end(self, reason=None):
        """Ends the run. reason: None for what was asked ("parked", "stopped", "terminated"), else "completed"."""
        self._end_under(sys.exc_info()[1], reason)

    def _end_under(self, exception, reason=None):
        """Ends the run while an exception is on its way: whether it ends the program as well is not known yet.

        It does after "finally", and does not where the program has caught it. So the word is kept back until it leaves the
        program, or the program ends or begins another run, at most for some seconds.
        """
        if exception is None or reason is not None or self._over:
            self._end(reason, "")
            return
        self._stop()
        # Another one would keep alive what its frames hold: a model, and the memory that it takes.
        self._kept_back = exception if isinstance(exception, SystemExit) else None
        timer = threading.Timer(KEPT_BACK_SECONDS, self._end, (None, ""))
        timer.daemon = True
        timer.start()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self._leave(value)

    def _leave(self, exception):
        """Ends the run that this exception leaves, None for none. After an end that was asked for, any exit is that end."""
        asked = isinstance(exception, SystemExit) and (self._ask._stop or self._ask._park)
        self._end(*_ending(None if asked else exception))

    def _measured(self, kind, step, metrics):
        """Writes a line of numbers; raises nothing of its own."""
        try:
            if self._over:
                return
            step = self._last + 1 if step is None else int(step)
            self._exit = None  # It goes on, so somebody has caught what was to end it.
            if self._resume_due:
                self._last = step - 1 if kind == "step" else step
                self._resumed()
            if step > self._last or kind == "step":
                self._last = step
            if self._log is None:
                return
            line = _fast_line(step, metrics) if kind == "step" else None
            if line is None:
                line = self._line(kind, step, metrics)
            elif "epoch" in metrics:
                self._epoch = metrics["epoch"]
            self._log.put(line, kind != "step")
            if kind != "step":
                self._log.sync()
        except Exception as fault:
            self._excuse(fault)

    def _line(self, kind, step, metrics):
        numbers = {}
        _flatten("", metrics, numbers)
        numbers = {name: text for name, text in numbers.items() if name not in ("event", "time_ms", "step")}
        self._epoch = _float(numbers.get("epoch"), self._epoch)
        best = _flag(metrics.get("best"))
        if best is not None:
            numbers["best"] = json.dumps(best)
        parts = ["%s:%s" % (json.dumps(name), text) for name, text in numbers.items()]
        return '{"event":"%s",%s}\n' % (kind, ",".join(['"time_ms":%d' % _now(), '"step":%d' % step] + parts))

    def _tell(self, event, now=False, **keys):
        if self._log is not None:
            keys = {key: value for key, value in keys.items() if value is not None}
            self._log.put(json.dumps(dict({"event": event, "time_ms": _now()}, **keys), allow_nan=False) + "\n", True)
            if now:
                self._log.wake()

    def _describe(self, more):
        """Adds facts that are known only now."""
        self._about["facts"] = dict(self._about["facts"], **_facts(more))
        self._tell("described", facts=self._about["facts"])

    def _plan(self, **lengths):
        """Tells that more or less is planned than was told before."""
        self._about["plan"] = dict(self._about["plan"], **lengths)
        self._tell("described", plan=self._about["plan"])

    def _answer(self, request, status, reason=""):
        keys = {"id": request["id"], "command": request["command"], "status": status, "reason": reason}
        self._tell("command", now=True, **keys)

    def _saved(self, path, kind):
        """Tells of a checkpoint, and answers who asked for it; returns the answer, None if nobody can go on from it."""
        if self._over:
            return None
        file = self._tell_saved(path, kind)
        if kind == "best":
            return None
        self._due.save = False
        self._due.offered = 0.0
        self._saved_step = self._last
        for request in self._take_waiting("checkpoint"):
            self._answer(request, "done", file)
        return file

    def _tell_saved(self, path, kind):
        """Tells of a checkpoint if there is a log; returns the file as an answer says it."""
        if self._log is None:
            return path
        kind = "signal" if kind == "key" and self._ask._reason in ("INT", "TERM") else kind
        kind = kind if kind in ("best", "epoch", "step", "key", "signal") else "key"
        file = _relative(self.path, path)
        keys = {"step": self._last, "epoch": int(self._epoch), "bytes": _size(path)}
        seconds = round(time.monotonic() - self._due.offered, 3) if self._due.offered else 0.0
        # First the log, then the word of the checkpoint: what stands in a log before a checkpoint led to it.
        self._tell("checkpoint", kind=kind, file=file, seconds=seconds, **keys)
        return file if self._log.flush() else file + "; the log is not yet on the disk"

    def _excuse(self, fault):
        if _is_of_handler(fault):
            raise fault
        _say("fault:%s" % type(fault).__name__, "a line was lost: %s" % _reason(fault))

    # --- What is asked of the loop ---

    def _obey(self, at_step):
        """Brings the Ask up to date; does not return while the run is paused and nothing is to be done.

        The one error that can leave this is that of torch.distributed, where another rank is gone.
        """
        ask, due = self._ask, self._due
        if at_step and (ask._save or ask.dials):
            ask._save, ask.dials = False, {}
        if at_step and self._about["commands"] and not self._over:
            self._find_ranks()
            if self._waiting and self._ranks is None:
                self._refuse_unseen()
        if self._ranks is None and not (self._arrived or self._signals.asked or due.is_pending()):
            if not at_step:
                ask._save = due.offered > 0.0
            if not (ask._stop or ask._park or ask._save or ask.dials):
                ask._reason = None
            return ask
        while not self._over:
            self._take_commands()
            # Once a step has told the loop to save, polls tell it so until it has done it.
            save = due.save or due.offered > 0.0 and not at_step
            agreed = _Due(save, due.stop, due.park, due.paused, due.signal, due.dials)
            if self._ranks is not None:
                agreed = self._ranks.agree(agreed, self)
                due.signal = due.signal or agreed.signal  # Another rank's.
                # Rank 0 keeps for all that a checkpoint is wanted: the others may leave it to that rank to call saved.
                due.save = self._ranks.is_first and (due.save or agreed.save and not due.offered)
            if agreed.signal:
                self._unpause()
            # A loop that has been told to save is let through to where it saves; it waits at its next step.
            if self._show(agreed, at_step) or not agreed.paused:
                break
            time.sleep(PAUSE_SECONDS)
        if at_step:
            due.dials = {}
            if due.save:
                due.save, due.offered = False, time.monotonic()
        return ask

    def _show(self, agreed, at_step):
        """Lets the loop see what was agreed on; returns whether it has something to do."""
        ask = self._ask
        ask._save = agreed.save
        if at_step:
            ask.dials = agreed.dials
        ask._park = ask._park or agreed.park
        ask._stop = ask._stop or agreed.stop or agreed.signal != 0
        if agreed.signal:
            ask._reason = {signal.SIGINT: "INT", signal.SIGTERM: "TERM"}[agreed.signal]
        else:
            asked = (("park", ask._park), ("stop", ask._stop), ("checkpoint", ask._save), ("set", ask.dials))
            ask._reason = next((word for word, is_asked in asked if is_asked), None)
        return bool(ask._save or ask._stop or ask._park)

    def _take_commands(self):
        try:
            due = self._due
            if self._signals.asked and not due.signal:
                due.signal, due.save = self._signals.asked, True
            while self._arrived:
                request = self._arrived.popleft()
                self._take_command(request, request["command"])
        except Exception as fault:
            self._excuse(fault)

    def _take_command(self, request, word):
        due = self._due
        if word in ("checkpoint", "stop", "park", "set") and self._ranks is None and self._lone_ranks:
            self._answer(request, "refused", self._lone_ranks)
        elif word == "pause":
            ending = due.stop or due.park or due.signal
            if ending:
                self._answer(request, "refused", "the run is ending")
                return
            if not due.paused:
                self._tell("paused", step=self._last)
            is_alone = self._ranks is None and self._lone_ranks
            others = "the other ranks wait for this one, at most for the time-out of their group" if is_alone else ""
            self._answer(request, "done", "it was paused already" if due.paused else others)
            due.paused = True
        elif word == "resume":
            self._answer(request, "done", "" if self._unpause() else "it was not paused")
        elif word == "set":
            name, value = request["dial"], request["value"]
            old = self._dials.get(name)
            self._tell("dial", step=self._last, name=name, new=value, **({} if old is None else {"old": old}))
            self._dials[name] = due.dials[name] = value
            self._answer(request, "done")
        elif word in ("stop", "park") and getattr(due, word):
            self._answer(request, "done", "it is ending already")
        elif word == "checkpoint" and self._rests_on is not None:
            # To save once more, the loop would have to do a step first.
            self._answer(request, "done", self._rests_on)
        else:
            self._waiting[request["id"]] = request
            due.save = due.save or word != "stop"
            due.stop = due.stop or word == "stop"
            due.park = due.park or word == "park"
            if word != "checkpoint":
                self._unpause()

    def _unpause(self):
        if not self._due.paused:
            return False
        self._due.paused = False
        self._tell("unpaused", now=True, step=self._last)
        return True

    def _take_waiting(self, *words):
        found = [request for request in self._waiting.values() if request["command"] in words]
        for request in found:
            del self._waiting[request["id"]]
        return found

    def _refuse_unseen(self):
        """Refuses what the loop would not do: who asks a loop that never looks at what a step returns would wait for ever."""
        seen, now = self._ask._seen, time.monotonic()
        for request in list(self._waiting.values()):
            word = {"checkpoint": "save"}.get(request["command"], request["command"])
            request["steps"] = request.get("steps", 0) + 1
            is_long = request["steps"] > UNSEEN_STEPS and now - request.setdefault("since", now) > UNSEEN_SECONDS
            if is_long and word not in seen and "reason" not in seen:
                del self._waiting[request["id"]]
                self._withdraw(word)
                self._answer(request, "refused", "the loop has not looked at ask.%s so far" % word)

    def _withdraw(self, word):
        """Takes back what was asked, so that nothing that was refused is done; a signal stays."""
        due, ask = self._due, self._ask
        if word in ("save", "park") and not due.signal:
            due.save, due.offered, ask._save = False, 0.0, False
        if word == "park":
            due.park = ask._park = False
        elif word == "stop" and not due.signal:
            due.stop = ask._stop = False

    def _not_saved(self, fault):
        """Tells that the checkpoint that is wanted could not be written, so that a full disk ends no training.

        A run that was to be parked goes on, or all would be lost that it has computed; several ranks cannot agree on that.
        """
        if _is_of_handler(fault):
            raise fault
        why = "the checkpoint could not be written: %s" % _reason(fault)
        _say("save", why)
        self._due.save, self._due.offered = False, 0.0
        words = ("checkpoint", "park") if self._ranks is None else ("checkpoint",)
        if "park" in words:
            self._withdraw("park")
        for request in self._take_waiting(*words):
            self._answer(request, "refused", why)

    def _find_ranks(self):
        """Joins the other ranks as soon as torch.distributed is in use, if all tell steps; leaves a group that is gone."""
        dist = sys.modules.get("torch.distributed")
        if dist is None or not self._joins_ranks:
            return
        try:
            group = _group(dist)
            if group is self._met:
                return
            self._ranks, self._met = None, group
            if group is not None and _meet(dist):
                self._ranks = _Ranks(sys.modules["torch"], dist)
            elif group is not None:
                self._decide_alone(dist)
        except Exception as fault:
            if _is_of_handler(fault):
                raise
            _say("ranks", "this rank does not learn what the others are asked: %s" % _reason(fault))

    def _decide_alone(self, dist):
        """Leaves the pause alone to a rank that the others do not join: to end or save there would leave them waiting."""
        self._lone_ranks = "the other ranks tell no steps, so they cannot obey at one step"
        if dist.get_rank() == 0:
            _say("alone", "run.step is called on some of %d ranks only: this one can be paused and nothing else; call start "
                 "and step on every rank, and they obey together" % dist.get_world_size())
        if "pause" in self._about["commands"]:
            self._tell("described", now=True, commands=["pause"])
            if self._mail is not None:
                self._mail.leave_all_but_the_pause()

    # --- The end ---

    def _stop(self):
        """Takes nothing more from the loop, and gives the signals back."""
        self._over = True
        self._signals.restore()
        try:
            if _facade["run"] is self:
                _facade["run"] = None
                _tell_summary(self)
        except Exception as fault:
            self._excuse(fault)

    def _end(self, reason, message):
        global _current
        if self._told_end:
            return
        with _ending_lock:
            if self._told_end:
                return
            self._told_end = True
        if not self._over:
            self._stop()
        if _current is self:
            _current = None
            _restore_exit()
        try:
            self._close(*self._outcome(reason, message))
        except Exception as fault:
            self._excuse(fault)

    def _goes_on_later(self):
        """Whether the loop is asked to end at any step, to be resumed there: then an epoch that it cuts is none."""
        return self._ask._park or self._ask._stop and self._due.signal != 0

    def _outcome(self, reason, message):
        ask = self._ask
        asked = "parked" if ask._park else "terminated" if self._due.signal and ask._stop else "stopped" if ask._stop else None
        if reason is not None and reason not in REASONS:
            reason, message = None, str(reason)
        reason = reason or asked or "completed"
        if reason == "parked" and self._saved_step != self._last and not message:
            message = "step %d was not saved: the loop did not call run.saved after ask.park" % self._last
        return reason, message

    def _close(self, reason, message):
        if self._log is None:
            return
        if self._resume_due:
            self._resumed()
        if self._mail is not None:
            self._mail.close()
        for request in self._take_waiting("stop", "park"):
            failed = reason == "failed"
            self._answer(request, "refused" if failed else "done", "the run failed" if failed else "")
        for request in self._take_waiting("checkpoint"):
            self._answer(request, "refused", "the loop has ended without saving")
        while self._arrived:
            self._answer(self._arrived.popleft(), "refused", "the run has ended")
        self._tell("run_ended", reason=reason, step=self._last, message=message)
        self._log.close()

    def _forget(self):
        """A process that was forked from this one is no part of the run."""
        self._over = self._told_end = True
        self._log = None
        self._signals.restore(is_child=True)


class _Due:
    """What is asked and not yet handed to the loop."""

    __slots__ = ("save", "stop", "park", "paused", "signal", "dials", "offered")

    def __init__(self, save=False, stop=False, park=False, paused=False, number=0, dials=None):
        self.save, self.stop, self.park, self.paused, self.signal = save, stop, park, paused, number
        self.dials = dials or {}
        self.offered = 0.0  # When the loop was told to save, on the monotonic clock; 0 if it was not.

    def is_pending(self):
        return self.save or self.paused or self.dials


# --- The log ---


class _Log:
    """Appends lines to a file, on a thread of its own; holds the run's lock, if it is given one.

    A line is in the file after at most 0.1 s, which is what a kill can lose. While the disk takes nothing, lines are kept;
    beyond 15 MB of them new lines of steps are lost, and beyond twice that all lines.

    While the thread has hold of Python the loop stands still, and each time that it takes hold the loop waits for the system
    to hand over. So it is left little to do: who puts a line puts full blocks together, and it writes all blocks at once.
    """

    def __init__(self, path, lock):
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        self._file = os.open(path, flags, 0o600)
        self._path = path
        self._lock = lock
        if lock is None:
            # One program of a supervised run writes: another that it starts must not.
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise OSError("another program of this run writes %s" % path) from None
        _repair(self._file)
        self._mutex = threading.RLock()  # A handler of signals may call the run while the loop puts a line.
        self._blocks, self._lines, self._size = [], [], 0  # Lines put together, lines alone, the characters of the latter.
        self._kept = 0  # Characters that are not written.
        self._marks = []  # Each is set once all that was put before it is on the disk.
        self._taken, self._reached = [], []  # The blocks that are being written, and the marks that are due after them.
        self._lost = 0
        self._failing = False
        self._closed = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="traindeck-log", daemon=True)
        self._thread.start()

    def content(self):
        """The lines that are in the file now. It is not opened again: to close it would free its lock."""
        offset, rest = 0, b""
        while True:
            chunk = os.pread(self._file, 1 << 20, offset)
            if not chunk:
                return
            offset += len(chunk)
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop()
            yield from lines

    def put(self, line, is_rare=False):
        with self._mutex:
            if self._kept > (2 * KEPT_CHARACTERS if is_rare else KEPT_CHARACTERS):
                self._lost += 1
                return
            self._lines.append(line)
            self._kept += len(line)
            self._size += len(line)
            if self._size > BLOCK_CHARACTERS:
                self._join()

    def _join(self):
        lines, self._lines, self._size = self._lines, [], 0
        if lines:
            self._blocks.append("".join(lines).encode("utf-8", "replace"))

    def sync(self):
        """Wants what was put so far on the disk; returns what says when it is there."""
        mark = threading.Event()
        with self._mutex:
            self._marks.append(mark)
        return mark

    def wake(self):
        self._wake.set()

    def flush(self):
        """Waits until what was put so far is on the disk; returns whether it is."""
        done = self.sync()
        self._wake.set()
        deadline = time.monotonic() + FLUSH_SECONDS
        while not done.wait(LOOK_SECONDS):
            if self._failing or time.monotonic() > deadline:
                return False
        return True

    def close(self):
        """Writes what is left and frees the lock."""
        if not self.flush():
            _say("end", "the last lines of %s could not be written" % self._path)
        self._closed = True
        self._wake.set()
        self._thread.join(FLUSH_SECONDS)
        if not self._thread.is_alive():
            os.close(self._file)
            if self._lock is not None:
                os.close(self._lock)

    def _run(self):
        relock_at = 0.0
        while not self._closed:
            self._wake.wait(1.0 if self._failing else LOOK_SECONDS)
            self._wake.clear()
            try:
                self._write()
                self._failing = False
                if self._lost:
                    _say("lost", "%d lines of steps are lost: %s could not be written in time" % (self._lost, self._path))
                if time.monotonic() > relock_at:
                    relock_at = time.monotonic() + 1.0
                    # Whoever has read and closed the file in this process, a backup for instance, has freed the lock.
                    fcntl.lockf(self._file if self._lock is None else self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as fault:
                self._failing = True
                _say("disk", "cannot write %s: %s; training goes on, up to %d MB of lines are kept, and writing is tried again"
                     % (self._path, _reason(fault), KEPT_CHARACTERS / 1e6))
            except Exception as fault:
                _say("log", "cannot write %s: %s" % (self._path, _reason(fault)))

    def _write(self):
        self._write_taken()  # What is left of the last time.
        with self._mutex:
            self._join()
            self._taken, self._blocks = self._blocks, []
            self._reached += self._marks
            self._marks = []
        self._write_taken()
        if self._reached:
            os.fsync(self._file)
            for mark in self._reached:
                mark.set()
            self._reached = []

    def _write_taken(self):
        while self._taken:
            written = os.writev(self._file, self._taken[:MOST_BLOCKS])
            with self._mutex:
                self._kept -= written
            while self._taken and written >= len(self._taken[0]):
                written -= len(self._taken.pop(0))
            if written:
                self._taken[0] = self._taken[0][written:]


def _repair(file):
    """Makes a log that a killed program has left end with a whole line."""
    size = os.fstat(file).st_size
    end, tail = size, b""
    while end > 0 and b"\n" not in tail:
        begin = max(0, end - (1 << 16))
        tail = os.pread(file, end - begin, begin) + tail
        end = begin
    torn = tail[tail.rfind(b"\n") + 1:]
    if not torn:
        return
    try:
        whole = isinstance(json.loads(torn.decode("utf-8")), dict)
    except ValueError:
        whole = False
    if whole:
        os.write(file, b"\n")
    else:
        os.ftruncate(file, size - len(torn))


_templates = {}
_LARGEST = 1 << 63


def _fast_line(step, metrics):
    """The line of a step whose metrics are plain, finite numbers; None if there is anything else."""
    for value in metrics.values():
        if type(value) is float:
            if value - value != 0.0:
                return None
        elif type(value) is not int or not -_LARGEST < value < _LARGEST:
            return None
    names = tuple(metrics)
    template = _templates.get(names)
    if template is None:
        if "event" in metrics or "time_ms" in metrics or "step" in metrics or not all(type(name) is str for name in names):
            return None
        keys = "".join(',%s:%%r' % json.dumps(name).replace("%", "%%") for name in names)
        template = '{"event":"step","time_ms":%d,"step":%d' + keys + "}\n"
        if len(_templates) < 100:
            _templates[names] = template
    return template % ((time.time() * 1000, step) + tuple(metrics.values()))


def _flatten(prefix, metrics, into):
    """Puts the numbers of nested dicts into one, as JSON; names are joined by a slash."""
    for name, value in metrics.items():
        if isinstance(value, dict):
            _flatten("%s%s/" % (prefix, name), value, into)
        else:
            try:
                text = _number(value)
            except Exception as fault:
                if _is_of_handler(fault):
                    raise
                text = None  # What cannot say its number has none.
            if text is not None:
                into["%s%s" % (prefix, name)] = text


def _is_of_handler(fault):
    """Whether the program's own handler of a signal has raised this while we were at work: it is meant for the loop."""
    codes = {frame.f_code for frame, _ in traceback.walk_tb(fault.__traceback__)}
    codes = {code for code in codes if code.co_filename != _is_of_handler.__code__.co_filename}
    if not codes or threading.current_thread() is not threading.main_thread():
        return False
    handlers = (signal.getsignal(number) for number in signal.valid_signals())
    return any(_code(handler) in codes for handler in handlers if callable(handler))


def _code(handler):
    while isinstance(handler, functools.partial):
        handler = handler.func
    return getattr(handler if hasattr(handler, "__code__") else type(handler).__call__, "__code__", None)


def _number(value):
    """A number as JSON, as exact as it is; None for anything else."""
    kind = type(value)
    if kind is float:
        if value - value == 0.0:
            return repr(value)
        return '"NaN"' if value != value else '"Infinity"' if value > 0 else '"-Infinity"'
    if kind is int:
        return repr(value) if -_LARGEST < value < _LARGEST else _number(_as_float(value))
    if kind is bool or value is None or isinstance(value, (str, bytes, bytearray, complex)):
        return None
    if isinstance(value, (list, tuple)):
        return _number(value[0]) if len(value) == 1 else None
    if hasattr(value, "item"):
        plain = value.item()
        return _number(_as_float(plain) if hasattr(plain, "item") else plain)
    return _number(_as_float(value))


def _flag(value):
    """A bool, that of numpy or of a tensor too; None for anything else."""
    if type(value) is not bool and hasattr(value, "item"):
        try:
            value = value.item()
        except Exception as fault:
            if _is_of_handler(fault):
                raise
    return value if type(value) is bool else None


def _as_float(value):
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _float(text, otherwise):
    """The finite number that a JSON text is."""
    return float(text) if text is not None and not text.startswith('"') else otherwise



# --- The mailbox ---


class _Mailbox:
    """Takes the commands out of the folder, on a thread of its own.

    Alone it takes all that lies there, and refuses what the loop does not obey. Under a supervisor it takes what the loop
    obeys, and leaves the rest to the supervisor.
    """

    def __init__(self, folder, alone, run):
        self.arrived = collections.deque()
        self._folder = folder
        self._announced = set(run._about["commands"]) | ({"resume"} if "pause" in run._about["commands"] else set())
        self._alone = alone
        self._owner = run
        self._closed = threading.Event()
        self._stale = set()
        if alone and not os.path.islink(folder):
            for name in os.listdir(folder):
                self._stale.add(name)
                if name.startswith(".claimed-"):
                    _unlink(os.path.join(folder, name))
        self._not_ours = set()
        self._changed = None  # When the folder had last changed, as it was listed last.
        self._looks = 0
        self._thread = threading.Thread(target=self._run, name="traindeck-commands", daemon=True)
        self._thread.start()

    def leave_all_but_the_pause(self):
        """Under a supervisor, leaves all other commands to it."""
        if not self._alone:
            self._announced = {"pause", "resume"}

    def close(self):
        self._closed.set()
        self._thread.join(FLUSH_SECONDS)

    def _run(self):
        while not self._closed.wait(LOOK_SECONDS):
            if self._owner._signals.asked or self._owner._signals.heard:
                _say("signal", "the loop is asked to end; a second signal ends it at once")
            try:
                self._look()
            except Exception as fault:
                _say("commands", "cannot look for commands in %s: %s" % (self._folder, _reason(fault)))

    def _look(self):
        """Lists the folder if it has changed: each entry that is read makes the loop stand still for a moment."""
        about = os.lstat(self._folder)
        self._looks += 1
        if not stat.S_ISDIR(about.st_mode) or self._changed == about.st_mtime_ns and self._looks % LIST_EVERY:
            return
        # Two changes may have the same time, of which the second comes after this look.
        is_settled = abs(time.time_ns() - about.st_mtime_ns) > SETTLED_NS
        self._changed = about.st_mtime_ns if is_settled else None
        names = sorted(name for name in os.listdir(self._folder) if not name.startswith(".") and not name.endswith(".tmp"))
        self._not_ours.intersection_update(names)
        for name in names[:256]:
            if name not in self._not_ours:
                self._take(name)

    def _take(self, name):
        path = os.path.join(self._folder, name)
        if not self._alone and not self._is_ours(_read_command(path, name)):
            self._not_ours.add(name)
            return
        claimed = os.path.join(self._folder, ".claimed-%s" % uuid.uuid4())
        try:
            os.rename(path, claimed)
        except FileNotFoundError:
            return  # Somebody else has taken it.
        except OSError:
            self._not_ours.add(name)
            return
        request = _read_command(claimed, name)
        _unlink(claimed)
        fault = request["fault"]
        if name in self._stale:
            self._stale.discard(name)
            fault = "sent before this trainer started"
        elif not fault and not self._is_ours(request):
            fault = "this loop does not obey it"
        self._owner._answer(request, "refused" if fault else "accepted", fault)
        if not fault:
            self.arrived.append(request)

    def _is_ours(self, request):
        word = request["command"]
        return not request["fault"] and ("set:" + request["dial"] if word == "set" else word) in self._announced


def _unlink(path):
    try:
        os.unlink(path)
    except OSError:
        pass  # A folder, perhaps. Its name says that it is for nobody to take.


def _read_command(path, name):
    """The command in a file: a dict of id, command, dial, value, and the fault for which it is refused ("" if none)."""
    request = {"id": _printable(name[:-5] if name.endswith(".json") else name), "command": "", "fault": ""}
    is_word = name in COMMANDS or name == "resume"
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            about = os.fstat(file)
            if not stat.S_ISREG(about.st_mode):
                raise ValueError("not a regular file")
            if about.st_uid not in (0, os.stat(os.path.dirname(path)).st_uid):
                raise ValueError("not a file of the run's owner")
            content = os.read(file, COMMAND_BYTES + 1)
        finally:
            os.close(file)
        if len(content) > COMMAND_BYTES:
            raise ValueError("larger than %d bytes" % COMMAND_BYTES)
        if is_word and not content:
            request["id"] = "%s-%s-%s" % (name, time.strftime("%Y%m%dT%H%M%S", time.gmtime()), uuid.uuid4().hex[:8])
            request["command"] = name
        elif not name.endswith(".json") and not is_word:
            raise ValueError("no command: its name does not end in .json")
        else:
            _parse_command(content, request)
    except (OSError, ValueError, RecursionError) as fault:
        request["fault"] = _reason(fault)
    return request


def _parse_command(content, request):
    told = json.loads(content.decode("utf-8"), parse_constant=lambda word: None)
    if not isinstance(told, dict):
        raise ValueError("malformed: no JSON object")
    identity, word = told.get("id"), told.get("command")
    if not isinstance(identity, str) or not 0 < len(identity) <= 100 or not identity.isprintable():
        raise ValueError('malformed: "id" must have 1 to 100 characters that print')
    if not isinstance(word, str):
        raise ValueError('malformed: "command" is missing')
    request.update(id=identity, command=_printable(word))
    if word == "set":
        dial, value = told.get("dial"), told.get("value")
        is_value = isinstance(value, (int, str)) or isinstance(value, float) and value - value == 0.0
        if not isinstance(dial, str) or not is_value:
            raise ValueError("malformed: set needs a dial, and a number, truth value or text")
        request.update(dial=dial, value=value)
    elif word not in COMMANDS and word != "resume":
        raise ValueError("unknown command")


# --- The folder ---


def _own_folder(path, resume):
    """The run folder of a loop that nobody supervises, made if it is missing, and the descriptor of its lock."""
    usual = os.path.join(_runs(), _script_name())
    wanted = os.fspath(path) if path is not None else resume and (_folder_above(resume) or usual)
    if wanted:
        lock = _lock(_make_folder(wanted))
        if lock is not None:
            return wanted, lock
        _say("locked", "%s is in use by another trainer; this run gets a folder beside it" % wanted)
    while True:
        folder = _free(wanted or usual)
        lock = _lock(_make_folder(folder))
        if lock is not None:
            return folder, lock


def _runs():
    return os.environ.get("TRAINDECK_RUNS") or "runs"


def _free(folder):
    """That name, or if it is taken the first of NAME-2, NAME-3 that is free."""
    free, number = folder, 1
    while os.path.lexists(free):
        number += 1
        free = "%s-%d" % (folder, number)
    return free


def _folder_above(checkpoint):
    """The run folder that a checkpoint lies in; None if it lies in none."""
    folder = os.path.abspath(checkpoint)
    for _ in range(3):
        folder = os.path.dirname(folder)
        if os.path.exists(os.path.join(folder, "events.jsonl")):
            return folder
    return None


def _make_folder(folder):
    parent = os.path.dirname(os.path.abspath(folder))
    os.makedirs(parent, exist_ok=True)
    for part in (folder, os.path.join(folder, "checkpoints"), os.path.join(folder, "commands")):
        try:
            os.mkdir(part, 0o700)
        except FileExistsError:
            if not os.path.isdir(part):
                raise
    return folder


def _lock(folder):
    """Opens and locks the lock file; None if another process holds it.

    It must never be opened twice: a process that closes any descriptor of a file loses its locks on it.
    """
    file = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    give_up = time.monotonic() + 2.0
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        except OSError as fault:
            if fault.errno not in (errno.EAGAIN, errno.EACCES):
                os.close(file)
                raise  # Such as a file system that keeps no locks.
            # A viewer that looks whether a trainer lives is in the way for some microseconds.
            if time.monotonic() > give_up:
                os.close(file)
                return None
            time.sleep(0.01)


def _write_run_json(folder):
    """How to start the run again; replaced as a whole."""
    file = os.path.join(folder, "run.json")
    try:
        with open(file, encoding="utf-8") as before:
            about = json.load(before)
    except (OSError, ValueError):
        about = {}
    about = about if isinstance(about, dict) else {}
    about.setdefault("schema", 1)
    about.setdefault("run", os.path.basename(os.path.abspath(folder)))
    about.setdefault("created_ms", _now())
    about.update(command=_command(), cwd=_cwd or "/", host=socket.gethostname(), pid=os.getpid())
    temporary = os.path.join(folder, ".run.json.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as new:
        json.dump(about, new, indent=2)
        new.write("\n")
        new.flush()
        os.fsync(new.fileno())
    os.replace(temporary, file)


def _command():
    """The words that start this program again; of a rank that torchrun has started, those of torchrun."""
    if "TORCHELASTIC_RUN_ID" in os.environ:
        try:
            with open("/proc/%d/cmdline" % os.getppid(), "rb") as words:
                return [os.fsdecode(word) for word in words.read().split(b"\0")[:-1]]
        except OSError:
            pass
    words = list(getattr(sys, "orig_argv", []))  # Python 3.10 and newer
    if not words:
        module = getattr(sys.modules.get("__main__"), "__spec__", None)
        words = [""] + (["-m", module.name] if module else sys.argv[:1]) + sys.argv[1:]
    return [sys.executable or "python3"] + words[1:]


class _Before:
    """What a log says of a run that is to go on from a checkpoint; rows are steps at which an epoch was over."""

    def __init__(self):
        self.times_saved = 0
        self.step = None
        self.row_saved = False
        self.rows = []


def _history(lines, folder, checkpoint):
    """Where the run was when it was saved; None if nothing was measured before."""
    before, measured, saved = _Before(), False, os.path.realpath(checkpoint)
    for line in lines:
        if line.startswith(b'{"event":"step"'):
            measured = True
            continue
        try:
            event = json.loads(line.decode("utf-8"))
            kind = event["event"]
            if kind == "run_started":
                before, measured = _Before(), False
            elif kind == "run_resumed":
                before.rows = [row for row in before.rows if row[0] <= event["from_step"]]
            elif kind == "epoch":
                before.rows.append((int(event["step"]), int(event["epoch"])))
            elif kind == "checkpoint" and os.path.realpath(os.path.join(folder, event["file"])) == saved:
                before.step = int(event["step"])
                before.times_saved += 1
                before.row_saved = event.get("kind") == "epoch" or before.step in [step for step, _ in before.rows]
            measured = measured or kind in ("step", "validation", "epoch")
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
    return before if measured else None


# --- Signals, and how the program ends ---


class _Signals:
    """Lets INT and TERM ask for the end of the loop: the handler only takes a note, and the second signal kills.

    A handler runs between two steps of the interpreter, so never in a loop that hangs in C, as in a collective that nobody
    answers. There a thread, which Python tells of each signal through a pipe, ends the program at the second one.
    """

    def __init__(self, wanted):
        self.asked = 0
        self._asked_at = 0.0
        self._is_over = False
        self._before = {}
        if wanted and threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                # What is ignored (as under nohup) stays so; a handler of C, which is None here, could not come back.
                if signal.getsignal(number) not in (signal.SIG_IGN, None):
                    self._before[number] = signal.signal(number, self._note)
        self.heard, self._heard_at, self._pipe = 0, 0.0, None  # By the thread.
        if self._before:
            self._listen()

    def _listen(self):
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        if before != -1:
            # Somebody else, such as asyncio, is told, and there can be only one.
            signal.set_wakeup_fd(before)
            os.close(reader)
            os.close(writer)
            return
        self._pipe = reader, writer
        threading.Thread(target=self._hear, args=(reader,), name="traindeck-signals", daemon=True).start()

    def _hear(self, reader):
        while True:
            try:
                numbers = os.read(reader, 64)
            except OSError:
                return
            if not numbers:
                os.close(reader)
                return
            for number in numbers:
                if self._is_over or number not in self._before or signal.getsignal(number) != self._note:
                    continue
                if not self.heard:
                    self.heard, self._heard_at = number, time.monotonic()
                elif not _is_passed_on(number, self.heard, self._heard_at):
                    _die_of(number)

    def _stop_listening(self, is_child):
        if self._pipe is None:
            return
        reader, writer = self._pipe
        now = signal.set_wakeup_fd(-1)
        if now not in (-1, writer):
            signal.set_wakeup_fd(now)  # Somebody else's.
        self._pipe = None
        os.close(writer)
        if is_child:
            os.close(reader)  # Its thread is only in the process from which this one was forked.

    def _note(self, number, frame):
        if self._is_over:
            # The run was ended by a thread that could not give the signals back.
            self.restore()
            signal.raise_signal(number)
            return
        is_first = not self.asked
        if is_first:
            self.asked, self._asked_at = number, time.monotonic()
        for each in self._before:
            if not self._is_one_with_the_first(each):
                signal.signal(each, signal.SIG_DFL)
        if not is_first and not self._is_one_with_the_first(number):
            signal.raise_signal(number)

    def _is_one_with_the_first(self, number):
        return _is_passed_on(number, self.asked, self._asked_at)

    def restore(self, is_child=False):
        """Gives the signals back, unless somebody else has taken them since.

        A child keeps INT until it comes for the second time: a terminal sends it to all processes, and a worker that loads
        data would be gone while the loop still ends its step.
        """
        kept = {}
        for number, handler in self._before.items():
            if is_child and number == signal.SIGINT and handler in (signal.default_int_handler, signal.SIG_DFL):
                kept[number] = handler
            elif signal.getsignal(number) in (self._note, signal.SIG_DFL if self.asked else self._note):
                try:
                    signal.signal(number, handler)
                except ValueError:
                    kept[number] = handler  # Only the main thread may.
        self._before = kept
        self._is_over = not is_child
        try:
            self._stop_listening(is_child)
        except ValueError:
            pass  # Only the main thread may.


def _is_passed_on(number, first, first_at):
    """Whether a signal that comes now is no second one, but the first one by another way.

    Slurm and terminals tell all processes, and torchrun and "traindeck run" pass on what they are told. Without these two
    only TERM counts as one, which batch scripts pass on: a person may press Ctrl-C twice in a second.
    """
    if "TORCHELASTIC_RUN_ID" in os.environ or "TRAINDECK_RUN" in os.environ:
        seconds = PASSED_ON_SECONDS
    else:
        seconds = ONE_TERM_SECONDS if number == first == signal.SIGTERM else 0.0
    return time.monotonic() < first_at + seconds


def _die_of(number):
    """Ends the program by a signal, from a thread: by Python only the main thread may give a signal its meaning back."""
    try:
        import ctypes

        ctypes.pythonapi.PyOS_setsig.argtypes = (ctypes.c_int, ctypes.c_void_p)
        ctypes.pythonapi.PyOS_setsig(number, None)
        os.kill(os.getpid(), number)
    finally:
        os._exit(128 + number)


_exit_before = []  # What was taken over, as it was: module, name, value.


def _take_over_exit():
    if not _exit_before:
        # Modules that have said "from sys import exit" have it by that name.
        named = [(module, "exit", _exit) for module in list(sys.modules.values())
                 if module is not sys and getattr(module, "__dict__", {}).get("exit") is sys.exit]
        for module, name, ours in [(sys, "excepthook", _excepthook), (sys, "exit", _exit),
                                   (builtins, "exit", _exit), (builtins, "quit", _exit)] + named:
            if hasattr(module, name):  # Without the module site there is no exit among the builtins.
                _exit_before.append((module, name, getattr(module, name), ours))
                setattr(module, name, ours)


def _restore_exit():
    while _exit_before:
        module, name, before, ours = _exit_before.pop()
        if getattr(module, name, None) is ours:
            setattr(module, name, before)


def _excepthook(kind, value, trace):
    before = _exit_before[0][2] if _exit_before else sys.__excepthook__
    try:
        before(kind, value, trace)
    finally:
        if _current is not None and not _is_interactive():
            _current._end(*_ending(value))


def _is_interactive():
    """Whether a person types: then an exception ends nothing but a line."""
    return bool(sys.flags.interactive) or hasattr(sys, "ps1")


def _last_error():
    """The exception that Python has last reported as it does at the end of a program; None for none."""
    return getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)


def _exit(code=None):
    """Takes a note of the exit status: at exit nobody can ask for it any more."""
    if _current is not None and threading.current_thread() is threading.main_thread():
        _current._exit = SystemExit(code)
        _current._exit.__context__ = sys.exc_info()[1]
    raise SystemExit(code)


def _at_exit():
    run = _current
    if run is not None:
        # Somebody else may have put a hook of their own in the place of ours.
        error = _last_error()
        is_new = error is not None and error is not run._last_error and not _is_interactive()
        run._leave(error if is_new else run._exit or run._kept_back)


def _ending(exception):
    """Why a run ends that this exception leaves, and in which words."""
    # A generator that nobody asks for more is closed: what uses it is over.
    is_exit = isinstance(exception, SystemExit)
    if exception is None or isinstance(exception, GeneratorExit) or is_exit and exception.code in (None, 0):
        return None, ""
    if isinstance(exception, KeyboardInterrupt):
        return "terminated", "KeyboardInterrupt"
    if is_exit:
        return "failed", _exit_words(exception)
    return "failed", _last_line(exception)


def _exit_words(exception):
    """A status, and the error for which the program gives it; a supervisor knows the status, and what was printed."""
    if not isinstance(exception.code, int):
        return _printable(str(exception.code))
    why = _last_line(exception.__context__) if isinstance(exception.__context__, Exception) else ""
    if "TRAINDECK_RUN" in os.environ:
        return why
    return "exit status %d%s" % (exception.code, ": " + why if why else "")


def _last_line(exception):
    """The last line of its traceback."""
    last = traceback.format_exception_only(type(exception), exception)[-1]
    return " ".join(last.split())[:1000]


def _after_fork():
    global _current
    if _current is not None:
        _current._forget()
        _current = None
        _restore_exit()


atexit.register(_at_exit)
os.register_at_fork(after_in_child=_after_fork)


def _is_being_imported():
    """Whether this process is one that multiprocessing starts anew, and now imports the program for what it defines.

    A program that begins its run at once, and not below "if __name__ == '__main__'", does it again in each of them.
    """
    process = sys.modules.get("multiprocessing.process")
    return process is not None and getattr(process.current_process(), "_inheriting", False)


# --- Several ranks ---


class _Ranks:
    """Lets all ranks of torch.distributed learn the same at the same step.

    Each step costs one all_reduce of six whole numbers between CPUs, so that no rank waits for its GPU; a second message
    follows only when a dial is set. It goes through the program's own group, or if that is one between GPUs through a group
    over gloo that is made at the first step, with the same time-out. So it waits for a rank no longer than the program
    itself does, and if one dies, gloo raises an error on the others as in the program's own collectives.
    """

    def __init__(self, torch, dist):
        self._torch, self._dist = torch, dist
        self.is_first = dist.get_rank() == 0
        self._told_path = False
        self._group = None
        if dist.get_backend() not in ("gloo", "mpi"):
            self._group = dist.new_group(backend="gloo", timeout=_time_out(dist))

    def agree(self, due, run):
        told = {"dials": due.dials} if due.dials else {}
        if not self._told_path and run.path is not None:
            told["path"] = os.path.abspath(run.path)
        text = json.dumps(told).encode("utf-8") if told and self.is_first else b""
        mine = [due.save, due.stop, due.park, due.paused, due.signal, len(text)]
        numbers = self._torch.tensor([int(number) for number in mine], dtype=self._torch.int64, device="cpu")
        self._dist.all_reduce(numbers, op=self._dist.ReduceOp.MAX, group=self._group)
        save, stop, park, paused, number, length = numbers.tolist()
        self._told_path = True
        if length:
            told = json.loads(self._broadcast(text, length).decode("utf-8"))
            run.path = run.path or told.get("path")
        return _Due(bool(save), bool(stop), bool(park), bool(paused), number, told.get("dials"))

    def _broadcast(self, text, length):
        letters = list(text) if text else [0] * length
        message = self._torch.tensor(letters, dtype=self._torch.uint8, device="cpu")
        self._dist.broadcast(message, 0, group=self._group)
        return bytes(message.tolist())


def _group(dist):
    """The group of all ranks; None if there is none, or a single rank."""
    if not dist.is_available() or not dist.is_initialized() or dist.get_world_size() < 2:
        return None
    return dist.distributed_c10d._get_default_group()


def _meet(dist):
    """Whether all ranks come here, each at its first step: all of them learn the same, whichever gives up waiting first.

    A script in which rank 0 alone tells steps would never end its first all_reduce, or take the sum of the program's own
    gradients for the answer. So the ranks count themselves first, in the store through which they have found each other.
    """
    _meetings.append(None)
    store, key = dist.distributed_c10d._get_default_store(), "traindeck/%d/" % len(_meetings)
    give_up = time.monotonic() + min(MEET_SECONDS, _time_out(dist).total_seconds() / 3)
    store.add(key + "here", 1)
    while True:
        verdict = store.add(key + "verdict", 0)
        if verdict:
            return verdict == 1
        are_all = store.add(key + "here", 0) == dist.get_world_size()
        # Only the first that decides writes the verdict, so that no two ranks read another one.
        if (are_all or time.monotonic() > give_up) and store.add(key + "decided", 1) == 1:
            store.add(key + "verdict", 1 if are_all else 2)
        time.sleep(0.01)


def _time_out(dist):
    """How long the program lets its own group wait for a rank; where it has told that depends on the version."""
    module = dist.distributed_c10d
    group = module._get_default_group()
    places = (
        lambda: group.options._timeout,
        lambda: group._get_backend(sys.modules["torch"].device("cuda")).options._timeout,
        lambda: module._get_default_store().timeout,
        lambda: module._get_default_timeout(dist.get_backend()),
        lambda: dist.default_pg_timeout,
    )
    for place in places:
        try:
            told = place()
            if told.total_seconds() > 0:
                return told
        except Exception:
            continue  # This version keeps it elsewhere.
    return datetime.timedelta(minutes=10)


def _rank(told):
    if told is not None:
        try:
            return int(told)
        except Exception:
            _say("rank", "rank: %s is no whole number, so it is looked for" % _printable(str(told)))
    dist = sys.modules.get("torch.distributed")
    if dist is not None and dist.is_available() and dist.is_initialized():
        return dist.get_rank()
    for name in ("RANK", "SLURM_PROCID"):
        if os.environ.get(name, "").isdigit():
            return int(os.environ[name])
    return 0


def _are_several():
    """Whether this process is one of several ranks, as far as that can be known before they have found each other."""
    dist = sys.modules.get("torch.distributed")
    return bool(dist is not None and _group(dist) is not None or _size_told() > 1)


def _size_told():
    size = os.environ.get("WORLD_SIZE" if "RANK" in os.environ else "SLURM_STEP_NUM_TASKS", "")
    return int(size) if size.isdigit() else 0


def _others_unreachable(rank):
    """Why this process cannot end or save together with the others, as long as torch.distributed is not in use."""
    if rank or _size_told() < 2:
        return ""
    return "%d ranks train together, and without torch.distributed they cannot obey at one step" % _size_told()


# --- Small things ---


def _now():
    return int(time.time() * 1000)


def _say(kind, text):
    """Prints a line on stderr, once for each kind of trouble."""
    if kind not in _said:
        _said.add(kind)
        try:
            print("traindeck: " + text, file=sys.stderr, flush=True)
        except Exception:
            pass  # Nobody listens.


def _reason(fault):
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror + (": %s" % _printable(str(fault.filename)) if fault.filename else "")
    return _printable(str(fault) or type(fault).__name__)


def _printable(text):
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:200]


def _script_name():
    """A name for the run's folder."""
    script = sys.argv[0] if sys.argv and sys.argv[0] not in ("", "-c", "-m") else "python"
    name = os.path.splitext(os.path.basename(script))[0]
    return _name(os.path.basename(os.path.dirname(os.path.abspath(script))) if name == "__main__" else name)


def _name(text):
    """A text as the name of a run."""
    return re.sub(r"[^\w.-]|\.\.", "_", text).lstrip(".-")[:80] or "run"


def _relative(folder, path):
    """A path below the run folder as it is seen from there; any other as it is."""
    path, folder = os.path.realpath(path), os.path.realpath(folder)
    return os.path.relpath(path, folder) if path.startswith(folder + os.sep) else path


def _size(path):
    """The bytes of a file, or of the files in a folder; 0 if it cannot be looked at."""
    try:
        if not os.path.isdir(path):
            return os.path.getsize(path)
        return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(path) for name in names)
    except OSError:
        return 0


def _facts(config):
    """A config as numbers and texts by name; those of nested dicts are joined by a slash."""
    facts, room = {}, FACTS_BYTES

    def add(prefix, values):
        nonlocal room
        for name, value in values.items():
            name = "%s%s" % (prefix, name)
            if isinstance(value, collections.abc.Mapping):
                add(name + "/", value)
            elif value is not None:
                is_number = type(value) is int or type(value) is float and value - value == 0.0
                value = value if is_number else str(value)[:FACT_CHARACTERS]
                room -= len(json.dumps([name, value]))
                if room < 0:
                    raise ValueError("it is too long; what comes after %s is left out" % list(facts)[-1])
                facts[name] = value

    try:
        add("", dict(config if hasattr(config, "keys") else vars(config)) if config is not None else {})
    except Exception as fault:
        _say("config", "the config is not recorded whole: %s" % _reason(fault))
    return facts


# The words for a loss, an error or a distance, which the views know too. Each stands alone, with a number as in fid50k, or
# with the part of the data as in valppl: the cer of cancer_auc is none.
_LESS_IS_BETTER = re.compile(
    r"\b(?:training|train|trn|validation|valid|val|evaluation|eval|dev|heldout|testing|test)?"
    r"(?:\w*loss|losses|trl|tel|cost|nll|ce|bce|vb|xent|cross ?entropy|deviance|mse|mae|rmse|msle|rmsle|s?mape|l1|huber|hinge|"
    r"ppl|perplexity|bpb|bpc|bpd|bits per (?:byte|char|character|dim)|nats|penalty|brier|ece|crps|regret|abs rel|sq rel|silog|"
    r"m?err|m?error|errors|wer|cer|uer|ter|der|eer|fid|fvd|fad|kid|lpips|epe|ade|fde|mpjpe|hd95|hausdorff)"
    r"(?:\d+k?)?\b")


def _goal(told):
    goal = told
    if isinstance(goal, str):
        goal = (goal, "lower" if _LESS_IS_BETTER.search(_words(goal)) else "higher")
    if isinstance(goal, (list, tuple)) and len(goal) == 2:
        goal = {"metric": goal[0], "better": goal[1]}
    is_one = isinstance(goal, dict) and isinstance(goal.get("metric"), str) and goal.get("better") in ("higher", "lower")
    if goal is not None and not is_one:
        _say("goal", 'goal: give the name of a metric, or (NAME, "higher") or (NAME, "lower"), not %s' % _printable(str(told)))
    return goal if is_one else None


def _words(name):
    """The words of a metric's name in lower case: val/boxLoss is "val box loss"."""
    apart = re.sub(r"(?<=[^\W_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.sub(r"[\W_]+", " ", apart).lower()


# --- Callbacks for trainers of others ---


def transformers_callback(**options):
    """A TrainerCallback for the Trainer of Hugging Face; options are those of start.

    Trainer(..., callbacks=[traindeck.transformers_callback()]), and to go on
    trainer.train(resume_from_checkpoint=os.environ.get("TRAINDECK_RESUME")).
    """
    from transformers import TrainerCallback

    class Traindeck(TrainerCallback):
        run = None
        asked = False

        def on_train_begin(self, args, state, control, **kwargs):
            # Where max_steps is set, num_train_epochs counts for nothing and has its default.
            epochs = args.num_train_epochs if args.max_steps <= 0 else None
            facts = {name: value for name, value in args.to_sanitized_dict().items() if value != "None"}
            about = dict(steps=state.max_steps, epochs=epochs, config=facts)
            self.run = start(**dict(about, **options))

        def on_step_end(self, args, state, control, **kwargs):
            ask = self.run.step(state.global_step, epoch=state.epoch)
            self.asked = self.asked or ask.save
            self.ask_to_save(control)
            control.should_training_stop = control.should_training_stop or ask.stop or ask.park

        def ask_to_save(self, control):
            # Where only the best is saved, an evaluation at the same step takes the wish back: so it is asked for until done.
            control.should_save = control.should_save or self.asked

        def on_epoch_end(self, args, state, control, **kwargs):
            if self.run is None:
                return
            self.ask_to_save(control)
            if self.run._goes_on_later() and state.epoch != int(state.epoch):
                control.should_evaluate = False  # The epoch is not over.

        def on_log(self, args, state, control, logs=None, **kwargs):
            # It is told both of steps and of evaluations, which on_evaluate gets too.
            if self.run is None or not logs or any(name.startswith("eval_") for name in logs):
                return
            if "train_runtime" in logs:
                # The last one tells of the whole training: its train_loss is a mean of all steps.
                self.run._describe({name: value for name, value in logs.items() if name != "epoch"})
            else:
                self.run._measured("step", state.global_step, logs)

        def on_evaluate(self, args, state, control, metrics=None, **kwargs):
            if self.run is not None:
                self.run._measured("validation", state.global_step, metrics or {})

        def on_prediction_step(self, args, state, control, **kwargs):
            if self.run is not None:
                self.run.poll()

        def on_save(self, args, state, control, **kwargs):
            file = os.path.join(args.output_dir, "checkpoint-%d" % state.global_step)
            self.run.saved(file, "key" if self.asked else "step")
            self.asked = False

        def on_train_end(self, args, state, control, **kwargs):
            self.run.end()

    return Traindeck()


def lightning_callback(**options):
    """A Callback for the Trainer of Lightning; options are those of start.

    Trainer(callbacks=[traindeck.lightning_callback()]), and to go on
    trainer.fit(..., ckpt_path=os.environ.get("TRAINDECK_RESUME")).
    """
    try:
        from lightning.pytorch import Callback
    except ImportError:
        from pytorch_lightning import Callback

    class Traindeck(Callback):
        run = None
        step = 0
        before = old = {}  # What was logged before a validation, and before the steps that are done now.
        is_old = False
        is_cut = False  # In the midst of an epoch, which goes on when the run is resumed.

        def on_train_start(self, trainer, module):
            steps = trainer.estimated_stepping_batches
            about = dict(epochs=trainer.max_epochs, steps=int(steps) if steps != float("inf") else None)
            about["config"] = dict(module.hparams)
            about["epochs"] = None if trainer.max_epochs == -1 else trainer.max_epochs
            self.run = start(**dict(about, **options))
            self.step = trainer.global_step
            self.trained, self.validated, self.is_old, self.is_cut = set(), set(), True, False

        def on_train_batch_start(self, trainer, *args, **kwargs):
            if self.is_old:
                self.is_old, self.old = False, self.texts(trainer.logged_metrics)

        def on_train_batch_end(self, trainer, module, outputs, batch, batch_idx):
            if trainer.global_step == self.step:
                return  # Gradients are only added up.
            self.step = trainer.global_step
            # To read a number may mean to wait for the GPU: it is done as often as Lightning does it.
            due = self.step % max(1, trainer.log_every_n_steps) == 0
            metrics = self.news(trainer.logged_metrics if due else {}, self.old, self.trained)
            ask = self.run.step(self.step, **metrics)
            if ask.save:
                file = os.path.join(self.run.path or trainer.default_root_dir, "checkpoints", "step-%08d.ckpt" % self.step)
                self.save(trainer, file)
            if ask.stop or ask.park:
                self.is_cut = self.run._goes_on_later() and not trainer.is_last_batch
                trainer.should_stop = True
                # With these Lightning would train on until they are reached.
                trainer.fit_loop.min_epochs = trainer.fit_loop.epoch_loop.min_steps = None

        def save(self, trainer, file):
            try:
                os.makedirs(os.path.dirname(file), exist_ok=True)
                trainer.save_checkpoint(file)
            except Exception as fault:
                self.run._not_saved(fault)
                if getattr(trainer, "world_size", 1) > 1:
                    # Where the others wait for this rank after they have saved.
                    trainer.strategy.barrier("Trainer.save_checkpoint")
            else:
                self.run.saved(file)

        def on_validation_batch_end(self, trainer, *args, **kwargs):
            if self.run is not None:
                self.run.poll()

        def on_validation_start(self, trainer, module):
            self.before = self.texts(trainer.callback_metrics)

        def on_validation_end(self, trainer, module):
            # Lightning validates a cut epoch too: to keep it from that would break callbacks that wait for the metric.
            if self.run is not None and not trainer.sanity_checking and not self.is_cut:
                self.is_old = True
                self.run.validation(trainer.global_step, **self.news(trainer.callback_metrics, self.before, self.validated))

        def on_train_epoch_end(self, trainer, module):
            self.is_old = True
            if not self.is_cut:
                self.run.epoch(trainer.current_epoch + 1, trainer.global_step, **self.metrics(trainer.callback_metrics))

        def on_exception(self, trainer, module, exception):
            if self.run is not None:
                self.run._end(*_ending(exception))

        def on_train_end(self, trainer, module):
            self.run.end()

        def news(self, named, before, known):
            """What steps or a validation have logged: Lightning keeps what others have logged before them among it.

            known: the names that they have been seen to log, whose values may be as they were.
            """
            metrics = self.metrics(named)
            news = {name: value for name, value in metrics.items()
                    if name in known or name not in before or self.texts({name: value}) != {name: before[name]}}
            known.update(news)
            return news

        @classmethod
        def texts(cls, named):
            """Numbers by name, as they are now: a tensor may be written to."""
            texts = {}
            for name, value in cls.metrics(named).items():
                texts[name] = {}
                _flatten("", {name: value}, texts[name])
            return texts

        @staticmethod
        def metrics(named):
            # What is logged both of steps and of epochs has three names, of which the one without an ending tells it all.
            twins = {name + ending for name in named for ending in ("_step", "_epoch")}
            return {name: value for name, value in named.items() if name not in ("step", "epoch") and name not in twins}

    return Traindeck()


def keras_callback(**options):
    """A Callback for fit of Keras; options are those of start. To go on: load_model(os.environ["TRAINDECK_RESUME"])."""
    try:
        from keras.callbacks import Callback
    except ImportError:
        from tensorflow.keras.callbacks import Callback

    class Traindeck(Callback):
        run = None

        def on_train_begin(self, logs=None):
            epochs, steps = self.params.get("epochs"), self.params.get("steps")
            self.run = start(**dict(dict(epochs=epochs, steps_per_epoch=steps), **options))
            self.is_first, self.is_cut = True, False

        def on_epoch_begin(self, epoch, logs=None):
            self.batch = -1
            if self.is_first and self.run._last and self.params.get("steps"):
                # Keras begins an epoch that was cut anew, and so comes to more steps than its epochs have.
                self.run._plan(steps=self.run._last + (self.params["epochs"] - epoch) * self.params["steps"])
            self.is_first = False

        def on_train_batch_end(self, batch, logs=None):
            # With steps_per_execution this comes once for several steps.
            self.run._measured("step", self.run._last + batch - self.batch, logs or {})
            self.batch = batch
            ask = self.run._obey(True)
            if ask.save:
                folder = os.path.join(self.run.path or ".", "checkpoints")
                file = os.path.join(folder, "step-%08d.keras" % self.run._last)
                try:
                    os.makedirs(folder, exist_ok=True)
                    self.model.save(file)
                except Exception as fault:
                    self.run._not_saved(fault)
                else:
                    self.run.saved(file)
            if ask.stop or ask.park:
                self.is_cut = self.run._goes_on_later() and batch + 1 != self.params.get("steps")
                self.model.stop_training = True

        def on_test_batch_end(self, batch, logs=None):
            if self.run is not None:
                self.run.poll()

        def on_epoch_end(self, epoch, logs=None):
            if not self.is_cut:
                self.run._measured("epoch", self.run._last, dict(logs or {}, epoch=epoch + 1))

        def on_train_end(self, logs=None):
            self.run.end()

    return Traindeck()


# --- For scripts that call wandb: import traindeck as wandb ---


class _Named(dict):
    """A dict whose values are attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    __setattr__ = dict.__setitem__

    def update(self, more=(), allow_val_change=None, **values):
        try:
            dict.update(self, dict(more) if hasattr(more, "keys") or not hasattr(more, "__dict__") else vars(more), **values)
        except Exception:
            _say("update", "a config or summary is left out: give a dict or a Namespace, not %s" % _printable(str(more)))


class _NothingToAsk(type):
    """Lets a class that stands for nothing be asked for anything too, as in wandb.AlertLevel.WARN."""

    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return cls()


class _Nothing(metaclass=_NothingToAsk):
    """Stands for what wandb has and this has not: it can be called, entered and asked for anything, and does nothing."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        return None

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return False


# Names beyond these are mistakes, which Python should say.
_OF_WANDB = frozenset((
    "define_metric watch unwatch save restore login alert log_artifact log_code log_model use_artifact use_model link_model "
    "link_artifact mark_preempting setup teardown join sweep agent controller plot apis sdk util termlog termwarn termerror "
    "Image Audio Video Table Histogram Html Object3D Molecule Plotly Graph Artifact Settings Api AlertLevel").split())


def __getattr__(name):
    """Lets a script that calls wandb do without what is not here."""
    if name not in _OF_WANDB:
        raise AttributeError("module %r has no attribute %r" % (__name__, name))
    _say("wandb.%s" % name, "wandb.%s does nothing here" % name)
    return _Nothing if name[0].isupper() else _Nothing()


class _WandbStep(int):
    """The step at which wandb.log is. It can be called as Run.step is."""

    def __call__(self, *numbers, **metrics):
        return Run.step(self.run, *numbers, **metrics)


class _WandbRun(Run):
    """A run on which a script calls what wandb has. Its rank decides for itself: the others have no run as a rule."""

    tags = ()

    @property
    def step(self):
        now = _WandbStep(_facade["step"])
        now.run = self
        return now

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        _say("run.%s" % name, "wandb.run.%s does nothing here" % name)
        return _Nothing()


config = _Named()
summary = _Named()
run = None  # The run that init has begun.
_facade = {"run": None, "step": 0}


def init(project=None, name=None, config=None, dir=None, commands=("pause",), **ignored):
    """Begins a run as wandb.init does; the loop is paused and resumed in log. Without a word of ours it cannot do more."""
    global run
    finish()
    path = None
    if name or project:
        path = os.path.join(dir or _runs(), _name(str(name or project)))
        path = path if os.environ.get("TRAINDECK_RESUME") else _free(path)
    globals()["config"].clear()
    globals()["config"].update(config or {})
    summary.clear()
    if _are_several():
        # A script calls this on one rank as a rule, and the others cannot obey with it.
        commands = tuple(word for word in commands if word == "pause")
    run = start(path, config=globals()["config"], commands=commands)
    run.__class__ = _WandbRun
    run._joins_ranks = False
    if _are_several():
        run._lone_ranks = "several ranks train together, of which wandb.log reaches only this one"
    run.log, run.finish, run.config, run.summary = log, finish, globals()["config"], summary
    run.name = run.id = os.path.basename(run.path) if run.path else str(name or project)
    run.dir, run.project, run.url = run.path or os.curdir, project, None
    _facade.update(run=run, step=0 if run._saved_step is None else run._saved_step + 1)
    return run


def log(data, step=None, commit=None, **ignored):
    """Tells the numbers of a step, as wandb.log does; returns what is asked. Images, tables and texts are left out."""
    run = _facade["run"]
    if run is None:
        return Ask()
    step = _facade["step"] if step is None else step
    run._measured("step", step, data)
    _facade["step"] = run._last + (commit is not False)
    return run._obey(True)


def _tell_summary(ended):
    ended._tell("described", facts=dict(_facts(config), **_facts(summary)))


def finish(exit_code=None, **ignored):
    """Ends the run, as wandb.finish does."""
    run = _facade["run"]
    if run is not None:
        if exit_code:
            run._end("failed", "exit status %s" % exit_code)
        else:
            run.end()
