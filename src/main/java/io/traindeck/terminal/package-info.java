/**
 * The terminal itself: its abilities, the keys in its bytes, and one write for each picture. It is given back as it
 * was, however the program ends.
 *
 * <p>The dashboard and the command line know this package; it knows nothing of runs.
 *
 * <p>Start with {@link io.traindeck.terminal.TerminalSession}, the time in which the terminal is ours; keys come by
 * {@link io.traindeck.terminal.KeyDecoder}, and pictures go out by {@link io.traindeck.terminal.FrameWriter}.
 */
package io.traindeck.terminal;
