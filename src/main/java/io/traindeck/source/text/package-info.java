/**
 * What lines of text that a training program prints say in numbers: lines in, events out, no files. Start reading at
 * {@link io.traindeck.source.text.TextEvents}; {@link io.traindeck.source.text.LineTokens} cuts a line into tokens,
 * {@link io.traindeck.source.text.LineGrammar} finds names and numbers in them.
 */
package io.traindeck.source.text;
