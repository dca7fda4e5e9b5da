package io.traindeck.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Is run, on any thread, whenever something has changed: a test waits for that, as the viewer does. */
public final class Changes implements Runnable {
    private final Semaphore told = new Semaphore(0);

    @Override
    public void run() {
        told.release();
    }

    /**
     * Looks at a value now and after each change, until it is the wanted one.
     *
     * @return the value, which is the wanted one
     */
    public <T> T await(Supplier<T> value, Predicate<? super T> wanted) throws InterruptedException {
        T seen = value.get();
        while (!wanted.test(seen)) {
            assertThat(told.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("a change after %s", seen)
                    .isTrue();
            seen = value.get();
        }
        return seen;
    }
}
