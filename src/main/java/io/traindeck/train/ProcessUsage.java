package io.traindeck.train;

import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/**
 * What this process has used at some moment.
 *
 * @param nanos when, {@link System#nanoTime()}
 * @param cpuMs CPU time of all its threads since it began, milliseconds
 * @param rssBytes resident memory
 */
record ProcessUsage(long nanos, long cpuMs, long rssBytes) {

    private static final double NANOS_PER_MS = 1e6;

    /** Of one core: 200 is two cores in full use. */
    double cpuPercentSince(ProcessUsage earlier) {
        return 100 * (cpuMs - earlier.cpuMs) / ((nanos - earlier.nanos) / NANOS_PER_MS);
    }

    /**
     * Asks the operating system. The first time takes a third of a second, most of it to load native code; later ones a
     * millisecond. Any of them may throw, a {@link LinkageError} too where native code cannot be loaded.
     */
    static Supplier<ProcessUsage> meter() {
        return new Supplier<>() {
            private OSProcess process;

            @Override
            public ProcessUsage get() {
                if (process == null) {
                    process = new SystemInfo().getOperatingSystem().getCurrentProcess();
                }
                if (!process.updateAttributes()) {
                    throw new IllegalStateException("the operating system does not tell what this process uses");
                }
                return new ProcessUsage(
                        System.nanoTime(),
                        process.getUserTime() + process.getKernelTime(),
                        process.getResidentSetSize());
            }
        };
    }
}
