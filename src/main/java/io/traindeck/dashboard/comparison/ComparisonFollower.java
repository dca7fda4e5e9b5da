package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.ComparedRuns;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.RunNames;
import io.traindeck.dashboard.live.LogClock;
import io.traindeck.dashboard.live.Observed;
import io.traindeck.dashboard.live.RunFollower;
import io.traindeck.dashboard.page.Repeating;
import io.traindeck.run.RunFolder;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.LogWords;
import io.traindeck.text.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Follows several runs by their files, on threads of its own. A run folder of ours need not exist yet. */
final class ComparisonFollower implements AutoCloseable {
    /** Time between two looks at each run.json, which is written when a run is made or resumed. */
    private static final long LOOK_EVERY_MS = 500;

    /**
     * The facts that a run folder of ours tells besides its log.
     *
     * @param expected whether it was missing at the first look: then it is about to be made, and a trainer for it started
     * @param written when run.json was written; null if there is none
     * @param dials the dials of run.json
     */
    private record Facts(boolean expected, FileTime written, Optional<Map<String, String>> dials) {
        static final Facts NONE = new Facts(false, null, Optional.empty());
    }

    private final List<LoggedRun> runs;
    private final List<String> names;
    private final List<RunFollower> followers;
    private final List<LogClock> clocks;
    private final int[] grown;
    private final Runnable changed;
    private final Repeating looking;

    private volatile List<Facts> facts;
    private boolean hasLooked; // of the looking thread

    /**
     * @param jobs the jobs that may have runs in hand
     * @param changed runs on other threads when the comparison has changed
     */
    ComparisonFollower(List<LoggedRun> runs, JobQueue jobs, Runnable changed) {
        this.runs = List.copyOf(runs);
        this.changed = changed;
        names = RunNames.of(runs.stream().map(LoggedRun::named).toList());
        facts = runs.stream().map(run -> Facts.NONE).toList();
        // Many runs together are looked at as often as a few are.
        long lookEveryMs = RunFollower.LOOK_EVERY_MS * Math.max(1, runs.size() / Comparison.MOST_TOLD_APART);
        followers = runs.stream()
                .map(run -> new RunFollower(run, null, jobs, lookEveryMs, changed))
                .toList();
        clocks = runs.stream().map(run -> new LogClock()).toList();
        grown = new int[runs.size()];
        looking = new Repeating("run-json-follower", LOOK_EVERY_MS, this::look);
    }

    /** The comparison as of the last look; for one thread. */
    Comparison comparison(long nowMs) {
        return new Comparison(IntStream.range(0, runs.size())
                .mapToObj(place -> run(place, nowMs))
                .toList());
    }

    private ComparedRun run(int place, long nowMs) {
        Observed seen = followers.get(place).observed();
        Facts known = facts.get(place);
        boolean waits = known.expected() && !seen.hasTrainer() && seen.state() == RunState.EMPTY;
        LogClock clock = clocks.get(place);
        clock.look(seen, seen.grown() != grown[place], nowMs);
        grown[place] = seen.grown();
        Status status = waits ? Status.WAITING : seen.status(clock.nowMs(seen));
        return new ComparedRun(names.get(place), seen.state(), status, ComparedRuns.dials(known.dials(), seen.state()));
    }

    /** The reason why a run cannot be shown as it is; empty if there is none. */
    String trouble() {
        for (int i = 0; i < runs.size(); i++) {
            Observed seen = followers.get(i).observed();
            boolean isYetToCome = facts.get(i).expected() && seen.state() == RunState.EMPTY;
            if (!seen.isWhole()) {
                return names.get(i) + ": reading the log, "
                        + Numbers.wholePercent(seen.log().share());
            } else if (!seen.log().trouble().isEmpty() && !isYetToCome) {
                return names.get(i) + ": " + seen.log().trouble();
            } else if (seen.log().unreadable() > 0) {
                return names.get(i) + ": " + LogWords.unreadable(seen.log().unreadable());
            }
        }
        return "";
    }

    private boolean look() {
        List<Facts> now = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            now.add(look(runs.get(i), facts.get(i)));
        }
        hasLooked = true;
        if (!now.equals(facts)) {
            facts = List.copyOf(now);
            changed.run();
        }
        return false;
    }

    private Facts look(LoggedRun run, Facts before) {
        if (run.folder().isEmpty()) {
            return Facts.NONE;
        }
        RunFolder folder = run.folder().get();
        boolean expected = hasLooked ? before.expected() : !Files.isDirectory(folder.path());
        FileTime written = written(folder.runJson());
        if (written == null || written.equals(before.written())) {
            return new Facts(expected, before.written(), before.dials());
        }
        return new Facts(expected, written, ComparedRuns.jsonDials(run));
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return null; // Not yet there, or gone: what was read of it stays.
        }
    }

    @Override
    public void close() {
        looking.close();
        followers.forEach(RunFollower::close);
    }
}
