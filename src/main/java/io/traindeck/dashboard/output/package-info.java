/**
 * The output of a program: lines of a text file of any size, found from any place in it, searched, and followed on a
 * thread of their own. It knows files and no screen; {@code panel} draws it.
 *
 * <p>Start with {@link io.traindeck.dashboard.output.OutputTail}, which a page asks for the lines that somebody sees.
 */
package io.traindeck.dashboard.output;
