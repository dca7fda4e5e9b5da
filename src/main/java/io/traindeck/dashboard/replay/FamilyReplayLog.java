package io.traindeck.dashboard.replay;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.Ancestry;
import io.traindeck.run.Ancestry.Ancestor;
import io.traindeck.run.RunFolder;
import io.traindeck.source.Closing;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The log of a branch, after the logs of the runs that it comes from, the eldest first. Of each ancestor it has only
 * the part that is the branch's history, too.
 */
final class FamilyReplayLog implements ReplayLog {
    private final List<Part> parts = new ArrayList<>();
    private int current;

    /** A log of which at most {@code limit} events are played. */
    private static final class Part {
        private final ReplayLog log;
        private final Shown shown;
        private final int limit;
        private int size;

        Part(ReplayLog log, Shown shown, int limit) {
            this.log = log;
            this.shown = shown;
            this.limit = limit;
        }

        void take(TrainEvent event, Consumer<? super TrainEvent> into) {
            if (size < limit) {
                size++;
                into.accept(event);
            }
        }
    }

    /** @param branch a run of ours, which need not be a branch: then its log is the only one */
    FamilyReplayLog(RunFolder branch) {
        Ancestry ancestry = Ancestry.of(branch);
        List<Ancestor> ancestors = ancestry.ancestors();
        for (int i = 0; i < ancestors.size(); i++) {
            Ancestor ancestor = ancestors.get(i);
            RunFolder child = i + 1 < ancestors.size() ? ancestors.get(i + 1).folder() : branch;
            String words = "This is " + ancestor.folder().name() + ", from which " + child.name()
                    + " branches after step " + ancestor.step() + ".";
            add(ancestor.folder(), ancestor.events(), i == 0 ? words + " " + ancestry.trouble() : words);
        }
        add(branch, Integer.MAX_VALUE, ancestors.isEmpty() ? ancestry.trouble() : "");
    }

    private void add(RunFolder folder, int limit, String words) {
        LoggedRun run = LoggedRun.of(folder);
        parts.add(new Part(new OwnReplayLog(run), new Shown(run, words.strip()), limit));
    }

    @Override
    public int readOn(int most, Consumer<? super TrainEvent> into) throws IOException {
        Part part = parts.get(current);
        int lines = part.log.readOn(most, event -> part.take(event, into));
        boolean isLast = current == parts.size() - 1;
        if (isLast) {
            return lines;
        }
        current += lines < most || part.size == part.limit ? 1 : 0;
        return most;
    }

    @Override
    public void read(int from, int to, Consumer<? super TrainEvent> into) {
        int begin = 0;
        for (Part part : parts) {
            int first = Math.max(from, begin);
            int end = Math.min(to, begin + part.size);
            if (first < end) {
                part.log.read(first - begin, end - begin, into);
            }
            begin += part.size;
        }
    }

    @Override
    public Shown at(int count) {
        int left = count;
        for (Part part : parts) {
            left -= part.size;
            if (left <= 0) {
                return part.shown;
            }
        }
        return parts.get(parts.size() - 1).shown;
    }

    @Override
    public double share() {
        return (current + parts.get(current).log.share()) / parts.size();
    }

    @Override
    public long unreadable() {
        return parts.stream().mapToLong(part -> part.log.unreadable()).sum();
    }

    @Override
    public void close() throws IOException {
        Closing.all(parts.stream().map(part -> part.log).toList());
    }
}
