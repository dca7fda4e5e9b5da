"""Trains under a stand-in for a trainer of others, with our callback: callbacks.py transformers|lightning|keras [MAX_STEPS|full|best].

Each stand-in calls a callback in the order in which the real one does, and obeys what the real one obeys. They were seen at
transformers 5.18, Lightning 2.6 and Keras 3.15.
MAX_STEPS is for transformers, and takes the place of the epochs; with "best" that evaluates each step, and saves after an
evaluation only what is the best. With "full" no checkpoint of the others can be written.
Wherever the real package could be imported it would not be looked at: the stand-ins are put in its place.
"""

import errno
import os
import sys
import time
import types

import traindeck

STEP_SECONDS, STEPS_PER_EPOCH, EPOCHS = 0.01, 10, 1000


def module(name, **content):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(content)


def fail_on_a_full_disk():
    if sys.argv[2:] == ["full"]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Tensor:
    """A number on a device."""

    def __init__(self, value):
        self.value = value

    def item(self):
        return self.value


def transformers():
    class TrainerCallback:
        pass

    module("transformers", TrainerCallback=TrainerCallback)
    callback = traindeck.transformers_callback(path="runs/others")
    saves_best = sys.argv[2:] == ["best"]
    max_steps = int(sys.argv[2]) if len(sys.argv) > 2 and not saves_best else -1
    epochs = EPOCHS if max_steps < 0 else 3.0  # The default of the real one.
    state = types.SimpleNamespace(global_step=0, max_steps=EPOCHS * STEPS_PER_EPOCH if max_steps < 0 else max_steps, epoch=0.0)
    control = types.SimpleNamespace(should_save=False, should_training_stop=False)
    args = types.SimpleNamespace(output_dir="out", num_train_epochs=epochs, max_steps=max_steps,
                                 to_sanitized_dict=lambda: {"learning_rate": 5e-5, "optim_args": "None"})

    def call(event, **more):
        if hasattr(callback, event):
            getattr(callback, event)(args, state, control, model=None, **more)

    def save():
        if control.should_save:
            os.makedirs(os.path.join(args.output_dir, "checkpoint-%d" % state.global_step))
            control.should_save = False
            call("on_save")

    call("on_train_begin")
    while not control.should_training_stop:
        control.should_save = False
        call("on_step_begin")
        time.sleep(STEP_SECONDS)
        state.global_step += 1
        state.epoch = state.global_step / STEPS_PER_EPOCH
        call("on_step_end")
        if state.global_step % 5 == 0:
            call("on_log", logs={"loss": 1.0 / state.global_step, "learning_rate": 5e-5, "epoch": state.epoch})
        if saves_best or state.global_step % STEPS_PER_EPOCH == 0:
            call("on_prediction_step")
            metrics = {"eval_loss": 1.0 / state.global_step, "epoch": state.epoch}
            call("on_log", logs=metrics)
            call("on_evaluate", metrics=metrics)
            if saves_best:
                control.should_save = False
        save()
        if state.global_step >= state.max_steps:
            control.should_training_stop = True
    control.should_evaluate = True  # As the real one has it where it evaluates after each epoch, also after one that was cut.
    call("on_epoch_end")
    if control.should_evaluate:
        call("on_evaluate", metrics={"eval_loss": 1.0, "epoch": state.epoch})
    save()
    call("on_log", logs={"train_runtime": 1.0, "train_loss": 0.5, "epoch": state.epoch})
    call("on_train_end")


def lightning():
    class Callback:
        pass

    module("lightning")
    module("lightning.pytorch", Callback=Callback)
    callback = traindeck.lightning_callback(path="runs/others")

    class Trainer:
        # It does not stop before these, as the real one, which has more of them in its loops.
        fit_loop = types.SimpleNamespace(min_epochs=900, epoch_loop=types.SimpleNamespace(min_steps=9000))
        global_step = current_epoch = 0
        is_last_batch = False
        max_epochs, log_every_n_steps, default_root_dir = EPOCHS, 5, "out"
        estimated_stepping_batches = EPOCHS * STEPS_PER_EPOCH
        should_stop = sanity_checking = False
        logged_metrics, callback_metrics = {}, {}

        def save_checkpoint(self, path):
            fail_on_a_full_disk()
            open(path, "w").close()

    def call(event, *more):
        if hasattr(callback, event):
            getattr(callback, event)(trainer, network, *more)

    trainer, network = Trainer(), types.SimpleNamespace(hparams={"lr": 0.1})
    trainer.sanity_checking = True
    call("on_validation_start")
    call("on_validation_batch_end", None, None, 0)
    call("on_validation_end")
    trainer.sanity_checking = False
    call("on_train_start")

    def is_stopped():
        return trainer.should_stop and not trainer.fit_loop.min_epochs and not trainer.fit_loop.epoch_loop.min_steps

    while not is_stopped() and trainer.current_epoch < EPOCHS:
        call("on_train_epoch_start")
        for batch in range(2 * STEPS_PER_EPOCH):  # Two batches make a step.
            time.sleep(STEP_SECONDS / 2)
            trainer.is_last_batch = batch == 2 * STEPS_PER_EPOCH - 1
            trainer.global_step += batch % 2
            call("on_train_batch_start", None, batch)
            # What was logged before stays, until it is logged again.
            loss = Tensor(1.0 / (trainer.global_step + 1))
            trainer.logged_metrics["loss_step"] = loss
            trainer.callback_metrics.update(loss=loss, loss_step=loss)
            trainer.logged_metrics["lr"] = Tensor(0.1)
            call("on_train_batch_end", None, None, batch)
            if is_stopped():
                break
        call("on_validation_start")
        call("on_validation_batch_end", None, None, 0)
        trainer.callback_metrics.update({"val_loss": Tensor(0.5), "epoch": Tensor(trainer.current_epoch)})
        call("on_validation_end")
        trainer.logged_metrics["val_loss"] = Tensor(0.5)
        trainer.callback_metrics.update(loss=Tensor(0.25), loss_epoch=Tensor(0.25))
        call("on_train_epoch_end")
        trainer.logged_metrics["loss_epoch"] = Tensor(0.25)
        trainer.current_epoch += 1
    call("on_train_end")


def keras():
    class Callback:
        pass

    class Model:
        stop_training = False

        def save(self, path):
            fail_on_a_full_disk()
            open(path, "w").close()

    module("keras")
    module("keras.callbacks", Callback=Callback)
    callback = traindeck.keras_callback(path="runs/others")
    callback.model, callback.params = Model(), {"epochs": EPOCHS, "steps": STEPS_PER_EPOCH}

    def call(event, *more):
        if hasattr(callback, event):
            getattr(callback, event)(*more)

    call("on_train_begin")
    steps_per_execution = 2
    for epoch in range(int(os.environ.get("INITIAL_EPOCH", "0")), EPOCHS):
        call("on_epoch_begin", epoch)
        for batch in range(1, STEPS_PER_EPOCH, steps_per_execution):
            call("on_train_batch_begin", batch - 1)
            time.sleep(steps_per_execution * STEP_SECONDS)
            call("on_train_batch_end", batch, {"loss": 1.0 / (batch + 1)})
            if callback.model.stop_training:
                break
        call("on_test_batch_end", 0, {})
        call("on_epoch_end", epoch, {"loss": 0.5, "val_loss": 0.5})
        if callback.model.stop_training:
            break
    call("on_train_end")


{"transformers": transformers, "lightning": lightning, "keras": keras}[sys.argv[1]]()
