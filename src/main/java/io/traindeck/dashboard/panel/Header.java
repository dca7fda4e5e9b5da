package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Gauge;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Eta;
import io.traindeck.state.JobWords;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The first rows: what the run is doing at the left, how far it is at the right; below, what it is, and progress. */
final class Header {
    private static final int SPAN_WIDTH = 6;
    private static final int EPOCH_BAR = 16;
    private static final int LEAST_EPOCH_BAR = 6;
    private static final int USUAL_SHARE = 3;
    private static final int LEAST_GAP = 2;
    private static final int VERY_WIDE = 120;
    private static final int WIDE = 80;
    private static final int MIDDLE = 46;
    private static final int SHORTEST_NAME = 6;
    private static final String GAP = "   ";

    private final Frame frame;
    private final RunState state;
    private final Plan plan;
    private final RunTimes times;

    Header(Frame frame) {
        this.frame = frame;
        this.state = frame.state();
        this.plan = state.plan();
        this.times = new RunTimes(frame);
    }

    /** Draws status, name, epoch and step of all, and the time left. */
    void status(Canvas row) {
        Status status = frame.status();
        int x = row.put(1, 0, row.glyphs().status(status) + " " + word(status), Role.of(status));
        String right = progress(row.width());
        int start = row.width() - 1 - right.length();
        row.put(start, 0, right, Role.TEXT);
        int room = start - x - 4;
        if (room >= SHORTEST_NAME) {
            row.put(x + 2, 0, Text.cutMiddle(frame.name(), room, row.glyphs()), Role.ACCENT);
        }
    }

    /** The word for the status. A run that is replayed does not train now, so its word is REPLAY. */
    private String word(Status status) {
        if (frame.replay() != null && status.isLive()) {
            return "REPLAY";
        }
        JobWords job =
                JobWords.of(status, frame.files().job(), frame.state().journal().savedStep());
        // If the job adds nothing, the word of the status may tell more than the one that programs read.
        return job.rest().isEmpty() ? status.word() : job.verb().toUpperCase(Locale.ROOT) + Safe.forCells(job.rest());
    }

    /** Epoch and step, as far as the run has them; the epoch alone if there is no room for both. */
    private String progress(int width) {
        String epoch = epoch();
        String step = step();
        if (width < MIDDLE && epoch.isEmpty() && state.isMeasured()) {
            step = Numbers.count(state.lastStep()); // The bar shows how far that is.
        }
        String word = width < MIDDLE ? "" : epoch.isEmpty() ? "step " : "epoch ";
        String place = word + (epoch.isEmpty() ? step : epoch);
        boolean both = width >= WIDE && !epoch.isEmpty() && !step.isEmpty();
        if (epoch.isEmpty() && step.isEmpty()) {
            return "";
        }
        return (both ? place + GAP + "step " + step : place) + eta();
    }

    /** The epoch, and how many there are if that is known; a fraction if the log has one. Empty for a log without epochs. */
    private String epoch() {
        double exact = exactEpoch();
        int epoch = Math.max(epochUnderWay(), (int) exact);
        if (epoch <= 0 && !state.about().isOwn()) {
            return "";
        }
        boolean isFraction = exact < Integer.MAX_VALUE && exact != Math.rint(exact);
        String text = isFraction ? Numbers.fixed(exact, 2) : String.valueOf(epoch);
        String epochs = String.valueOf(plan.epochs());
        return plan.epochs() <= 0 ? text : Text.padLeft(text, epochs.length()) + "/" + epochs;
    }

    /**
     * The epoch under way. At the end of an epoch, a replay shows that epoch, and not the next, of which there is
     * nothing yet.
     */
    private int epochUnderWay() {
        Measured row = state.rows().last();
        boolean isAtEnd = frame.replay() != null && row != null && row.step() == state.lastStep() && Rows.isEpoch(row);
        return isAtEnd ? (int) row.epoch() : state.epoch();
    }

    /** The epoch that the log was in last, with its fraction; 0 if the log has none. */
    private double exactEpoch() {
        Measured row = state.rows().last();
        double ofStep = Double.isNaN(state.progress().epoch())
                ? 0
                : Math.max(0, state.progress().epoch());
        return row == null || Double.isNaN(row.epoch()) ? ofStep : Math.max(ofStep, row.epoch());
    }

    /** The step, and how many there are; empty if each step is an epoch, since the epoch then says it all. */
    private String step() {
        Measured last = state.rows().last();
        boolean isEpoch = last != null
                && plan.stepsPerEpoch() <= 1
                && state.lastStep() == last.step()
                && Math.abs(last.epoch() - last.step()) <= 1;
        if (isEpoch || plan.steps() <= 0 && !state.isMeasured()) {
            return "";
        }
        String step = Numbers.count(state.lastStep());
        String steps = Numbers.count(plan.steps());
        return plan.steps() <= 0 ? step : Text.padLeft(step, steps.length()) + " of " + steps;
    }

    /** The time that there is to go, or the time that it took. */
    private String eta() {
        if (!frame.status().isLive()) {
            String took = times.span();
            return took.isEmpty() ? "" : GAP + (isFinished() ? "took " : "after ") + took;
        }
        if (!frame.status().takesCommands()) {
            return "";
        }
        OptionalDouble seconds = Eta.seconds(state, frame.nowMs());
        if (seconds.isEmpty() && (plan.steps() <= 0 || !state.about().isOwn())) {
            return "";
        }
        String text = seconds.isPresent() ? Numbers.estimate(seconds.getAsDouble()) : "-";
        return GAP + "ETA " + Text.padLeft(text, SPAN_WIDTH);
    }

