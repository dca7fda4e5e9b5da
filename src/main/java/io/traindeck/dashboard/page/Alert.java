package io.traindeck.dashboard.page;

import io.traindeck.state.Status;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something about a run that a person who looks elsewhere wants to know.
 *
 * @param run where its log or folder is
 * @param name what the run is called
 * @param text what has happened; may hold what strangers wrote
 */
public record Alert(Path run, Kind kind, String name, String text) {
    /** The kinds of things that can happen to a run. */
    public enum Kind {
        ENDED,
        FAILED,
        STALLED,
        /** The log says that something goes wrong. */
        ADVICE;

        /** The kind of alert for a run whose status changes from one to the other; empty if nobody needs to be told. */
        public static Optional<Kind> of(Status before, Status now) {
            if (now == before || before.isOver()) {
                return Optional.empty();
            }
            return switch (now) {
                case COMPLETED, EARLY_STOP, STOPPED, PARKED, TERMINATED -> Optional.of(ENDED);
                case FAILED, CRASHED -> Optional.of(FAILED);
                case STALLED, QUIET -> Optional.of(STALLED);
                default -> Optional.empty();
            };
        }
    }
}
