/**
 * The run folder: everything that passes between a trainer and those who watch it.
 *
 * <p>A trainer writes {@code run.json} once and events to {@code events.jsonl}, takes commands from {@code commands/},
 * and holds {@code lock} while it lives. Readers trust none of these files: what cannot be read is refused with a
 * reason or counted, never guessed.
 */
package io.traindeck.run;
