package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {
    private static final long WORK_MS = 200;

    /** The system counts in ticks of 10 ms; the two ask one after the other. */
    private static final Offset<Long> TOLERANCE_MS = Offset.offset(60L);

    @Test
    void countsTheTimeThatThisProcessWorks() {
        Supplier<ProcessUsage> meter = ProcessUsage.meter();
        meter.get();

        long workedBefore = cpuMs();
        ProcessUsage before = meter.get();
        long start = cpuMs();
        while (cpuMs() < start + WORK_MS) {
            Thread.onSpinWait();
        }
        ProcessUsage after = meter.get();
        long worked = cpuMs() - workedBefore;

        assertThat(after.cpuMs() - before.cpuMs()).isCloseTo(worked, TOLERANCE_MS);
        assertThat(after.nanos()).isGreaterThan(before.nanos());
    }

    @Test
    void theResidentMemoryHoldsTheHeapAndFitsTheMachine() {
        Runtime runtime = Runtime.getRuntime();
        long usedHeap = runtime.totalMemory() - runtime.freeMemory();

        assertThat(ProcessUsage.meter().get().rssBytes())
                .isGreaterThan(usedHeap / 2)
                .isGreaterThan(10L << 20)
                .isLessThan(system().getTotalMemorySize());
    }

    @Test
    void percentAreOfOneCore() {
        long second = TimeUnit.SECONDS.toNanos(1);

        assertThat(new ProcessUsage(7 + 5 * second, 12_500, 0).cpuPercentSince(new ProcessUsage(7, 2_500, 0)))
                .isEqualTo(200);
    }

    private static long cpuMs() {
        return TimeUnit.NANOSECONDS.toMillis(system().getProcessCpuTime());
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }

    @Test
    void aProcessThatIsGoneTakesNoTimeAway() {
        ProcessUsage before = new ProcessUsage(0, 60_000, 0);
        assertThat(new ProcessUsage(TimeUnit.SECONDS.toNanos(5), 10, 0).cpuPercentSince(before))
                .isZero();
    }
}
