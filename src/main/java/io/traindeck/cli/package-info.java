/**
 * The command line: what is typed, what is printed, and how the other packages are put together for it. A command of
 * one file lies in this package; a larger command has a package of its own below, and so has the code that several
 * commands share.
 *
 * <p>This package knows all the others of the program, and none of them knows it. All that is printed is printed here
 * and below.
 *
 * <p>Start with {@link io.traindeck.cli.Main}, which lists the commands; {@link io.traindeck.cli.TrainCommand} is a
 * good first one: it makes a run folder and leaves the rest to a trainer and a screen.
 */
package io.traindeck.cli;
