package io.traindeck.train;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks into the parts of {@link Dials}, so that a test can ask something of every dial, also of one that is added. */
final class EachDial {
    private EachDial() {}

    /** Returns every dial except the extras by its name in its part. */
    static Map<String, Object> of(Dials dials) {
        Map<String, Object> each = new LinkedHashMap<>();
        collect(dials, each);
        return each;
    }

    private static void collect(Record part, Map<String, Object> each) {
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            Object value = value(component, part);
            if (value instanceof Extras) {
                continue;
            }
            if (value instanceof Record inner) {
                collect(inner, each);
            } else {
                each.put(component.getName(), value);
            }
        }
    }

    private static Object value(RecordComponent component, Record part) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
