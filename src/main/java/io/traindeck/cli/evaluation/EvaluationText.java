package io.traindeck.cli.evaluation;

import io.traindeck.terminal.GlyphSet;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import io.traindeck.train.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** An evaluation as lines for a person; 80 columns are enough for ten classes. */
final class EvaluationText {
    private static final int COLUMNS = 80;

    /** Columns of a bar that says 100 %. */
    private static final int BAR = 40;

    /** Pairs of classes that are listed as confused. */
    private static final int LISTED = 5;

    private final GlyphSet glyphs;
    private final boolean colors;

    /** @param colors whether the terminal may be sent colours */
    EvaluationText(GlyphSet glyphs, boolean colors) {
        this.glyphs = glyphs;
        this.colors = colors;
    }

    List<String> lines(EvaluationReport report) {
        List<String> lines = new ArrayList<>(head(report));
        ConfusionMatrix confusion = report.result().confusion();
        List<ConfusionMatrix.Confusion> worst =
                confusion.confusions().stream().limit(LISTED).toList();
        lines.add("");
        lines.addAll(classes(report.images().classes(), confusion));
        lines.add("");
        lines.addAll(new ConfusionTable(report.images().classes(), confusion, worst, glyphs, colors).lines());
        if (!worst.isEmpty()) {
            lines.add("");
            lines.addAll(mostConfused(report.images().classes(), confusion, worst));
        }
        return lines;
    }

    private static List<String> head(EvaluationReport report) {
        EvaluationReport.Weights weights = report.weights();
        String name = weights.run()
                .map(run -> run + ": " + weights.file().getFileName())
                .orElse(weights.file().toString());
        List<String> lines = new ArrayList<>();
        lines.add(Safe.forLine(name)
                + weights.epoch().map(epoch -> ", epoch " + epoch).orElse("")
                + weights.step().map(step -> ", step " + step).orElse(""));
        int threads = report.engine().threads();
        lines.add(report.result().confusion().images() + " validation images of "
                + report.images().data() + ", on " + report.engine().device() + " with " + threads
                + (threads == 1 ? " thread" : " threads"));
        lines.add("");
        lines.addAll(new FiguresText(report).lines());
        return lines;
    }

    private List<String> classes(List<String> names, ConfusionMatrix confusion) {
        int nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
        int countWidth = Integer.toString(IntStream.range(0, names.size())
                        .map(confusion::images)
                        .max()
                        .orElse(0))
                .length();
        List<String> lines = new ArrayList<>();
        lines.add("Right in each class");
        for (int c = 0; c < names.size(); c++) {
            String row = String.format(
                    Locale.ROOT,
                    "  %-" + nameWidth + "s  %" + countWidth + "d of %" + countWidth + "d",
                    names.get(c),
                    confusion.count(c, c),
                    confusion.images(c));
            if (confusion.images(c) > 0) {
                row += "  " + percent(confusion.accuracy(c)) + "  ";
                row += bar(confusion.accuracy(c), Math.min(BAR, COLUMNS - row.length()));
            }
            lines.add(row.stripTrailing());
        }
        return lines;
    }

    /** A bar, exact to half a column if there are characters for that; thin, since bars stand below each other. */
    private String bar(double share, int columns) {
        if (glyphs == GlyphSet.ASCII) {
            return "#".repeat((int) Math.round(share * columns));
        }
        int halves = (int) Math.round(share * columns * 2);
        return "━".repeat(halves / 2) + (halves % 2 == 0 ? "" : "╸");
    }

    private static List<String> mostConfused(
            List<String> names, ConfusionMatrix confusion, List<ConfusionMatrix.Confusion> worst) {
        List<String> pairs = worst.stream()
                .map(pair -> names.get(pair.truth()) + " taken for " + names.get(pair.prediction()))
                .toList();
        int width = pairs.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add("Most often confused");
        for (int i = 0; i < pairs.size(); i++) {
            ConfusionMatrix.Confusion pair = worst.get(i);
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-" + width + "s  %6s  (%d of %d)",
                    pairs.get(i),
                    Numbers.percent(pair.share()),
                    confusion.count(pair.truth(), pair.prediction()),
                    confusion.images(pair.truth())));
        }
        return lines;
    }

    /** Returns a percentage in eight columns, as wide as a loss. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%8s", Numbers.percent(share));
    }
}
