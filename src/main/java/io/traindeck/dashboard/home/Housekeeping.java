package io.traindeck.dashboard.home;

import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.page.Next;
import io.traindeck.listing.RunSummary;
import io.traindeck.run.IdleRun;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunSize;
import io.traindeck.state.Status;
import io.traindeck.text.IoReason;
import io.traindeck.text.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Renames and deletes runs of ours. All that touches a disk, which may be slow, is done on threads of its own; the
 * methods are for the viewer's thread.
 */
final class Housekeeping implements AutoCloseable {
    /** The command that gives a run another name. */
    static final String RENAME = "rename";

    /** The time that leaving waits for a run that is being renamed. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(3);

    private final Consumer<String> say;
    private final Runnable changed;
    private Deletion asked;

    /** The place of the run for which somebody types a name; null if nobody does. */
    private Path naming;

    /** The new place of a renamed run, until the run has been found there; null if there is none. */
    private Path renamed;

    /** The renaming that was begun last. */
    private Thread renaming = new Thread();

    /** The outcomes that nobody has been told yet. */
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    /**
     * What became of a run.
     *
     * @param words the outcome for the user
     * @param renamed the new place of the run; null unless it has another name now
     */
    private record Outcome(String words, Path renamed) {}

    /**
     * @param say tells the user something
     * @param changed runs on another thread whenever there is something new to say
     */
    Housekeeping(Consumer<String> say, Runnable changed) {
        this.say = say;
        this.changed = changed;
    }

    /** A run that is to be deleted if somebody says yes. */
    private static final class Deletion {
        final RunFolder run;
        final String name;

        /** What is going to be deleted, in words; null as long as it is being added up. */
        volatile String what;

        Deletion(RunFolder run, String name) {
            this.run = run;
            this.name = name;
        }
    }

    /**
     * The reason why the run can be neither renamed nor deleted from here; empty if it can, as far as the list knows.
     */
    private static Optional<String> refusal(RunSummary run) {
        String name = run.name();
        if (run.run().elsewhere().isPresent()) {
            return Optional.of(name + " is on another machine: rename or delete it there.");
        } else if (run.run().folder().isEmpty()) {
            return Optional.of(name + " is not a run of traindeck's: rename or delete its files yourself.");
        } else if (!run.isRead()) {
            return Optional.of("The log of " + name + " is still being read.");
        } else if (run.state() == Status.QUEUED) {
            return Optional.of(name + " waits for its turn in the queue: take it out first.");
        }
        return run.state().isLive()
                ? Optional.of("Somebody may be at work on " + name + ": stop it first.")
                : Optional.empty();
    }

    private boolean isRefused(RunSummary run) {
        Optional<String> refusal = refusal(run);
        refusal.ifPresent(say);
        return refusal.isPresent();
    }

    /** Begins to ask whether the run is to be deleted, or says why it cannot be. */
    void ask(RunSummary run) {
        if (!isRefused(run)) {
            Deletion deletion = new Deletion(run.run().folder().orElseThrow(), run.name());
            asked = deletion;
            inBackground(() -> deletion.what = size(deletion.run));
        }
    }

    private static String size(RunFolder run) {
        try {
            RunSize size = RunSize.of(run);
            String checkpoints =
                    switch (size.checkpoints()) {
                        case 0 -> "no checkpoint";
                        case 1 -> "1 checkpoint";
                        default -> size.checkpoints() + " checkpoints";
                    };
            return Numbers.bytes(size.bytes()) + ", " + checkpoints + ". It cannot be brought back.";
        } catch (IOException e) {
            return "Its size is not known: " + IoReason.of(e) + ".";
        }
    }

    /** The question that is asked now; empty if there is none. */
    Optional<String> question() {
        return Optional.ofNullable(asked)
                .map(run -> "Delete " + run.name + "? " + (run.what == null ? "Adding up what goes ..." : run.what));
    }

    /**
     * Takes a key that was pressed. A yes means nothing before it is known what is deleted with the run.
     *
     * @return whether it was an answer; every key is one while there is a question
     */
    boolean answer(Action action) {
        naming = null;
        if (asked == null) {
            return false;
        }
        if (action == Action.YES && asked.what != null) {
            Deletion agreed = asked;
            asked = null;
            inBackground(() -> outcomes.add(new Outcome(delete(agreed), null)));
        } else if (action == Action.NO) {
            asked = null;
        }
        return true;
    }

    private static String delete(Deletion agreed) {
        try (IdleRun run = IdleRun.of(agreed.run)) {
            int left = run.delete();
            return left == 0
                    ? "Deleted " + agreed.name + "."
                    : "Deleted " + agreed.name + ". What is no part of a run stays in " + agreed.run.path() + ".";
        } catch (RunException e) {
            return "Not deleted: " + e.getMessage() + ".";
        }
    }

    /** Says what became of the runs, once. */
    void refresh() {
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            say.accept(outcome.words);
            renamed = outcome.renamed == null ? renamed : outcome.renamed;
        }
    }

    /**
     * Begins the command that the user types to its end; empty if the run cannot have another name, and then it says
     * why.
     */
    Optional<Next.Type> begunName(RunSummary run) {
        if (isRefused(run)) {
            return Optional.empty();
        }
        naming = run.place();
        return Optional.of(new Next.Type(RENAME + " " + run.run().name()));
    }

    /**
     * Begins to give a run another name, or says why it cannot have it.
     *
     * @param run the run that the cursor is on now
     */
    void rename(RunSummary run, String name) {
        boolean isGone = naming != null && !naming.equals(run.place());
        if (isGone) {
            say.accept(naming.getFileName() + " is not in the list any more.");
        } else if (!isRefused(run)) {
            renaming = inBackground(() -> outcomes.add(renamed(run, name)));
        }
        naming = null;
    }

    private static Outcome renamed(RunSummary run, String name) {
        try (IdleRun idle = IdleRun.of(run.run().folder().orElseThrow())) {
            RunFolder folder = idle.rename(name);
            String words = "Renamed " + run.run().name() + " to " + folder.name() + ".";
            return new Outcome(words, run.place().resolveSibling(name));
        } catch (RunException e) {
            return new Outcome("Not renamed: " + e.getMessage() + ".", null);
        }
    }

    /** The new place of a run that was renamed, once, as soon as it is among those that were found. */
    Optional<Path> renamed(Set<Path> found) {
        if (renamed == null || !found.contains(renamed)) {
            return Optional.empty();
        }
        Path place = renamed;
        renamed = null;
        return Optional.of(place);
    }

    private Thread inBackground(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    work.run();
                    changed.run();
                },
                "housekeeping");
        // A user who leaves meanwhile finds what is left of the run in the list, and can delete that.
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits a little for a renaming that is under way: if it were cut off, run.json would keep the old name. */
    @Override
    public void close() {
        try {
            renaming.join(LAST_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
