package io.traindeck.comparison;

import io.traindeck.text.Safe;
import java.util.List;

/**
 * Writes a table in GitHub's Markdown. Its columns are just wide enough for their text on a terminal, so that it can be
 * read before it is rendered.
 */
public final class MarkdownTable {
    private MarkdownTable() {}

    /**
     * Returns the table, each line with an LF.
     *
     * @param rows the rows, each with as many cells as the header, none with a line break
     * @param atLeft the number of columns, from the first, whose text is left-aligned
     */
    public static String of(List<String> header, List<List<String>> rows, int atLeft) {
        int[] widths = new int[header.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            int longest =
                    rows.stream().mapToInt(row -> Safe.cells(row.get(at))).max().orElse(0);
            widths[column] = Math.max(Safe.cells(header.get(column)), longest);
        }
        StringBuilder out = new StringBuilder();
        line(out, header, widths, atLeft);
        for (int column = 0; column < widths.length; column++) {
            out.append("| ").append("-".repeat(Math.max(2, widths[column] - 1))).append(column < atLeft ? "- " : ": ");
        }
        out.append("|\n");
        rows.forEach(row -> line(out, row, widths, atLeft));
        return out.toString();
    }

    private static void line(StringBuilder out, List<String> cells, int[] widths, int atLeft) {
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String space = " ".repeat(Math.max(0, Math.max(3, widths[column]) - Safe.cells(cell)));
            out.append("| ")
                    .append(column < atLeft ? cell + space : space + cell)
                    .append(' ');
        }
        out.append("|\n");
    }
}
