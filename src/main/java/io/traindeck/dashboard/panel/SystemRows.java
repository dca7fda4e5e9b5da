package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.List;

/** Processor and memory of the trainer, and each graphics card: a row for each where there is room, else a cell. */
final class SystemRows {
    private static final int GPUS_AT = 24;
    private static final String GPUS = "gpu ";

    private SystemRows() {}

    /** Rows that would show all that is known. */
    static int rows(SystemUsage usage) {
        return usage == null ? 1 : Math.max(1, usage.gpus().size());
    }

    /** Rows that show each card in a cell, on a screen of that width. */
    static int rowsOfCells(SystemUsage usage, int width) {
        return usage == null || usage.gpus().isEmpty()
                ? 1
                : GpuCells.rows(usage.gpus().size(), cellsWidth(width));
    }

    private static int cellsWidth(int width) {
        return width - GPUS_AT - GPUS.length() - 1;
    }

    static void draw(Canvas canvas, SystemUsage usage) {
        if (usage == null) {
            return;
        }
        canvas.put(1, 0, "cpu " + whole(usage.cpuPercent(), 3) + "%  rss " + gib(usage.rssMb()) + " GiB", Role.DIM);
        List<Gpu> gpus = usage.gpus();
        if (gpus.isEmpty()) {
            canvas.putRight(canvas.width() - 1, 0, "no GPU seen", Role.DIM);
            return;
        }
        if (gpus.size() > canvas.height()) {
            canvas.put(GPUS_AT, 0, GPUS, Role.DIM);
            int x = GPUS_AT + GPUS.length();
            GpuCells.draw(canvas.part(new Rect(x, 0, cellsWidth(canvas.width()), canvas.height())), gpus);
            return;
        }
        Canvas right = canvas.part(new Rect(GPUS_AT, 0, canvas.width() - GPUS_AT - 1, canvas.height()));
        for (int i = 0; i < gpus.size(); i++) {
            Gpu gpu = gpus.get(i);
            String text = "gpu" + i + " " + whole(gpu.utilPercent(), 3) + "%  " + gib(gpu.memUsedMb()) + " of "
                    + gib(gpu.memTotalMb()) + " GiB  " + whole(gpu.tempC(), 2) + " C  " + whole(gpu.powerW(), 3)
                    + " W  " + Safe.forCells(gpu.name());
            right.put(0, i, Text.cut(text, right.width(), right.glyphs()), GpuCells.role(gpu));
        }
    }

    private static String gib(double mib) {
        return Double.isFinite(mib) ? Numbers.fixed(mib / GpuCells.MIB_A_GIB, 1) : "-";
    }

    private static String whole(double value, int width) {
        return Text.padLeft(Double.isFinite(value) ? Numbers.fixed(value, 0) : "-", width);
    }
}
