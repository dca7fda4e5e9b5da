package io.traindeck.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes tables of the lists in the objects of a document; these lists differ from program to program. */
final class JsonTables {
    private static final String EPOCH = "epoch";
    private static final String STEP = "step";
    private static final String ITER = "iter";

    private JsonTables() {}

    /**
     * Returns the table of the lists in one object.
     *
     * @param path the path of the object; empty for the document itself
     * @param lists with the names that they have in the object
     */
    static JsonTable of(String path, List<JsonColumn> lists) {
        Optional<JsonColumn> steps = named(lists, "steps");
        Optional<JsonColumn> values = named(lists, "values");
        if (steps.isPresent() && values.isPresent()) {
            return sacred(path, steps.get(), values.get(), named(lists, "timestamps"));
        }
        boolean dllogger = named(lists, "x").isPresent() && (path.equals(EPOCH) || path.equals(ITER));
        List<JsonColumn> columns = new ArrayList<>();
        for (JsonColumn list : lists) {
            String plain = dllogger && list.name().equals("x") ? path : list.name();
            columns.add(list.named(dllogger || path.isEmpty() ? plain : path + '/' + plain));
        }
        return table(columns.stream().anyMatch(c -> c.lists() > 0) ? flat(columns) : columns);
    }

    /**
     * Returns whether the elements of the list at that path may be lists of numbers: DLLogger has such a list for each
     * epoch.
     */
    static boolean hasListsOfLists(String path) {
        return path.startsWith(ITER + '/');
    }

    private static Optional<JsonColumn> named(List<JsonColumn> lists, String name) {
        return lists.stream().filter(list -> list.name().equals(name)).findFirst();
    }

    /** Makes a table of a metric of Sacred, which gives each metric its own steps and times. */
    private static JsonTable sacred(String path, JsonColumn steps, JsonColumn values, Optional<JsonColumn> timestamps) {
        List<JsonColumn> columns = new ArrayList<>(List.of(steps.named(STEP), values.named(path)));
        timestamps.ifPresent(times -> columns.add(times.named("timestamp")));
        return table(columns);
    }

    /** Makes plain lists of those of DLLogger, which keep an inner list for each epoch. */
    private static List<JsonColumn> flat(List<JsonColumn> columns) {
        int[] sizes = new int[columns.stream().mapToInt(JsonColumn::lists).max().orElse(0)];
        JsonColumn epochs = new JsonColumn(columns.get(0).path() + "/#", EPOCH);
        for (int list = 0; list < sizes.length; list++) {
            int at = list;
            sizes[list] = columns.stream().mapToInt(c -> c.listSize(at)).max().orElse(0);
            for (int i = 0; i < sizes[list]; i++) {
                epochs.add(list);
            }
        }
        List<JsonColumn> flat = new ArrayList<>();
        if (named(columns, EPOCH).isEmpty()) {
            flat.add(epochs);
        }
        columns.forEach(column -> flat.add(column.lists() == 0 ? column : column.filledUp(sizes)));
        return flat;
    }

    private static JsonTable table(List<JsonColumn> columns) {
        JsonTable table = new JsonTable();
        columns.stream().filter(JsonColumn::hasNumbers).forEach(table::add);
        return table;
    }
}
