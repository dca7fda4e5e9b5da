package io.traindeck.cli.evaluation;

import io.traindeck.event.OwnMetrics;
import io.traindeck.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures of an evaluation, a line each, and whether the trainer's validation had found the same. */
final class FiguresText {
    private static final String ROUNDING =
            "Another machine, device or thread count rounds differently in the last digits.";

    private static final String OTHER_IMAGES =
            "Other images than those of its run give other numbers: see --data, --limit.";

    private final EvaluationReport report;

    /** The recorded figures, if the measured ones may be compared with them. */
    private final Optional<EvaluationReport.Recorded> recorded;

    private final String format;
    private boolean differs;

    FiguresText(EvaluationReport report) {
        this.report = report;
        recorded = report.recorded().filter(EvaluationReport.Recorded::sameImages);
        String longest = report.valAccFlip().isPresent() ? OwnMetrics.VAL_ACC_FLIP : OwnMetrics.VAL_LOSS;
        format = "%-" + (longest.length() + 2) + "s";
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(accuracy(OwnMetrics.VAL_ACC, report.valAcc(), recorded.map(EvaluationReport.Recorded::valAcc)));
        lines.add(loss(report.valLoss(), recorded.flatMap(EvaluationReport.Recorded::valLoss)));
        report.valAccFlip()
                .ifPresent(accuracy -> lines.add(accuracy(
                        OwnMetrics.VAL_ACC_FLIP, accuracy, recorded.flatMap(EvaluationReport.Recorded::valAccFlip))));
        if (recorded.isPresent()) {
            if (differs) {
                // A file alone does not tell its images.
                lines.add(recorded.get().valLoss().isPresent() ? ROUNDING : OTHER_IMAGES);
            }
        } else if (report.recorded().isPresent()) {
            lines.add("Not compared: the run was validated on other images.");
        } else if (report.weights().run().isPresent()) {
            lines.add("The log has no validation of these weights.");
        }
        return lines;
    }

    private String accuracy(String name, double measured, Optional<Double> other) {
        String remark = "";
        if (other.isPresent()) {
            String where = "the " + recorded.orElseThrow().where();
            boolean same = measured == other.get();
            differs |= !same;
            remark = "   " + (same ? "as " + where + " has it" : where + " has " + Numbers.percent(other.get()));
        }
        return String.format(Locale.ROOT, format, name) + EvaluationText.percent(measured) + remark;
    }

    private String loss(double measured, Optional<Double> other) {
        String remark = "";
        if (other.isPresent()) {
            boolean same = Double.compare(measured, other.get()) == 0;
            differs |= !same;
            remark = same
                    ? "    as the log has it, to the last bit"
                    : String.format(
                            Locale.ROOT, "    the log has %.4f, off by %.1e", other.get(), measured - other.get());
        }
        return String.format(Locale.ROOT, format + "%7.4f", OwnMetrics.VAL_LOSS, measured) + remark;
    }
}
