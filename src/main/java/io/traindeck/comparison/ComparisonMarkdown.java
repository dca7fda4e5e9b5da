package io.traindeck.comparison;

import io.traindeck.state.Rows;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A comparison as GitHub's Markdown: a table of figures with their deltas to the first run, and one of the dials that differ. */
public final class ComparisonMarkdown {
    private static final String NONE = "-";

    /** What would begin something else than text in a cell. */
    private static final String SPECIAL = "\\`*[]<>|~";

    private ComparisonMarkdown() {}

    /** The tables, each line with an LF. */
    public static String of(Comparison comparison) {
        String dials = dials(comparison);
        return figures(comparison) + "\n" + legend(comparison) + "\n" + (dials.isEmpty() ? "" : "\n" + dials);
    }

    private static String figures(Comparison comparison) {
        List<String> header = new ArrayList<>(List.of("run", "state", "epochs"));
        for (Figure figure : Figure.values()) {
            header.add(figure.title());
            if (figure == Figure.BEST_VAL_ACC) {
                header.add("at epoch");
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (ComparedRun run : comparison.runs()) {
            List<String> row = new ArrayList<>();
            row.add(safe(run.name()));
            row.add(run.status().word().toLowerCase(Locale.ROOT));
            row.add(run.epochsOfPlanned());
            for (Figure figure : Figure.values()) {
                row.add(cell(comparison, figure, run));
                if (figure == Figure.BEST_VAL_ACC) {
                    row.add(run.best().map(Rows::number).orElse(NONE));
                }
            }
            rows.add(row);
        }
        return MarkdownTable.of(header, rows, 2);
    }

    private static String cell(Comparison comparison, Figure figure, ComparedRun run) {
        OptionalDouble value = figure.of(run);
        if (value.isEmpty()) {
            return NONE;
        }
        OptionalDouble delta = comparison.delta(figure, run);
        String change = delta.isPresent() ? " (" + figure.change(delta.getAsDouble()) + ")" : "";
        return figure.text(value.getAsDouble()) + change;
    }

    private static String legend(Comparison comparison) {
        String deltas = comparison.runs().size() == 1
                ? ""
                : "In brackets: more or less than "
                        + safe(comparison.runs().get(0).name()) + ". ";
        return deltas + "train/val gap: train_acc - val_acc of the last epoch, in points;"
                + " losses: of the last epoch; time: the sum of the epochs'.";
    }

    private static String dials(Comparison comparison) {
        List<Comparison.DialRow> dials = comparison.differingDials();
        if (dials.isEmpty()) {
            return comparison.comparesDials() ? "No dial differs.\n" : "";
        }
        List<String> header = new ArrayList<>(List.of("dial"));
        comparison.runs().forEach(run -> header.add(safe(run.name())));
        List<List<String>> rows = new ArrayList<>();
        for (Comparison.DialRow dial : dials) {
            List<String> row = new ArrayList<>(List.of(safe(dial.dial())));
            dial.values().forEach(value -> row.add(value.isEmpty() ? NONE : safe(value)));
            rows.add(row);
        }
        return MarkdownTable.of(header, rows, 1);
    }

    /** Text of strangers as nothing but text. */
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
