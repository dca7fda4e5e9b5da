package io.traindeck.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Hands each event to every subscriber, in the order of publication, on the publishing thread.
 *
 * <p>A subscriber must return at once: one with slow work queues that work. A subscriber that throws stops neither the
 * publisher nor the other subscribers; its first exception is reported, and it goes on receiving events.
 *
 * <p>Safe for use by several threads; all subscribers see one order. So an event that a subscriber publishes while it
 * takes another waits until every subscriber has that other one.
 */
public final class EventBus {
    private final List<Consumer<? super TrainEvent>> subscribers = new CopyOnWriteArrayList<>();
    private final Set<Object> reported = ConcurrentHashMap.newKeySet();
    private final BiConsumer<Object, RuntimeException> onFailure;

    /** The events that are still to be delivered, in their order. */
    private final Deque<TrainEvent> waiting = new ArrayDeque<>();

    private boolean delivering;

    /** @param onFailure is told once for each subscriber that throws; must not throw itself */
    public EventBus(BiConsumer<Object, RuntimeException> onFailure) {
        this.onFailure = Objects.requireNonNull(onFailure);
    }

    /** Adds {@code subscriber}, which receives every event published from now on. */
    public void subscribe(Consumer<? super TrainEvent> subscriber) {
        subscribers.add(Objects.requireNonNull(subscriber));
    }

    /**
     * Delivers {@code event} to every subscriber before it returns; if a subscriber publishes it, as soon as every
     * subscriber has the event before it.
     */
    public synchronized void publish(TrainEvent event) {
        waiting.add(event);
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            for (TrainEvent next = waiting.poll(); next != null; next = waiting.poll()) {
                deliver(next);
            }
        } finally {
            delivering = false;
        }
    }

    private void deliver(TrainEvent event) {
        for (Consumer<? super TrainEvent> subscriber : subscribers) {
            try {
                subscriber.accept(event);
            } catch (RuntimeException e) {
                if (reported.add(subscriber)) {
                    onFailure.accept(subscriber, e);
                }
            }
        }
    }
}
