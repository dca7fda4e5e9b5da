/**
 * The command {@code doctor}: it looks at this machine, this terminal and this installation, and says what is in the way
 * of the program and how to mend it. It only reads, and never loads PyTorch.
 *
 * <p>Start with {@link io.traindeck.cli.doctor.Finding}: text and JSON are made from one list of them.
 */
package io.traindeck.cli.doctor;
