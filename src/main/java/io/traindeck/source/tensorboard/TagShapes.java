package io.traindeck.source.tensorboard;

import io.traindeck.event.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last shapes of steps: which tags came together, and the one instance of {@link Names} for them. Memory is
 * bounded.
 */
final class TagShapes {
    private static final int MOST = 256;

    /** The number of tags of all shapes that are kept, together; one shape may have more. */
    private static final int MOST_TAGS = 1 << 14;

    /** The known shapes, in the order of their last use. */
    private final Map<Shape, Shape> known = new LinkedHashMap<>(16, 0.75f, true);

    private Shape last = new Shape(new Tag[0], 0, null);
    private int tags;

    /** Returns the names of the first {@code count} tags of {@code inOrder}, none of which comes twice. */
    Names of(Tag[] inOrder, int count) {
        if (!last.holds(inOrder, count)) {
            Shape found = known.get(new Shape(inOrder, count, null));
            last = found == null ? add(Arrays.copyOf(inOrder, count)) : found;
        }
        return last.names;
    }

    private Shape add(Tag[] shape) {
        List<String> names = new ArrayList<>(shape.length);
        for (Tag tag : shape) {
            names.add(tag.name);
        }
        Shape added = new Shape(shape, shape.length, Names.of(names));
        known.put(added, added);
        tags += shape.length;
        Iterator<Shape> oldest = known.keySet().iterator();
        while (known.size() > 1 && (known.size() > MOST || tags > MOST_TAGS)) {
            tags -= oldest.next().count;
            oldest.remove();
        }
        return added;
    }

    private record Shape(Tag[] tags, int count, Names names) {
        boolean holds(Tag[] others, int otherCount) {
            return Arrays.equals(tags, 0, count, others, 0, otherCount);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shape s && holds(s.tags, s.count);
        }

        @Override
        public int hashCode() {
            int hash = count;
            for (int i = 0; i < count; i++) {
                hash = 31 * hash + tags[i].hashCode();
            }
            return hash;
        }
    }
}
