package io.traindeck.run;

import io.traindeck.event.Command;

/**
 * A command that somebody sent.
 *
 * @param id names it in the log's {@code command} events
 */
public record CommandRequest(String id, Command command) {}
