package io.traindeck.supervise;

import io.traindeck.event.Description;
import io.traindeck.event.EventBus;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.event.TrainEvent.Validating;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes what a program tells as events of its run. Both describe the run and the commands that it obeys: the
 * program's description is added to ours. The end that the program tells is not published: the run is over when the
 * program is.
 *
 * <p>For one thread, apart from {@link #isProgramsOwn}.
 */
final class Retelling {
    private final EventBus bus;
    private final InstantSource clock;
    private final String run;
    private final Description ours;
    private final Past past;

    private volatile Set<String> announced = Set.of();
    private Description known;
    private boolean isResumeDue;
    private long step;
    private RunEnded end;

    /**
     * @param ours the description that is known without the program, with the commands that need no help of the program
     */
    Retelling(EventBus bus, InstantSource clock, String run, Description ours, Past past) {
        this.bus = bus;
        this.clock = clock;
        this.run = run;
        this.ours = ours;
        this.past = past;
        known = ours;
        step = past.step();
        isResumeDue = past.isBegun();
    }

    /**
     * Tells that the program was started.
     *
     * @param file the checkpoint that it was given, as the log has it; empty for none
     */
    void begin(String file) {
        if (past.isBegun()) {
            // Nothing is dropped yet: the first number tells where the program goes on.
            bus.publish(new RunResumed(clock.millis(), past.step(), past.epochs() == 0 ? 0 : past.epochs() + 1, file));
            bus.publish(new Described(clock.millis(), ours));
        } else {
            start(null);
        }
    }

    private void start(Parent parent) {
        bus.publish(new RunStarted(clock.millis(), run, known, parent));
    }

    /** Takes what comes as the rest of what the same process has told: its first number tells of no way back. */
    void goesOn() {
        isResumeDue = false;
    }

    /** The last step that the program has told. */
    long step() {
        return step;
    }

    /** Returns the end that the program has told; empty if it has not told one. */
    Optional<RunEnded> end() {
        return Optional.ofNullable(end);
    }

    /** Whether the program takes that command out of the mailbox itself, as it has announced. */
    boolean isProgramsOwn(Request request) {
        return announced.contains(request.announcedAs());
    }

    /** Takes an event that the program itself has written. */
    void own(TrainEvent event) {
        if (event instanceof RunStarted started) {
            end = null;
            describe(started.about());
            if (past.isBegun()) {
                bus.publish(new Described(event.timeMs(), known));
            } else {
                // This takes the place of our own start: what another source has told before is not true any more.
                step = 0;
                start(started.parent());
            }
        } else if (event instanceof Described described) {
            Description about = described.about();
            // What is not said again stays; an empty list in run_started means that nothing is obeyed.
            describe(
                    about.commands().isEmpty()
                            ? new Description(about.plan(), about.goal(), announced, about.facts())
                            : about);
            bus.publish(new Described(event.timeMs(), known));
        } else if (event instanceof RunEnded ended) {
            end = ended;
            // The program may go on for long, such as with a last evaluation, but takes no commands any more.
            announced = Set.of();
            known = new Description(known.plan(), known.goal(), ours.commands(), known.facts());
            bus.publish(new Described(event.timeMs(), known));
        } else if (event instanceof RunResumed resumed) {
            end = null;
            isResumeDue = false;
            step = resumed.fromStep();
            bus.publish(event);
        } else if (!(event instanceof SystemUsage)) {
            publish(event);
        }
    }

    /** Takes an event that a log of the program, or the text that it prints, tells. */
    void other(TrainEvent event) {
        if (event instanceof RunStarted started) {
            other(new Described(started.timeMs(), started.about()));
        } else if (event instanceof Described described) {
            known = known.and(new Description(
                    described.about().plan(),
                    described.about().goal(),
                    known.commands(),
                    described.about().facts()));
            bus.publish(new Described(time(event), known));
        } else if (event instanceof Measured measured) {
            publish(new Measured(
                    time(event),
                    measured.kind(),
                    measured.step(),
                    measured.epoch(),
                    measured.best(),
                    measured.values()));
        } else if (event instanceof Validating) {
            publish(event);
        }
    }

    private void describe(Description theirs) {
        announced = theirs.commands();
        Set<String> commands = new HashSet<>(ours.commands());
        commands.addAll(announced);
        known = known.and(new Description(theirs.plan(), theirs.goal(), commands, theirs.facts()));
    }

    /** Returns the time of an event; if a log does not tell it, the present time. */
    private long time(TrainEvent event) {
        return event.timeMs() == 0 ? clock.millis() : event.timeMs();
    }

    private void publish(TrainEvent event) {
        if (event instanceof Measured measured) {
            if (isResumeDue) {
                isResumeDue = false;
                goBack(measured);
            }
            step = Math.max(step, measured.step());
        }
        bus.publish(event);
    }

    /**
     * Publishes that the program goes on from an earlier step, which its first number shows and it does not say itself.
     */
    private void goBack(Measured first) {
        if (first.step() <= past.step()) {
            step = Math.max(0, first.step() - 1);
            int epoch = Double.isNaN(first.epoch()) ? 0 : (int) Math.max(0, Math.ceil(first.epoch()));
            bus.publish(new RunResumed(clock.millis(), step, epoch, ""));
        }
    }
}
