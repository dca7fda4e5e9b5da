package io.traindeck.listen;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Obeys, between two batches, what was asked for, and tells each command's life. */
final class CommandDesk {
    /** All else is refused: what a trainer cannot save it cannot go on from, and its dials are its program's. */
    static final Set<String> OBEYED = Set.of("pause", "checkpoint", "stop");

    private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
    private final Consumer<TrainEvent> events;
    private Optional<Request> stop = Optional.empty();
    private boolean paused;

    /** Writes the parameters, as they are now. */
    interface Saver {
        /** @return the file, relative to the run folder */
        String save() throws IOException;
    }

    /** @param events is given what becomes of the commands */
    CommandDesk(Consumer<TrainEvent> events) {
        this.events = events;
    }

    /** Takes a command, on any thread. */
    void take(Request request) {
        asked.add(request);
    }

    /** Obeys what was asked since the last call; does not return while the run is paused. */
    void heed(long step, Saver saver) {
        try {
            for (Optional<Request> next = next(); next.isPresent(); next = next()) {
                obey(next.get(), step, saver);
            }
        } catch (InterruptedException e) {
            // Who interrupts a program that is paused wants it to go on with whatever ends it.
            Thread.currentThread().interrupt();
            unpause(step);
        }
    }

    private Optional<Request> next() throws InterruptedException {
        return paused ? Optional.of(asked.take()) : Optional.ofNullable(asked.poll());
    }

    private void obey(Request request, long step, Saver saver) {
        answer(request, CommandStatus.ACCEPTED, "");
        Command command = request.command();
        switch (command) {
            case PAUSE -> {
                if (!paused) {
                    paused = true;
                    events.accept(new TrainEvent.Paused(System.currentTimeMillis(), step));
                }
                answer(request, CommandStatus.DONE, "");
            }
            case RESUME -> answer(request, CommandStatus.DONE, unpause(step) ? "" : "it was not paused");
            case CHECKPOINT -> save(request, saver);
            case STOP -> {
                if (stop.isPresent()) {
                    answer(request, CommandStatus.DONE, "it is stopping already");
                } else {
                    stop = Optional.of(request);
                    unpause(step);
                }
            }
            case PARK, SET -> answer(request, CommandStatus.REFUSED, "this trainer does not obey it");
        }
    }

    private void save(Request request, Saver saver) {
        try {
            answer(request, CommandStatus.DONE, saver.save());
        } catch (IOException | RuntimeException e) {
            answer(request, CommandStatus.REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private boolean unpause(long step) {
        if (!paused) {
            return false;
        }
        paused = false;
        events.accept(new TrainEvent.Unpaused(System.currentTimeMillis(), step));
        return true;
    }

    /** Whether the run was told to end. */
    boolean stopped() {
        return stop.isPresent();
    }

    /** The run is over: answers every command that is still open. */
    void ended() {
        stop.ifPresent(request -> answer(request, CommandStatus.DONE, ""));
        for (Request left = asked.poll(); left != null; left = asked.poll()) {
            answer(left, CommandStatus.REFUSED, "the run has ended");
        }
    }

    private void answer(Request request, CommandStatus status, String reason) {
        events.accept(new TrainEvent.CommandAnswered(
                System.currentTimeMillis(), request.id(), request.command().word(), status, reason));
    }
}
