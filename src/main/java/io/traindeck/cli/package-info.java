/**
 * The command line: a class for each command, and what connects the rooms: a trainer is wired together in {@link
 * io.traindeck.cli.TrainerProcess}, a screen in {@link io.traindeck.cli.Screen}. All that is printed is printed here.
 */
package io.traindeck.cli;
