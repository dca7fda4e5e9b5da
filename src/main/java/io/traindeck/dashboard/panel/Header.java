package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Gauge;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.Description;
import io.traindeck.state.Eta;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The first rows: what the run is doing at the left, how far it is at the right; below, what it is, and progress. */
final class Header {
    private static final int ETA_WIDTH = 6;
    private static final int RATE_WIDTH = 6;
    private static final int EPOCH_BAR = 16;
    private static final int LEAST_EPOCH_BAR = 6;
    private static final int WIDE = 80;
    private static final int MIDDLE = 46;
    private static final int SHORTEST_NAME = 6;
    private static final int MOST_FACTS = 4;

    private final Frame frame;
    private final RunState state;

    Header(Frame frame) {
        this.frame = frame;
        this.state = frame.state();
    }

    /** Status, name, epoch and step of all, time left. */
    void status(Canvas row) {
        Status status = frame.status();
        int x = row.put(1, 0, row.glyphs().status(status) + " " + status.word(), Role.of(status));
        String right = state.isDescribed() || state.isMeasured() ? progress(row.width()) : "";
        int start = row.width() - 1 - right.length();
        row.put(start, 0, right, Role.TEXT);
        int room = start - x - 4;
        if (room >= SHORTEST_NAME) {
            row.put(x + 2, 0, Text.cut(frame.name(), room, row.glyphs()), Role.ACCENT);
        }
    }

    private String progress(int width) {
        String step = width < MIDDLE ? step() : "step " + step();
        String epoch = epoch();
        if (epoch.isEmpty()) {
            return step + eta();
        }
        return width < MIDDLE ? epoch + eta() : "epoch " + epoch + (width < WIDE ? "" : "   " + step) + eta();
    }

    /** The epoch of all; empty where the log has none. */
    private String epoch() {
        int all = state.plan().epochs();
        if (all == 0) {
            return state.epoch() == 0 ? "" : String.valueOf(state.epoch());
        }
        return Text.padLeft(String.valueOf(state.epoch()), String.valueOf(all).length()) + "/" + all;
    }

    /** The step of all, where that is known. */
    private String step() {
        if (state.plan().steps() == 0) {
            return Numbers.count(state.lastStep());
        }
        String all = Numbers.count(state.plan().steps());
        return Text.padLeft(Numbers.count(state.lastStep()), all.length()) + "/" + all;
    }

    private String eta() {
        if (!frame.status().takesCommands() || state.plan().steps() == 0) {
            return "";
        }
        OptionalDouble seconds = Eta.seconds(state, frame.nowMs());
        String text = seconds.isPresent() ? Numbers.estimate(seconds.getAsDouble()) : "-";
        return "   ETA " + Text.padLeft(text, ETA_WIDTH);
    }

    /** What the run is; progress of the epoch; images a second. */
    void second(Canvas row) {
        if (!state.isDescribed()) {
            return;
        }
        String what = String.join(" " + row.glyphs().dot() + " ", facts());
        double rate = state.itemsPerS();
        String images = rate == 0 && state.about().count("train_images") == 0
                ? ""
                : Text.padLeft(rate == 0 ? "-" : String.valueOf(Math.round(rate)), RATE_WIDTH) + " images/s";
        int start = row.width() - 1 - images.length();
        boolean trains = frame.status().takesCommands();
        row.put(start, 0, images, trains ? Role.TEXT : Role.DIM);
        String share = Text.padLeft(Numbers.wholePercent(epochShare()), 4) + " of epoch";
        int room = start - share.length() - what.length() - 4;
        if (trains && state.plan().stepsPerEpoch() > 0 && room >= LEAST_EPOCH_BAR) {
            int width = Math.min(EPOCH_BAR, room);
            int bar = start - share.length() - width;
            Gauge.draw(row.part(new Rect(bar, 0, width, 1)), epochShare(), Role.ACCENT);
            row.put(bar + width, 0, share, Role.DIM);
        }
        row.put(1, 0, Text.cut(what, start - 2, row.glyphs()), Role.DIM);
    }

    /** What it is: of our own runs recipe, seed and device; of others what they say first. */
    private List<String> facts() {
        Description about = state.about();
        List<String> facts = new ArrayList<>();
        if (about.fact("recipe").isEmpty()) {
            about.facts().entrySet().stream()
                    .limit(MOST_FACTS)
                    .forEach(fact -> facts.add(Safe.forCells(fact.getKey() + " " + fact.getValue())));
            return facts;
        }
        facts.add(Safe.forCells(about.fact("recipe")));
        facts.add("seed " + Safe.forCells(about.fact("seed")));
        long threads = about.count("threads");
        facts.add(Safe.forCells(about.fact("device")) + ", " + threads + (threads == 1 ? " thread" : " threads"));
        return facts;
    }

    /** 0 where nobody knows how long an epoch is. */
    private double epochShare() {
        long perEpoch = state.plan().stepsPerEpoch();
        if (perEpoch == 0) {
            return 0;
        }
        long before = (state.epoch() - 1) * perEpoch;
        return Math.max(0, Math.min(1, (double) (state.lastStep() - before) / perEpoch));
    }

    /** Progress of the whole run. */
    void bar(Canvas row) {
        long all = state.plan().steps();
        double share = all == 0 ? 0 : (double) state.lastStep() / all;
        Role role =
                switch (frame.status()) {
                    case LOADING, STARTING, RUNNING, VALIDATING -> Role.ACCENT;
                    default -> Role.of(frame.status());
                };
        Gauge.draw(row.part(new Rect(1, 0, row.width() - 2, 1)), share, role);
    }
}
