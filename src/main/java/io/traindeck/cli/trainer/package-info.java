/**
 * Trainers as processes: making the folder of a run, starting a process that outlives the terminal, training in this
 * process, signals, and where a run goes on. It knows options and plain lines, and nothing of screens.
 *
 * <p>Start with {@link io.traindeck.cli.trainer.TrainerProcess}: there the training loop, the log, the mailbox and the
 * signals are wired together. {@link io.traindeck.cli.trainer.TrainerLauncher} starts it as another process.
 */
package io.traindeck.cli.trainer;