    private boolean isFinished() {
        return switch (frame.status()) {
            case COMPLETED, EARLY_STOP, STOPPED -> true;
            default -> false;
        };
    }

    /**
     * Draws what the run is, the progress of the epoch, how fast it is, and how long it has trained, or when it did.
     */
    void second(Canvas row) {
        boolean trains = frame.status().takesCommands();
        String dot = " " + row.glyphs().dot() + " ";
        int end = row.width() - 1;
        String when = when(row.width());
        row.putRight(end, 0, when, trains ? Role.TEXT : Role.DIM);
        end -= when.isEmpty() ? 0 : when.length() + GAP.length();
        String speed = SpeedWords.of(state);
        int besideFacts = trains ? speed.length() + 2 : 2;
        String what = String.join(dot, facts(end - besideFacts, dot.length()));
        if (trains || what.length() + speed.length() + 2 <= end) {
            row.putRight(end, 0, speed, trains ? Role.TEXT : Role.DIM);
            end -= speed.length();
        }
        if (trains && plan.stepsPerEpoch() > 1) {
            int free = end - (speed.startsWith(" ") ? 0 : LEAST_GAP);
            epochShare(row, free, free - what.length() - 1 - LEAST_GAP);
        }
        row.put(1, 0, Text.cut(what, end - 2, row.glyphs()), Role.DIM);
    }

    /** The time trained and, if there is much room, since when; for a run that is over, from when to when. */
    private String when(int width) {
        String span = times.span();
        if (!frame.status().isLive() || span.isEmpty()) {
            return times.period();
        }
        String elapsed = "elapsed " + Text.padLeft(span, SPAN_WIDTH);
        return width < VERY_WIDE ? elapsed : times.period() + GAP + elapsed;
    }

    /** Draws how far the epoch is, ending before a column, with a bar if there is room for one. */
    private void epochShare(Canvas row, int end, int room) {
        String share = "epoch " + Text.padLeft(Numbers.wholePercent(epochShare()), USUAL_SHARE);
        if (room < share.length()) {
            return;
        }
        row.putRight(end, 0, share, Role.DIM);
        int width = Math.min(EPOCH_BAR, room - share.length() - 1);
        if (width >= LEAST_EPOCH_BAR) {
            int bar = end - share.length() - 1 - width;
            Gauge.draw(row.part(new Rect(bar, 0, width, 1)), epochShare(), Role.ACCENT);
        }
    }

    /** The recipe, seed and device of a run of ours; for another run, the format of the log and the facts that fit. */
    private List<String> facts(int room, int gap) {
        Description about = state.about();
        List<String> all = new ArrayList<>();
        if (about.isOwn()) {
            String threads = about.count("threads") + (about.count("threads") == 1 ? " thread" : " threads");
            all.add(Safe.forCells(about.fact("recipe")));
            all.addAll(oldName());
            all.add("seed " + Safe.forCells(about.fact("seed")));
            all.add(Safe.forCells(about.fact("device")) + ", " + threads);
            return fitting(all, room + gap, gap);
        }
        if (frame.isOthers()) {
            all.add(Safe.forCells(frame.files().format()) + " log");
        }
        if (state.leftOut() > 0) {
            all.add(Numbers.count(state.leftOut()) + " metrics left out");
        }
        all.addAll(oldName());
        all.addAll(FactsLine.of(state.turned().inForce()));
        return fitting(all, room + gap, gap);
    }

    private List<String> oldName() {
        return frame.oldName().isEmpty() ? List.of() : List.of("begun as " + frame.oldName());
    }

    private static List<String> fitting(List<String> all, int room, int gap) {
        List<String> fitting = new ArrayList<>();
        int left = room;
        for (String fact : all) {
            if (fact.length() + gap <= left) {
                fitting.add(fact);
                left -= fact.length() + gap;
            }
        }
        return fitting;
    }

    private double epochShare() {
        long perEpoch = Math.max(1, plan.stepsPerEpoch());
        long before = (epochUnderWay() - 1) * perEpoch;
        return Math.max(0, Math.min(1, (double) (state.lastStep() - before) / perEpoch));
    }

    /** Returns whether it is known how far the run is, or will be known. */
    boolean hasBar() {
        return frame.isOurs() || plan.steps() > 0 || plan.epochs() > 0 && exactEpoch() > 0;
    }

    /** Draws the progress of the whole run. */
    void bar(Canvas row) {
        double exact = exactEpoch();
        double epochs = exact == Math.rint(exact) ? Math.max(exact - 1, state.epochsDone()) : exact;
        double share = plan.steps() > 0
                ? (double) state.lastStep() / plan.steps()
                : plan.epochs() > 0 ? epochs / plan.epochs() : 0;
        Role role =
                switch (frame.status()) {
                    case LOADING, STARTING, RUNNING, VALIDATING -> Role.ACCENT;
                    default -> Role.of(frame.status());
                };
        Gauge.draw(row.part(new Rect(1, 0, row.width() - 2, 1)), share, role);
    }
}
