package io.traindeck.run;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.Values;
import io.traindeck.testing.OwnEvents;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Events for tests: one of any type with every value drawn, and short ways to the common ones. */
public final class Events {
    private static final double[] ODD_DOUBLES = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1e-5,
        1e22,
        0.1f
    };
    private static final long[] ODD_LONGS = {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final String[] ODD_TEXTS = {
        "", "\n\r\t\0\u001b[31m", "\"\\/", "\u2028", "Grüße 訓練 🚀", "NaN", "{\"event\":\"step\"}"
    };

    private static final String[] NAMES = {"loss", "lr", "eval/acc", "µ \"x\"", "schema", "train loss", "0"};
    private static final String[] FACTS = {"recipe", "seed", "model", "epochs", "", "µ"};

    private Events() {}

    public static Measured step(int step) {
        return OwnMetrics.step(1_000L * step, step, 1 + step / 10, 2.5 / step, 1e-3, 1.25, 300);
    }

    public static Measured epoch(int epoch, int step, double valAcc, boolean best) {
        return OwnMetrics.epoch(1_000L * step, epoch, step, 1, 0.5, 1, valAcc, 1e-3, 1, 2, 10, best, best ? 0 : 1);
    }

    public static TrainEvent.RunStarted started(long timeMs, String run, int epochs) {
        return OwnEvents.started(
                timeMs, run, new Plan(0, epochs, 10, 7, 1, 3e-3, "onecycle"), Map.of("train_images", "500"));
    }

    public static TrainEvent.RunEnded ended(TrainEvent.EndReason reason, int step) {
        return OwnEvents.ended(1_000L * step, reason, step, 1, 0.5, "");
    }

    /** An event of {@code type} with every component drawn from {@code random}, odd values often among them. */
    public static TrainEvent any(Class<? extends TrainEvent> type, Random random) {
        return (TrainEvent) value(type, random);
    }

    /** An event of any type. */
    public static TrainEvent any(Random random) {
        List<String> words = TrainEvent.TYPES.keySet().stream().sorted().toList();
        return any(TrainEvent.TYPES.get(words.get(random.nextInt(words.size()))), random);
    }

    private static Values values(Random random) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            names.add(NAMES[random.nextInt(NAMES.length)]);
        }
        double[] numbers = new double[names.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (double) value(double.class, random);
        }
        return Names.of(List.copyOf(names)).with(numbers);
    }

    private static Description description(Random random) {
        Plan plan = new Plan(
                random.nextInt(2) * (random.nextLong() >>> 2),
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(3),
                random.nextInt(3) * 0.5,
                random.nextInt(3) * 0.1,
                random.nextBoolean() ? "" : "cosine");
        Goal goal = random.nextBoolean() ? null : new Goal("val_loss", Goal.Better.values()[random.nextInt(2)]);
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = FACTS[random.nextInt(FACTS.length)];
            facts.put(name, random.nextBoolean() ? "1e-05" : ODD_TEXTS[random.nextInt(ODD_TEXTS.length)]);
        }
        Set<String> commands = random.nextBoolean() ? Set.of() : Set.of("pause", "set:max_lr");
        return new Description(plan, goal, commands, facts);
    }

    private static Object value(Type type, Random random) {
        boolean odd = random.nextInt(3) == 0;
        if (type == int.class) {
            return odd ? (int) ODD_LONGS[random.nextInt(ODD_LONGS.length)] : random.nextInt(1_000_000);
        } else if (type == long.class) {
            return odd ? ODD_LONGS[random.nextInt(ODD_LONGS.length)] : 1_700_000_000_000L + random.nextInt();
        } else if (type == double.class) {
            return odd ? ODD_DOUBLES[random.nextInt(ODD_DOUBLES.length)] : random.nextGaussian() * 10;
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class) {
            return odd ? ODD_TEXTS[random.nextInt(ODD_TEXTS.length)] : "text " + random.nextInt();
        } else if (type instanceof ParameterizedType list) {
            List<Object> items = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                items.add(value(list.getActualTypeArguments()[0], random));
            }
            return items;
        } else if (type instanceof Class<?> c && c.isEnum()) {
            return c.getEnumConstants()[random.nextInt(c.getEnumConstants().length)];
        }
        if (type == Boolean.class) {
            return random.nextInt(3) == 0 ? null : (Object) random.nextBoolean();
        } else if (type == Values.class) {
            return values(random);
        } else if (type == Description.class) {
            return description(random);
        } else if (type == Best.class && odd || type == Parent.class && odd) {
            return null;
        }
        Class<?> record = (Class<?>) type;
        RecordComponent[] parts = record.getRecordComponents();
        try {
            return record.getDeclaredConstructor(
                            Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(parts)
                            .map(part -> value(part.getGenericType(), random))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
