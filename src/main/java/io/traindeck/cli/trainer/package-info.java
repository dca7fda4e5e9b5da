/**
 * Trainers as processes: making the folder of a run, starting a process that outlives the terminal, training in this
 * process, obeying signals, and finding where a run goes on.
 *
 * <p>The commands that train or resume know this package, and so do the screens. It knows options and plain lines, and
 * nothing of screens.
 *
 * <p>Start with {@link io.traindeck.cli.trainer.TrainerProcess}: there the training loop, the log, the mailbox and the
 * signals are put together. {@link io.traindeck.cli.trainer.TrainerLauncher} starts it as another process.
 */
package io.traindeck.cli.trainer;
