package io.traindeck.state;

import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * The load of the graphics cards over time, in bounded memory. The steps of its curves are times, in Unix milliseconds.
 *
 * @param cards the cards in the order of the readings; at most {@link #MOST_CARDS}
 */
public record GpuHistory(List<Card> cards) {
    /** The number of cards, which is more than a machine has; a log may claim any number. */
    static final int MOST_CARDS = 64;

    /** The number of buckets of a curve, a power of two: somewhat more than a sparkline has dots. */
    private static final int MOST_BUCKETS = 256;

    static final GpuHistory NONE = new GpuHistory(List.of());

    /** Keeps a copy of {@code cards}. */
    public GpuHistory {
        cards = List.copyOf(cards);
    }

    /**
     * The history of one card.
     *
     * @param last its last reading
     * @param util busy time in percent
     * @param memory in use, MiB
     * @param temperature degrees Celsius
     * @param power watts
     */
    public record Card(Gpu last, Curve util, Curve memory, Curve temperature, Curve power) {
        private static Card of(Gpu gpu) {
            return new Card(gpu, Curve.EMPTY, Curve.EMPTY, Curve.EMPTY, Curve.EMPTY);
        }

        private Card after(long timeMs, Gpu gpu) {
            if (timeMs <= util.lastStep()) {
                return new Card(gpu, util, memory, temperature, power); // A clock went back: a curve cannot.
            }
            return new Card(
                    gpu,
                    util.append(timeMs, gpu.utilPercent(), MOST_BUCKETS),
                    memory.append(timeMs, gpu.memUsedMb(), MOST_BUCKETS),
                    temperature.append(timeMs, gpu.tempC(), MOST_BUCKETS),
                    power.append(timeMs, gpu.powerW(), MOST_BUCKETS));
        }
    }

    /**
     * Returns this history with one reading more. A card that does not answer for a moment keeps its earlier readings.
     */
    GpuHistory after(SystemUsage reading) {
        List<Gpu> gpus = reading.gpus();
        if (gpus.isEmpty()) {
            return this;
        }
        List<Card> next = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_CARDS, Math.max(cards.size(), gpus.size())); i++) {
            boolean isRead = i < gpus.size();
            Card before = i < cards.size() ? cards.get(i) : Card.of(gpus.get(i));
            next.add(isRead ? before.after(Math.max(0, reading.timeMs()), gpus.get(i)) : before);
        }
        return new GpuHistory(next);
    }
}
