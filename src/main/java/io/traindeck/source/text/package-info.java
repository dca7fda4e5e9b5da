/**
 * The metrics in the text that a training program prints. Lines go in and events come out; no file is read here.
 *
 * <p>This package knows only events, and only the sources use it.
 *
 * <p>Start with {@link io.traindeck.source.text.TextEvents}; {@link io.traindeck.source.text.LineTokens} cuts a line
 * into tokens, and {@link io.traindeck.source.text.LineGrammar} finds names and numbers in them.
 */
package io.traindeck.source.text;
