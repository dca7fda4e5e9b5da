package io.traindeck.listen;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Does, between two batches, what was asked for, and publishes what becomes of each command. */
final class CommandDesk {
    /** The commands that every training obeys; the dials are the program's own. */
    private static final Set<String> ALWAYS =
            Set.of(Command.PAUSE.word(), Command.CHECKPOINT.word(), Command.STOP.word());

    private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();

    /** The commands that were taken and are neither done nor refused. Another thread than the loop's may end the run. */
    private final Queue<Request> open = new ConcurrentLinkedQueue<>();

    private final Consumer<TrainEvent> events;
    private volatile Optional<Request> end = Optional.empty();
    private volatile boolean parks;
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

    /** Makes this desk obey a park too, from now on. */
    void parks() {
        parks = true;
    }

    /** The words of the commands that are obeyed. */
    Set<String> obeyed() {
        Set<String> words = new TreeSet<>(ALWAYS);
        if (parks) {
            words.add(Command.PARK.word());
        }
        return words;
    }

    /** Whether a command is obeyed, and not refused; on any thread. */
    boolean obeys(Request request) {
        return obeyed().contains(request.announcedAs());
    }

    /** Takes a command, on any thread. */
    void take(Request request) {
        open.add(request);
        asked.add(request);
    }

    /** Obeys what was asked since the last call; does not return while the run is paused. */
    void heed(long step, Saver saver) {
        try {
            for (Optional<Request> next = next(); next.isPresent(); next = next()) {
                obey(next.get(), step, saver);
            }
        } catch (InterruptedException e) {
            // Whoever interrupts a paused program wants it to go on to its end.
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
            case CHECKPOINT -> saved(request, saver).ifPresent(file -> answer(request, CommandStatus.DONE, file));
            case STOP -> end(request, step);
            case PARK -> {
                if (!parks) {
                    refuse(request);
                } else if (end.isPresent() || saved(request, saver).isPresent()) {
                    end(request, step);
                }
            }
            case SET -> refuse(request);
        }
    }

    private void refuse(Request request) {
        answer(request, CommandStatus.REFUSED, "this trainer does not obey it");
    }

    private void end(Request request, long step) {
        if (end.isPresent()) {
            answer(request, CommandStatus.DONE, "it is ending already");
        } else {
            end = Optional.of(request);
            unpause(step);
        }
    }

    /**
     * Returns the file that was saved, relative to the run folder; if that fails, refuses the command and returns
     * nothing.
     */
    private Optional<String> saved(Request request, Saver saver) {
        try {
            return Optional.of(saver.save());
        } catch (IOException | RuntimeException e) {
            answer(request, CommandStatus.REFUSED, String.valueOf(e.getMessage()));
            return Optional.empty();
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

    /** The command that was given to end the run, stop or park; empty if there was none. */
    Optional<Command> end() {
        return end.map(Request::command);
    }

    /** Answers every command that is still open, when the run is over and no more of them come; on any thread. */
    void ended() {
        end.ifPresent(request -> answer(request, CommandStatus.DONE, ""));
        open.forEach(left -> answer(left, CommandStatus.REFUSED, "the run has ended"));
    }

    /** Publishes an answer, unless the command has had its last one. */
    private void answer(Request request, CommandStatus status, String reason) {
        if (status == CommandStatus.ACCEPTED ? open.contains(request) : open.remove(request)) {
            events.accept(new TrainEvent.CommandAnswered(
                    System.currentTimeMillis(),
                    request.id(),
                    request.command().word(),
                    status,
                    reason));
        }
    }
}
