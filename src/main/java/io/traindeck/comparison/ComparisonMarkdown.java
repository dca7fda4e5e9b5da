package io.traindeck.comparison;

import io.traindeck.text.Safe;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a comparison as GitHub's Markdown: a table of figures with their differences from the first run, and one of
 * the dials that differ.
 */
public final class ComparisonMarkdown {
    private static final String NONE = "-";

    /** Characters that would begin something other than text in a cell. */
    private static final String SPECIAL = "\\`*[]<>|~";

    private ComparisonMarkdown() {}

    /**
     * Returns the tables, each line with an LF.
     *
     * @param charset the charset of the place where they are printed
     */
    public static String of(Comparison comparison, Charset charset) {
        String dials = dials(comparison, charset.newEncoder().canEncode('→') ? "→" : "->");
        return figures(comparison) + "\n" + legend(comparison) + "\n" + (dials.isEmpty() ? "" : "\n" + dials);
    }

    private static String figures(Comparison comparison) {
        boolean epochs = comparison.progress() == AxisUnit.EPOCHS;
        List<String> header = new ArrayList<>(List.of("run", "state", epochs ? "epochs" : "steps"));
        String at = at(comparison);
        for (Figure figure : comparison.figures()) {
            header.add(safe(figure.title()));
            if (figure.sort() == Figure.Sort.BEST) {
                header.add(at);
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (int place = 0; place < comparison.runs().size(); place++) {
            ComparedRun run = comparison.runs().get(place);
            List<String> row = new ArrayList<>();
            row.add(safe(run.name()));
            row.add(run.status().word().toLowerCase(Locale.ROOT));
            row.add(run.done(comparison.progress()));
            for (Figure figure : comparison.figures()) {
                row.add(cell(figure, place));
                if (figure.sort() == Figure.Sort.BEST) {
                    Best best = comparison.best(place);
                    row.add(best == null ? NONE : at.equals("at") ? best.words() : best.number());
                }
            }
            rows.add(row);
        }
        return MarkdownTable.of(header, rows, 2);
    }

    /** Returns the header for the best moments: by epochs, by steps, or neutral if they have both. */
    private static String at(Comparison comparison) {
        List<Best> all = IntStream.range(0, comparison.runs().size())
                .mapToObj(comparison::best)
                .filter(Objects::nonNull)
                .toList();
        return all.stream().allMatch(best -> best.words().startsWith("epoch "))
                ? "at epoch"
                : all.stream().allMatch(best -> best.words().startsWith("step ")) ? "at step" : "at";
    }

    private static String cell(Figure figure, int place) {
        OptionalDouble value = figure.of(place);
        if (value.isEmpty()) {
            return NONE;
        }
        String change = figure.change(place);
        return figure.text(value.getAsDouble()) + (change.isEmpty() ? "" : " (" + change + ")");
    }

    private static String legend(Comparison comparison) {
        List<String> sentences = new ArrayList<>();
        if (comparison.runs().size() > 1) {
            sentences.add("In brackets: more or less than "
                    + safe(comparison.runs().get(0).name()) + ".");
        }
        comparison
                .goal()
                .filter(goal -> !goal.isAgreed())
                .ifPresent(goal -> sentences.add(
                        "Compared by " + safe(goal.metric().words()) + ": " + names(comparison, goal.metric()) + "."));
        String meanings = comparison.figures().stream()
                .map(figure -> meaning(comparison, figure))
                .filter(meaning -> !meaning.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!meanings.isEmpty()) {
            sentences.add(meanings + ".");
        }
        return String.join(" ", sentences);
    }

    /** Returns the name of the metric in each run. */
    private static String names(Comparison comparison, SharedMetric metric) {
        return IntStream.range(0, comparison.runs().size())
                .filter(place -> !metric.ofRuns().get(place).isNone())
                .mapToObj(place -> safe(metric.ofRuns().get(place).metric().name()) + " of "
                        + safe(comparison.runs().get(place).name()))
                .collect(Collectors.joining(", "));
    }

    private static String meaning(Comparison comparison, Figure figure) {
        boolean own = comparison.runs().stream().allMatch(run -> run.isOwn() || !run.isKnown());
        return switch (figure.sort()) {
            case BEST -> "";
            case GAP ->
                own
                        ? "train/val gap: train_acc - val_acc of the last epoch, in points"
                        : "train/val gap: how much worse the last validation is than the last training"
                                + (comparison.goal().orElseThrow().metric().share() ? ", in points" : "");
            case LAST, LAST_OF_TRAINING -> own ? "losses: of the last epoch" : "others: the last values";
            case TIME -> own ? "time: the sum of the epochs'" : "time: " + time(comparison);
        };
    }

    private static String time(Comparison comparison) {
        String log = "from the first line of the log to the last";
        boolean some = comparison.runs().stream().anyMatch(ComparedRun::isOwn);
        return some ? log + ", of our own trainer the sum of the epochs'" : log;
    }

    /** @param becomes stands between a value and the one that took its place */
    private static String dials(Comparison comparison, String becomes) {
        List<Comparison.DialRow> dials = comparison.differingDials();
        if (dials.isEmpty()) {
            return comparison.comparesDials() ? "No dial differs.\n" : "";
        }
        // Many runs have a row each: with a column each, the table would be too wide to read.
        boolean many = comparison.runs().size() > Comparison.MOST_TOLD_APART;
        List<List<String>> table = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(many ? "run" : "dial"));
        comparison.runs().forEach(run -> header.add(safe(run.name())));
        table.add(header);
        for (Comparison.DialRow dial : dials) {
            List<String> row = new ArrayList<>(List.of(safe(dial.dial())));
            dial.values().forEach(value -> row.add(value.isNone() ? NONE : safe(value, becomes)));
            table.add(row);
        }
        List<List<String>> shown = many ? turned(table) : table;
        return MarkdownTable.of(shown.get(0), shown.subList(1, shown.size()), 1);
    }

    /** Returns the table with its columns as rows. */
    private static List<List<String>> turned(List<List<String>> table) {
        return IntStream.range(0, table.get(0).size())
                .mapToObj(column -> table.stream().map(row -> row.get(column)).toList())
                .toList();
    }

    private static String safe(DialValue value, String becomes) {
        return value.shown().stream().map(ComparisonMarkdown::safe).collect(Collectors.joining(becomes));
    }

    /** Escapes text of others, so that it is shown as plain text. */
    private static String safe(String text) {
        StringBuilder out = new StringBuilder();
        Safe.forLine(text).codePoints().forEach(c -> {
            if (SPECIAL.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.appendCodePoint(c);
        });
        return out.toString();
    }
}
