package io.traindeck.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of a {@link Document}: its first columns are made from the code, the others are written by a person and kept
 * when it is made anew. A row is known by its first cell.
 */
public final class MadeTable {
    private final Class<?> madeBy;
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param madeBy the test that makes it
     * @param header the names of all columns, also of those that a person fills
     */
    public MadeTable(Class<?> madeBy, String... header) {
        this.madeBy = madeBy;
        this.header = List.of(header);
    }

    /** Adds a row, with the cells that are made from the code. */
    public MadeTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Returns how many rows there are. */
    public int size() {
        return rows.size();
    }

    String madeBy() {
        return madeBy.getSimpleName();
    }

    /** Returns the table as Markdown, with what a person has written into the rows of {@code before}. */
    String markdown(String before) {
        Map<String, List<String>> written = new HashMap<>();
        before.lines()
                .map(MadeTable::cells)
                .filter(cells -> !cells.isEmpty())
                .forEach(cells -> written.put(cells.get(0), cells));
        List<List<String>> lines = new ArrayList<>(List.of(header, Collections.nCopies(header.size(), "---")));
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>(row);
            List<String> known = written.getOrDefault(row.get(0), List.of());
            for (int i = row.size(); i < header.size(); i++) {
                cells.add(i < known.size() ? known.get(i) : "");
            }
            lines.add(cells);
        }
        return lines.stream()
                .map(cells -> cells.stream().map(cell -> "| " + cell + " ").collect(Collectors.joining("", "", "|\n")))
                .collect(Collectors.joining());
    }

    /** Returns the first cells of those rows of {@code table} in which a person has left a cell empty. */
    List<String> unsaid(String table) {
        return table.lines()
                .map(MadeTable::cells)
                .filter(cells -> cells.size() == header.size()
                        && rows.stream()
                                .anyMatch(row -> row.get(0).equals(cells.get(0))
                                        && cells.subList(row.size(), cells.size())
                                                .contains("")))
                .map(cells -> cells.get(0))
                .toList();
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("|")) {
            return List.of();
        }
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }
}
