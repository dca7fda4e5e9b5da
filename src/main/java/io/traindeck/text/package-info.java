/**
 * Words and numbers for people: one way to round a number, to say a duration or a size, to tell why the disk said no, to
 * quote a word for a shell, and to make harmless what strangers wrote. Every room may know this one; it knows none.
 * Start reading at {@link io.traindeck.text.Numbers}.
 */
package io.traindeck.text;
