package io.traindeck.run;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The runs that a branch comes from, as far as their folders stand beside its own.
 *
 * @param ancestors the eldest first; empty if the run is no branch, or its parent cannot be found
 * @param trouble why the eldest known has no history before it although it is a branch, in one line for the user; empty
 *     if nothing is missing
 */
public record Ancestry(List<Ancestor> ancestors, String trouble) {
    /** The most ancestors that are shown: the nearest ones. */
    static final int MOST = 64;

    /** Lines of a log that are looked at for its start. */
    private static final int FIRST_LINES = 100;

    /** Keeps a copy. */
    public Ancestry {
        ancestors = List.copyOf(ancestors);
    }

    /**
     * A run of which a branch has taken the first part.
     *
     * @param step the last step that both have in common
     * @param events how many events of its log, from the first on, tell of that part
     */
    public record Ancestor(RunFolder folder, long step, int events) {
        /** Hands on the events that tell of that part. */
        public void read(Consumer<? super TrainEvent> into) throws IOException {
            int[] left = {events};
            try (EventLogReader log = new EventLogReader(folder.events())) {
                log.poll(event -> {
                    if (left[0]-- > 0) {
                        into.accept(event);
                    }
                });
            }
        }
    }

    /** The runs that this one comes from, by what their logs say. */
    public static Ancestry of(RunFolder branch) {
        try {
            return start(branch).map(start -> of(branch, start)).orElse(new Ancestry(List.of(), ""));
        } catch (IOException e) {
            // The reader of the branch itself reports this error.
            return new Ancestry(List.of(), "");
        }
    }

    /**
     * The runs that this one comes from.
     *
     * @param start the first event of the branch
     */
    public static Ancestry of(RunFolder branch, RunStarted start) {
        List<Ancestor> found = new ArrayList<>();
        RunFolder child = branch;
        RunStarted childStart = start;
        while (childStart.parent() != null) {
            Parent parent = childStart.parent();
            try {
                RunNames.require(parent.run());
                RunFolder folder = folderOf(child, childStart);
                if (found.size() == MOST) {
                    return new Ancestry(found, missing(child, parent, "only " + MOST + " runs before a branch are"));
                }
                if (isKnown(folder, branch, found)) {
                    return new Ancestry(found, missing(child, parent, "it comes from itself"));
                }
                if (!Files.isRegularFile(folder.events())) {
                    return new Ancestry(
                            found,
                            missing(
                                    child,
                                    parent,
                                    "it is not in " + folder.path().getParent()));
                }
                Optional<RunStarted> parentStart = start(folder);
                int events = shared(folder, parent.step(), childStart.timeMs());
                if (parentStart.isEmpty() || events == 0) {
                    return new Ancestry(
                            found, missing(child, parent, "its log has nothing up to step " + parent.step()));
                }
                found.add(0, new Ancestor(folder, parent.step(), events));
                child = folder;
                childStart = parentStart.get();
            } catch (RunException e) {
                return new Ancestry(found, missing(child, parent, "that is no run's name"));
            } catch (IOException e) {
                return new Ancestry(found, missing(child, parent, "its log cannot be read (" + IoReason.of(e) + ")"));
            }
        }
        return new Ancestry(found, "");
    }

    /**
     * The folder of a branch's parent: the one of its name beside the branch or, if no run that is older than the branch has
     * that name now, the last one whose log began under it. A run keeps the name in its log when its folder is renamed.
     */
    private static RunFolder folderOf(RunFolder branch, RunStarted start) throws IOException {
        RunFolder named = new RunFolder(branch.path()
                .toAbsolutePath()
                .normalize()
                .resolveSibling(start.parent().run()));
        Optional<RunStarted> itsStart = Files.isRegularFile(named.events()) ? start(named) : Optional.empty();
        if (itsStart.filter(first -> first.timeMs() <= start.timeMs()).isPresent()) {
            return named;
        }
        RunFolder found = named;
        long foundMs = -1;
        try (DirectoryStream<Path> siblings =
                Files.newDirectoryStream(named.path().getParent())) {
            for (Path sibling : siblings) {
                RunFolder folder = new RunFolder(sibling);
                long beganMs = folder.isSameAs(branch) ? -1 : beganMs(folder, start);
                if (beganMs > foundMs) {
                    found = folder;
                    foundMs = beganMs;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /**
     * Returns when a run began under the name of that branch's parent, in Unix milliseconds; -1 if it did not, or only
     * after the branch.
     */
    private static long beganMs(RunFolder folder, RunStarted branch) {
        try {
            Optional<RunStarted> start = Files.isRegularFile(folder.events()) ? start(folder) : Optional.empty();
            return start.filter(first -> branch.parent().run().equals(first.run()))
                    .map(RunStarted::timeMs)
                    .filter(timeMs -> timeMs <= branch.timeMs())
                    .orElse(-1L);
        } catch (IOException e) {
            return -1; // A run that cannot be read cannot be shown either.
        }
    }

    private static String missing(RunFolder child, Parent parent, String why) {
        return child.name() + " branches from " + parent.run() + ", which is not shown: " + why + ".";
    }

    private static boolean isKnown(RunFolder folder, RunFolder branch, List<Ancestor> found) {
        return folder.isSameAs(branch)
                || found.stream().anyMatch(ancestor -> ancestor.folder().isSameAs(folder));
    }

    private static Optional<RunStarted> start(RunFolder run) throws IOException {
        RunStarted[] start = {null};
        try (EventLogReader log = new EventLogReader(run.events())) {
            log.poll(FIRST_LINES, (event, offset) -> {
                if (start[0] == null && event instanceof RunStarted first) {
                    start[0] = first;
                }
            });
        }
        return Optional.ofNullable(start[0]);
    }

    /**
     * Returns how many events of a log, from the first on, tell of the steps up to {@code step}, as the log was when a
     * branch began. A parent that was resumed later has another history since then.
     */
    private static int shared(RunFolder run, long step, long branchedMs) throws IOException {
        int[] count = {0};
        int[] shared = {0};
        boolean[] later = {false};
        try (EventLogReader log = new EventLogReader(run.events())) {
            log.poll(event -> {
                count[0]++;
                boolean again = event instanceof RunStarted || event instanceof RunResumed;
                later[0] |= again && event.timeMs() > branchedMs;
                boolean isShared = event instanceof Measured measured && measured.step() <= step
                        || event instanceof RunResumed resumed && resumed.fromStep() <= step;
                if (isShared && !later[0]) {
                    shared[0] = count[0];
                }
            });
        }
        return shared[0];
    }
}
