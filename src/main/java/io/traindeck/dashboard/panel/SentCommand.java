package io.traindeck.dashboard.panel;

import io.traindeck.event.Command;

/** A command that this viewer put into the mailbox, at {@code sentMs} of its clock. */
public record SentCommand(String id, Command command, long sentMs) {}
