package io.traindeck.train;

import io.traindeck.event.Request;

/** A request to a training loop, by a person or by the system. */
public sealed interface Control {
    /** A command from the mailbox; its life is told by events with its id. */
    record Obey(Request request) implements Control {}

    /** Save everything and end. */
    record Terminate(String signal) implements Control {}

    /** Save everything and go on: batch schedulers send this before they take the machine away. */
    record Save(String signal) implements Control {}
}
