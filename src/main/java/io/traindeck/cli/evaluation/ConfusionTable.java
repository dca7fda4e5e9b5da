package io.traindeck.cli.evaluation;

import io.traindeck.terminal.GlyphSet;
import io.traindeck.train.ConfusionMatrix;
import io.traindeck.train.ConfusionMatrix.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A confusion matrix in columns of characters: a row for each true class, a column for each predicted one. */
final class ConfusionTable {
    private static final int COLUMNS = 80;

    /** A name over a column is cut to this, so that ten classes fit 80 columns. */
    private static final int HEADING = 5;

    private static final String INDENT = "  ";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String FAINT = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final List<String> names;
    private final ConfusionMatrix confusion;
    private final List<Confusion> worst;
    private final String zero;
    private final boolean colors;
    private final int cellWidth;

    /** @param worst the cells that are to stand out */
    ConfusionTable(
            List<String> names, ConfusionMatrix confusion, List<Confusion> worst, GlyphSet glyphs, boolean colors) {
        this.names = names;
        this.confusion = confusion;
        this.worst = worst;
        this.zero = glyphs == GlyphSet.ASCII ? "." : "·";
        this.colors = colors;
        int digits = Integer.toString(IntStream.range(0, names.size())
                        .flatMap(truth -> IntStream.range(0, names.size()).map(p -> confusion.count(truth, p)))
                        .max()
                        .orElse(0))
                .length();
        cellWidth = 1 + Math.max(HEADING, digits);
    }

    List<String> lines() {
        int nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add("Confusion (rows: what the images are, columns: what they were taken for)");
        StringBuilder head = new StringBuilder(INDENT + " ".repeat(nameWidth));
        names.forEach(name -> head.append(right(heading(name))));
        lines.add(head.toString());
        for (int truth = 0; truth < names.size(); truth++) {
            String name = names.get(truth);
            StringBuilder row = new StringBuilder(INDENT + name + " ".repeat(nameWidth - name.length()));
            for (int prediction = 0; prediction < names.size(); prediction++) {
                row.append(cell(truth, prediction));
            }
            lines.add(row.toString());
        }
        lines.addAll(legend());
        return lines;
    }

    private String cell(int truth, int prediction) {
        int count = confusion.count(truth, prediction);
        String text = right(count == 0 ? zero : Integer.toString(count));
        if (!colors) {
            return text;
        }
        boolean stands = worst.stream().anyMatch(pair -> pair.truth() == truth && pair.prediction() == prediction);
        if (count == 0) {
            return FAINT + text + PLAIN;
        }
        return truth == prediction ? GREEN + text + PLAIN : stands ? RED + text + PLAIN : text;
    }

    /** Returns the meanings of the names that are cut. */
    private List<String> legend() {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String name : names) {
            if (name.length() > HEADING) {
                String entry = heading(name) + " " + name;
                if (!line.isEmpty() && INDENT.length() + line.length() + ", ".length() + entry.length() > COLUMNS) {
                    lines.add(INDENT + line);
                    line = "";
                }
                line += (line.isEmpty() ? "" : ", ") + entry;
            }
        }
        if (!line.isEmpty()) {
            lines.add(INDENT + line);
        }
        return lines;
    }

    private String right(String text) {
        return " ".repeat(cellWidth - text.length()) + text;
    }

    private static String heading(String name) {
        return name.length() > HEADING ? name.substring(0, HEADING) : name;
    }
}
