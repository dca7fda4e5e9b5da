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
    private int end;

    /**
     * Returns what was {@linkplain #learn learned} from lines like {@code line[from, to)}; null if its shape is not
     * known.
     */
    public T find(byte[] line, int from, int to) {
        for (int i = 0; i < size; i++) {
            if (shapes[i].fits(line, from, to, slots)) {
                return found(i, to);
            }
        }
        return null;
    }

    /**
     * Returns what was learned from lines like the one that begins at {@code from} and ends with LF, whose end nobody
     * has looked for yet; null if its shape is not known, or it does not end before {@code to}.
     */
    public T findFirst(byte[] lines, int from, int to) {
        for (int i = 0; i < size; i++) {
            int lineEnd = shapes[i].end(lines, from, to, slots);
            if (lineEnd >= 0 && lineEnd < to && lines[lineEnd] == '\n') {
                return found(i, lineEnd);
            }
        }
        return null;
    }

    /** The offset of the end of the line that was found last. */
    public int end() {
        return end;
    }

    private T found(int i, int lineEnd) {
        @SuppressWarnings("unchecked")
        T meaning = (T) meanings[i];
        if (i > 0) {
            moveToFront(i, shapes[i], meaning);
        }
        end = lineEnd;
        return meaning;
    }

    /** The contents of the slots of the line that was found last; they change with the next line. */
    public LineSlots slots() {
        return slots;
    }

    /**
     * Notes what lines of a shape mean; if there are too many shapes, the one that was not seen for longest is
     * forgotten.
     */
    public void learn(LineShape shape, T meaning) {
        size = Math.min(size + 1, MOST);
        moveToFront(size - 1, shape, meaning);
    }

    private void moveToFront(int from, LineShape shape, T meaning) {
        System.arraycopy(shapes, 0, shapes, 1, from);
        System.arraycopy(meanings, 0, meanings, 1, from);
        shapes[0] = shape;
        meanings[0] = meaning;
    }
}
