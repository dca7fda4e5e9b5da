/**
 * The run folder: everything that passes between a trainer and those who watch it. A trainer writes {@code run.json}
 * once and events to {@code events.jsonl}, takes commands from {@code commands/}, and holds {@code lock} while it
 * lives.
 *
 * <p>Readers trust none of these files: what cannot be read is refused with a reason or counted, never guessed. This
 * package knows events alone; sources, lists, comparisons, the dashboard and the command line know this package, and
 * the training loop does not.
 *
 * <p>Start with {@link io.traindeck.run.RunFolder}; {@link io.traindeck.run.EventCodec} turns an event into a line and
 * back, {@link io.traindeck.run.EventLogReader} follows a log, {@link io.traindeck.run.Mailbox} takes commands.
 */
package io.traindeck.run;
