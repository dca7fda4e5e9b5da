package io.traindeck.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures work by the memory that it takes, which is the same on a machine that is busy. */
public final class Allocation {
    /** Enough calls for Java to load and link whatever they need. */
    private static final int BEFORE = 200;

    private static final int MEASURED = 1000;

    private Allocation() {}

    /** Work that may fail. */
    public interface Work {
        void run() throws Exception;
    }

    /** Returns the bytes that a call takes once it has been called for a while. */
    public static long bytes(Work work) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < BEFORE; i++) {
            work.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MEASURED; i++) {
            work.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
    }
}
