/**
 * Words and numbers for people: one way to round a number, to write a duration or a size, to tell why the disk failed,
 * to quote a word for a shell, and to make text of unknown origin harmless.
 *
 * <p>Every other package may use this one; it knows none of them.
 *
 * <p>Start with {@link io.traindeck.text.Numbers}; {@link io.traindeck.text.Safe} makes text of unknown origin safe to
 * show.
 */
package io.traindeck.text;
