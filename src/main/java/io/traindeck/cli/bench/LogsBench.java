package io.traindeck.cli.bench;

import io.traindeck.cli.bench.ScreenedProgram.Costs;
import io.traindeck.cli.option.CliException;
import io.traindeck.text.Median;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures how soon a long log of each kind is on the screen: the real program, medians of some starts. */
final class LogsBench {
    /** The number of times that each log is opened for figures that can be compared. */
    static final int STARTS = 5;

    private final Path folder;
    private final int starts;
    private final int part;

    /**
     * @param folder an empty folder, with room for a gigabyte
     * @param starts how often each log is opened
     * @param part 1 for logs as long as a log gets, 1000 for a thousandth of that
     */
    LogsBench(Path folder, int starts, int part) {
        this.folder = folder;
        this.starts = starts;
        this.part = part;
    }

    /**
     * Measures, which takes about two minutes with whole logs; returns figures by name, and each name ends with the
     * unit.
     */
    Map<String, Double> run() throws CliException, IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (SampleLog log : SampleLog.values()) {
            Path file = log.write(folder, part);
            measure(log.name().toLowerCase(Locale.ROOT), file, figures);
            Files.delete(file);
        }
        return figures;
    }

    private void measure(String name, Path file, Map<String, Double> figures)
            throws CliException, IOException, InterruptedException {
        List<Double> opened = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> rss = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            try (ScreenedProgram program = ScreenBench.start("replay", file)) {
                opened.add(program.await(Sight.READ));
                Costs costs = program.costs();
                cpu.add(costs.cpuMs());
                rss.add(costs.peakRssMb());
            }
        }
        figures.put(name + "_open_ms", Median.of(opened));
        figures.put(name + "_open_cpu_ms", Median.of(cpu));
        figures.put(name + "_rss_mb", Median.of(rss));
    }
}
