package io.traindeck.machine;

import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/**
 * The resources that a process, or several together, had used at some moment.
 *
 * @param nanos the moment, as {@link System#nanoTime()} gives it
 * @param cpuMs CPU time of all threads since they began, milliseconds
 * @param rssBytes resident memory
 */
public record ProcessUsage(long nanos, long cpuMs, long rssBytes) {

    private static final double NANOS_PER_MS = 1e6;

    /** Returns the CPU use since then as a percentage of one core: 200 is two cores in full use. */
    double cpuPercentSince(ProcessUsage earlier) {
        // The time of a process that has ended, and that nobody in the tree has waited for, is gone.
        return 100 * Math.max(0, cpuMs - earlier.cpuMs) / ((nanos - earlier.nanos) / NANOS_PER_MS);
    }

    /**
     * A meter of this process, which asks the operating system. The first reading takes a third of a second, most of it
     * to load native code, and a later one a millisecond. Any of them may throw, and throws a {@link LinkageError} if
     * native code cannot be loaded.
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
