package io.traindeck.dashboard;

import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.List;
import java.util.Locale;

/** Processor and memory of the trainer, and each graphics card: in one row, or a row for each card. */
final class SystemRows {
    private static final double MB = 1024 * 1024;
    private static final int CPU_WIDTH = 22;
    private static final int LONGEST_NAME = 24;

    private SystemRows() {}

    /** Rows that would show all that is known. */
    static int rows(SystemUsage usage) {
        return usage == null ? 1 : Math.max(1, usage.gpus().size());
    }

    static void draw(Canvas canvas, SystemUsage usage) {
        if (usage == null) {
            return;
        }
        String cpu = String.format(
                Locale.ROOT, "cpu %3.0f%%  rss %s", usage.cpuPercent(), Numbers.bytes(usage.rssMb() * MB));
        canvas.put(1, 0, cpu, Role.DIM);
        List<Gpu> gpus = usage.gpus();
        if (gpus.isEmpty()) {
            canvas.putRight(canvas.width() - 1, 0, "no GPU seen", Role.DIM);
            return;
        }
        for (int i = 0; i < Math.min(gpus.size(), canvas.height()); i++) {
            int more = i == canvas.height() - 1 ? gpus.size() - canvas.height() : 0;
            String text = gpu(i, gpus.get(i)) + (more > 0 ? "  and " + more + " more" : "");
            canvas.put(CPU_WIDTH, i, Text.cut(text, canvas.width() - CPU_WIDTH - 1, canvas.glyphs()), Role.DIM);
        }
    }

    private static String gpu(int number, Gpu gpu) {
        String name = Text.safe(gpu.name());
        return String.format(
                Locale.ROOT,
                "gpu%d %3.0f%%  %s of %s  %2.0f C  %3.0f W  %s",
                number,
                gpu.utilPercent(),
                Numbers.bytes(gpu.memUsedMb() * MB),
                Numbers.bytes(gpu.memTotalMb() * MB),
                gpu.tempC(),
                gpu.powerW(),
                name.substring(0, Math.min(LONGEST_NAME, name.length())));
    }
}
