package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.List;

/** Processor and memory of the trainer, and each graphics card: a row for each card if there is room, else a cell. */
final class SystemRows {
    private static final int GPUS_AT = 24;
    private static final String GPUS = "gpu ";
    /** The MiB below which memory is not told in GiB: a small program would seem to have none. */
    private static final double LEAST_IN_GIB = 1000;

    private static final String GAP = "  ";

    /** The minimum number of cells of a card's name: fewer say nothing. */
    private static final int LEAST_NAME = 6;

    private final SystemUsage usage;

    /** The words that stand before all else. */
    private final String lead;

    /**
     * Makes the rows for the last reading of a machine.
     *
     * @param usage null before the first
     * @param isOver whether nobody trains any more, so that the reading is one of the past
     */
    SystemRows(SystemUsage usage, boolean isOver) {
        this.usage = usage;
        lead = isOver ? "last: " : "";
    }

    /** The rows that would show all that is known. */
    int rows() {
        return usage == null ? 1 : Math.max(1, usage.gpus().size());
    }

    /** The rows that show each card in a cell, on a screen of that width. */
    int rowsOfCells(int width) {
        return usage == null || usage.gpus().isEmpty()
                ? 1
                : GpuCells.rows(usage.gpus().size(), cellsWidth(width));
    }

    private int gpusAt() {
        return GPUS_AT + lead.length();
    }

    private int cellsWidth(int width) {
        return width - gpusAt() - GPUS.length() - 1;
    }

    void draw(Canvas canvas) {
        if (usage == null) {
            return;
        }
        String memory = usage.rssMb() < LEAST_IN_GIB ? whole(usage.rssMb(), 3) + " MiB" : gib(usage.rssMb()) + " GiB";
        canvas.put(1, 0, lead + "cpu " + whole(usage.cpuPercent(), 3) + "%  rss " + memory, Role.DIM);
        List<Gpu> gpus = usage.gpus();
        if (gpus.isEmpty()) {
            canvas.putRight(canvas.width() - 1, 0, "no GPU seen", Role.DIM);
            return;
        }
        if (gpus.size() > canvas.height()) {
            canvas.put(gpusAt(), 0, GPUS, Role.DIM);
            int x = gpusAt() + GPUS.length();
            GpuCells.draw(canvas.part(new Rect(x, 0, cellsWidth(canvas.width()), canvas.height())), gpus);
            return;
        }
        Canvas right = canvas.part(new Rect(gpusAt(), 0, canvas.width() - gpusAt() - 1, canvas.height()));
        for (int i = 0; i < gpus.size(); i++) {
            Gpu gpu = gpus.get(i);
            right.put(0, i, text(i, gpu, right.width(), right.glyphs()), GpuCells.role(gpu));
        }
    }

    /**
     * The text of a card, as much as fits: figures are whole or left out, and the name is cut to the room that is left.
     */
    private static String text(int number, Gpu gpu, int width, Glyphs glyphs) {
        List<String> figures = List.of(
                gib(gpu.memUsedMb()) + " of " + gib(gpu.memTotalMb()) + " GiB",
                whole(gpu.tempC(), 2) + " C",
                whole(gpu.powerW(), 3) + " W");
        String text = "gpu" + number + " " + whole(gpu.utilPercent(), 3) + "%";
        for (String figure : figures) {
            if ((text + GAP + figure).length() > width) {
                return Text.cut(text, width, glyphs);
            }
            text += GAP + figure;
        }
        String name = Safe.forCells(gpu.name());
        boolean hasRoom = width - text.length() - GAP.length() >= Math.min(LEAST_NAME, name.length());
        return hasRoom ? Text.cut(text + GAP + name, width, glyphs) : text;
    }

    private static String gib(double mib) {
        return Double.isFinite(mib) ? Numbers.fixed(mib / GpuCells.MIB_A_GIB, 1) : "-";
    }

    private static String whole(double value, int width) {
        return Text.padLeft(Double.isFinite(value) ? Numbers.fixed(value, 0) : "-", width);
    }
}
