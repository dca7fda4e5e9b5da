/**
 * What a program has printed: lines of a text file of any size, found from any place in it, searched and followed on a
 * thread of their own. It knows files and not screens; {@code panel} draws it. Start reading at {@link
 * io.traindeck.dashboard.output.OutputTail}.
 */
package io.traindeck.dashboard.output;
