/**
 * Trainers as processes: to make the folder of a run, to start a process that outlives the terminal, to train in this
 * process, to obey signals, and to find where a run goes on.
 *
 * <p>The commands that train or resume know this package, and so do the screens. It knows options and plain lines, and
 * nothing of screens.
 *
 * <p>Start with {@link io.traindeck.cli.trainer.TrainerProcess}: there the training loop, the log, the mailbox and the
 * signals are put together. {@link io.traindeck.cli.trainer.TrainerLauncher} starts it as another process.
 */
package io.traindeck.cli.trainer;
