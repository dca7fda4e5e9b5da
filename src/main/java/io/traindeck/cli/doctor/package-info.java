/**
 * The command {@code doctor}: what of this machine, this terminal and this installation matters to the program, and what
 * to do where something is in the way. It only reads, and never loads PyTorch.
 *
 * <p>Start with {@link io.traindeck.cli.doctor.Finding}: text and JSON are made from one list of them.
 */
package io.traindeck.cli.doctor;
