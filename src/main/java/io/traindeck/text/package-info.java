/**
 * Words and numbers for people: one way to round a number, to say a duration or a size, to tell why the disk said no,
 * to quote a word for a shell, and to make harmless what strangers wrote.
 *
 * <p>Every other package may know this one; it knows none.
 *
 * <p>Start with {@link io.traindeck.text.Numbers}; {@link io.traindeck.text.Safe} makes strangers' text safe to show.
 */
package io.traindeck.text;
