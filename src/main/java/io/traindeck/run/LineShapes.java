package io.traindeck.run;

/**
 * The last shapes that the lines of a log had, each with what its reader made of it, such as which slot is the step.
 *
 * <p>For one thread.
 */
public final class LineShapes<T> {
    /** Logs have a handful of shapes. */
    static final int MOST = 16;

    private final LineShape[] shapes = new LineShape[MOST];
    private final Object[] meanings = new Object[MOST];
    private final LineSlots slots = new LineSlots();
    private int size;

    /** What was {@linkplain #learn learned} of lines like {@code line[from, to)}; null if it has no known shape. */
    public T find(byte[] line, int from, int to) {
        for (int i = 0; i < size; i++) {
            if (shapes[i].fits(line, from, to, slots)) {
                @SuppressWarnings("unchecked")
                T meaning = (T) meanings[i];
                moveToFront(i, shapes[i], meaning);
                return meaning;
            }
        }
        return null;
    }

    /** What stands in the slots of the line that was found last; changes with the next one. */
    public LineSlots slots() {
        return slots;
    }

    /** Lines of that shape mean this; if there are too many shapes, the one that was not seen for longest is forgotten. */
    public void learn(LineShape shape, T meaning) {
        size = Math.min(size + 1, MOST);
        moveToFront(size - 1, shape, meaning);
    }

    private void moveToFront(int from, LineShape shape, T meaning) {
        if (from > 0) {
            System.arraycopy(shapes, 0, shapes, 1, from);
            System.arraycopy(meanings, 0, meanings, 1, from);
        }
        shapes[0] = shape;
        meanings[0] = meaning;
    }
}
