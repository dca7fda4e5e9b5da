/**
 * Options that several commands have, and the values that they stand for: the folder of runs, the dials, the data, the
 * device, the look of a screen. The exception whose message is a command's one line of failure is here too.
 *
 * <p>Every other package of the command line may know this one, and it knows none of them.
 *
 * <p>Start with {@link io.traindeck.cli.option.TrainOptions}; {@link io.traindeck.cli.option.RunOrPath} finds the run
 * that a user means.
 */
package io.traindeck.cli.option;
