package io.traindeck.dashboard;

import java.util.List;

/** All keys that hold where help was asked for. */
final class HelpPage {
    private static final int KEYS_WIDTH = 14;

    private HelpPage() {}

    /** Lines that are scrolled at the most on a page of that many rows. */
    static int mostDown(KeyTable keys, Context place, int rows) {
        return Math.max(0, keys.in(place).size() - rows);
    }

    /** Draws on all rows, the first of them a title. */
    static void draw(Canvas canvas, KeyTable keys, Context place, int down) {
        List<Binding> bindings = keys.in(place);
        int rows = canvas.height() - 1;
        int begin = Math.max(0, Math.min(down, mostDown(keys, place, rows)));
        canvas.put(1, 0, "Keys", Role.ACCENT);
        int below = bindings.size() - begin - rows;
        if (below > 0) {
            canvas.putRight(
                    canvas.width() - 1, 0, below + " more " + canvas.glyphs().down(), Role.DIM);
        }
        for (int i = 0; i < rows && begin + i < bindings.size(); i++) {
            Binding binding = bindings.get(begin + i);
            String where = binding.onlyIn() == View.CURVES ? " (curves)" : "";
            canvas.put(1, 1 + i, binding.labels(canvas.glyphs()), Role.ACCENT);
            String help = Text.cut(binding.help() + where, canvas.width() - KEYS_WIDTH - 2, canvas.glyphs());
            canvas.put(1 + KEYS_WIDTH, 1 + i, help, Role.TEXT);
        }
    }
}
