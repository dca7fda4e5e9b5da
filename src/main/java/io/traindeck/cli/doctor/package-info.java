/**
 * The command {@code doctor}: it tells how this machine, this terminal and this installation suit the program, and what
 * to do if something is in the way. It only reads, and never loads PyTorch.
 *
 * <p>Start with {@link io.traindeck.cli.doctor.Finding}: text and JSON are made from one list of them.
 */
package io.traindeck.cli.doctor;
