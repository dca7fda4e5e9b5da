package io.traindeck.run;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.Values;
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

/** Draws events of any type with any values. */
public final class RandomEvents {
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

    private RandomEvents() {}

    /** Returns an event of {@code type} with every component drawn from {@code random}, odd values often among them. */
    public static TrainEvent any(Class<? extends TrainEvent> type, Random random) {
        return (TrainEvent) value(type, random);
    }

    /** Returns an event of any type. */
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
