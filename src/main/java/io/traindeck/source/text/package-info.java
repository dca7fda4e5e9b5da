/**
 * What the lines of text say in numbers that a training program prints. Lines go in and events come out; no file is
 * read here.
 *
 * <p>It knows events alone, and only the sources know it.
 *
 * <p>Start with {@link io.traindeck.source.text.TextEvents}; {@link io.traindeck.source.text.LineTokens} cuts a line
 * into tokens, and {@link io.traindeck.source.text.LineGrammar} finds names and numbers in them.
 */
package io.traindeck.source.text;
