/**
 * The command line: {@link io.traindeck.cli.Main}, and a class for each command that is one file. A command that takes
 * more has a package of its own below; so has what several commands share. This package knows all the others of the
 * program, and none of them knows it. All that is printed is printed here and below.
 *
 * <p>Start with {@link io.traindeck.cli.TrainCommand}: it makes a run folder and leaves the rest to a trainer and a
 * screen.
 */
package io.traindeck.cli;
