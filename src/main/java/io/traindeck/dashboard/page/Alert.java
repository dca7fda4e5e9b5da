package io.traindeck.dashboard.page;

import io.traindeck.state.Status;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something about a run that a person wants to know who looks elsewhere.
 *
 * @param run where its log or folder is
 * @param name what the run is called
 * @param text what has happened; may hold what strangers wrote
 */
public record Alert(Path run, Kind kind, String name, String text) {
    /** What has happened. */
    public enum Kind {
        ENDED,
        FAILED,
        STALLED,
        /** The log says that something goes wrong. */
        ADVICE;

        /** What it means that a run is doing something else than before; empty if nobody need be told. */
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
