package io.traindeck.cli.bench;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.traindeck.comparison.MarkdownTable;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table of how soon runs reached an accuracy. */
final class AccuracyTable {
    private static final List<String> HEADER =
            List.of("run", "epoch", "val_acc", "seconds", "of the first", "epochs alone");
    private static final String NONE = "-";
    private static final String LESSON = "lesson (PyTorch)";

    private final double target;
    private final List<Row> rows = new ArrayList<>();

    /** @param target the accuracy, as a share */
    AccuracyTable(double target) {
        this.target = target;
    }

    /**
     * A row of the table.
     *
     * @param epoch the epoch that reached the accuracy, else the best one; 0 for none
     * @param valAcc the accuracy of that epoch; NaN for none
     * @param seconds the time until the accuracy was reached; empty if it was not
     * @param epochSeconds the part of that time that the epochs took; NaN if that is not known
     */
    private record Row(
            String name, int epoch, double valAcc, Optional<Double> seconds, double epochSeconds, String remark) {}

    /** Adds the lesson's loop, which reports 87.4 % after its 30 epochs. */
    void add(LessonLoop loop, int steps) {
        double seconds = loop.secondsOfAllEpochs();
        String remark = LESSON + ": not trained, but extrapolated from " + steps + " steps of it under PyTorch "
                + Safe.forLine(loop.torch()) + " with " + loop.threads()
                + (loop.threads() == 1 ? " thread" : " threads")
                + ", " + Numbers.fixed(loop.stepSeconds(), 3) + " s each, to the " + LessonLoop.EPOCHS
                + " epochs after which the lesson reports 87.4 %; its images lie in memory.";
        rows.add(new Row(LESSON, LessonLoop.EPOCHS, Double.NaN, Optional.of(seconds), Double.NaN, remark));
    }

    void add(String run, TimeToAccuracy.Found found) {
        String name = Safe.forLine(run);
        List<String> remarks = new ArrayList<>();
        if (found.isBranch()) {
            remarks.add("began in another run, whose time is not counted");
        }
        if (found.breaks() > 0) {
            remarks.add("was paused or interrupted " + found.breaks() + (found.breaks() == 1 ? " time" : " times")
                    + ": only the time in which a trainer was at work is counted");
        }
        if (found.reached().isEmpty()) {
            remarks.add("did not come to " + Numbers.percent(target)
                    + (found.best().isPresent() ? "; shown is its best epoch" : "; it has validated nothing"));
        }
        Optional<TimeToAccuracy.Epoch> shown =
                found.reached().map(TimeToAccuracy.Reached::epoch).or(found::best);
        rows.add(new Row(
                name,
                shown.map(TimeToAccuracy.Epoch::number).orElse(0),
                shown.map(TimeToAccuracy.Epoch::valAcc).orElse(Double.NaN),
                found.reached().map(TimeToAccuracy.Reached::seconds),
                found.reached().map(TimeToAccuracy.Reached::epochSeconds).orElse(Double.NaN),
                remarks.isEmpty() ? "" : name + " " + String.join("; it ", remarks) + "."));
    }

    /** Returns a Markdown table, the meaning of its columns, and remarks on single rows. */
    List<String> lines() {
        List<List<String>> cells = rows.stream().map(this::cells).toList();
        List<String> lines =
                new ArrayList<>(MarkdownTable.of(HEADER, cells, 1).lines().toList());
        lines.add("");
        lines.add("seconds: from the command to the end of the first validation with a val_acc of at least "
                + Numbers.percent(target) + ";");
        lines.add(
                "of the first: as a share of the first row's; epochs alone: training and validation without the start.");
        lines.add("What else ran on the machine is in these times.");
        rows.stream().map(Row::remark).filter(remark -> !remark.isEmpty()).forEach(lines::add);
        return lines;
    }

    private List<String> cells(Row row) {
        Optional<Double> first = rows.get(0).seconds();
        return List.of(
                row.name(),
                row.epoch() == 0 ? NONE : Integer.toString(row.epoch()),
                Double.isNaN(row.valAcc()) ? NONE : Numbers.percent(row.valAcc()),
                row.seconds().map(seconds -> Numbers.fixed(seconds, 0)).orElse("not reached"),
                row.seconds().isPresent() && first.isPresent()
                        ? Numbers.fixed(row.seconds().get() / first.get(), 3)
                        : NONE,
                Double.isNaN(row.epochSeconds()) ? NONE : Numbers.fixed(row.epochSeconds(), 0));
    }

    /** Returns one JSON object; what is not known is left out. */
    String json() {
        JsonArray runs = new JsonArray();
        for (Row row : rows) {
            JsonObject json = new JsonObject();
            json.addProperty("run", row.name());
            json.addProperty("reached", row.seconds().isPresent());
            if (row.epoch() > 0) {
                json.addProperty("epoch", row.epoch());
            }
            if (!Double.isNaN(row.valAcc())) {
                json.addProperty("val_acc", row.valAcc());
            }
            row.seconds().ifPresent(seconds -> json.addProperty("seconds", seconds));
            if (!Double.isNaN(row.epochSeconds())) {
                json.addProperty("epoch_seconds", row.epochSeconds());
            }
            if (!row.remark().isEmpty()) {
                json.addProperty("remark", row.remark());
            }
            runs.add(json);
        }
        JsonObject all = new JsonObject();
        all.addProperty("to_accuracy", target);
        all.add("runs", runs);
        return new Gson().newBuilder().disableHtmlEscaping().create().toJson(all);
    }
}
