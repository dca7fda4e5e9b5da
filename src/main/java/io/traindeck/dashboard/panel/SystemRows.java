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

/** Processor and memory of the trainer, and each graphics card: a row for each, or all of them in one. */
final class SystemRows {
    private static final double MIB_A_GIB = 1024;
    private static final int GPUS_AT = 24;

    private SystemRows() {}

    /** Rows that would show all that is known. */
    static int rows(SystemUsage usage) {
        return usage == null ? 1 : Math.max(1, usage.gpus().size());
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
        Canvas right = canvas.part(new Rect(GPUS_AT, 0, canvas.width() - GPUS_AT - 1, canvas.height()));
        if (gpus.size() > canvas.height()) {
            together(right, gpus);
            return;
        }
        for (int i = 0; i < gpus.size(); i++) {
            Gpu gpu = gpus.get(i);
            String text = brief(i, gpu) + "  " + whole(gpu.tempC(), 2) + " C  " + whole(gpu.powerW(), 3) + " W  "
                    + Safe.forCells(gpu.name());
            right.put(0, i, Text.cut(text, right.width(), right.glyphs()), Role.DIM);
        }
    }

    /** As many cards as fit, and how many more there are. */
    private static void together(Canvas row, List<Gpu> gpus) {
        int x = 0;
        for (int i = 0; i < gpus.size(); i++) {
            String text = brief(i, gpus.get(i));
            String more = "+" + (gpus.size() - i);
            if (x + text.length() + 3 + more.length() > row.width()) {
                row.put(x, 0, more, Role.DIM);
                return;
            }
            x = row.put(x, 0, text, Role.DIM) + 3;
        }
    }

    private static String brief(int number, Gpu gpu) {
        return "gpu" + number + " " + whole(gpu.utilPercent(), 3) + "%  " + gib(gpu.memUsedMb()) + " of "
                + gib(gpu.memTotalMb()) + " GiB";
    }

    private static String gib(double mib) {
        return Double.isFinite(mib) ? Numbers.fixed(mib / MIB_A_GIB, 1) : "-";
    }

    private static String whole(double value, int width) {
        return Text.padLeft(Double.isFinite(value) ? Numbers.fixed(value, 0) : "-", width);
    }
}
