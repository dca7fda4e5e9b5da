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

    private static final String ENDING = "the run is ending";

    private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();

    /** The commands that were taken and are neither done nor refused. Another thread than the loop's may end the run. */
    private final Queue<Request> open = new ConcurrentLinkedQueue<>();

    private final Consumer<TrainEvent> events;
    private volatile Optional<Request> end = Optional.empty();
    private volatile boolean left;
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
        if (!open.contains(request)) {
            // The run has ended, and this was answered then.
            return;
        }
        answer(request, CommandStatus.ACCEPTED, "");
        Command command = request.command();
        switch (command) {
            case PAUSE -> pause(request, step);
            case RESUME -> answer(request, CommandStatus.DONE, unpause(step) ? "" : "it was not paused");
            case CHECKPOINT -> save(request, saver);
            case STOP -> end(request, step);
            case PARK -> {
                if (parks) {
                    end(request, step);
                } else {
                    refuse(request);
                }
            }
            case SET -> refuse(request);
        }
    }

    private void refuse(Request request) {
        answer(request, CommandStatus.REFUSED, "this trainer does not obey it");
    }

    private void pause(Request request, long step) {
        if (end.isPresent()) {
            answer(request, CommandStatus.REFUSED, ENDING);
        } else if (paused) {
            answer(request, CommandStatus.DONE, "it was paused already");
        } else {
            paused = true;
            events.accept(new TrainEvent.Paused(System.currentTimeMillis(), step));
            answer(request, CommandStatus.DONE, "");
        }
    }

    private void end(Request request, long step) {
        if (end.isEmpty()) {
            end = Optional.of(request);
            unpause(step);
        } else if (end.get().command() == request.command()) {
            answer(request, CommandStatus.DONE, "it is ending already");
        } else {
            answer(request, CommandStatus.REFUSED, ENDING);
        }
    }

    /**
     * Obeys the command that was given to end the run, as the loop is left: to park, the parameters are saved.
     *
     * @return empty if the loop can be left; else why they could not be saved: the command is refused then, and the run
     *     is not told to end any more
     */
    Optional<String> leave(Saver saver) {
        if (left || end.isEmpty()) {
            return Optional.empty();
        }
        Request request = end.get();
        if (request.command() == Command.PARK) {
            try {
                saver.save();
            } catch (IOException | RuntimeException e) {
                String why = String.valueOf(e.getMessage());
                end = Optional.empty();
                answer(request, CommandStatus.REFUSED, why);
                return Optional.of(why);
            }
        }
        left = true;
        return Optional.empty();
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

    /** The command that was given to end the run, stop or park; empty if there was none. */
    Optional<Command> end() {
        return end.map(Request::command);
    }

    /** The command that has ended the run; empty if none has. A park whose parameters are not saved has not. */
    Optional<Command> obeyedEnd() {
        return end().filter(command -> left || command == Command.STOP);
    }

    /**
     * Answers every command that is still open, when the run is over and no more of them come; on any thread.
     *
     * @param well whether the run has not failed
     */
    void ended(boolean well) {
        if (well && obeyedEnd().isPresent()) {
            answer(end.get(), CommandStatus.DONE, "");
        }
        open.forEach(left -> answer(left, CommandStatus.REFUSED, well ? "the run has ended" : "the run failed"));
    }

    /** Publishes an answer, unless the command has had its last one. */
    private void answer(Request request, CommandStatus status, String reason) {
        if (status == CommandStatus.ACCEPTED || open.remove(request)) {
            events.accept(new TrainEvent.CommandAnswered(
                    System.currentTimeMillis(), request.id(), request.command().word(), status, reason));
        }
    }
}
