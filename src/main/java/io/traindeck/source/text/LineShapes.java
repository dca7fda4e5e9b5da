package io.traindeck.source.text;

import java.util.HashMap;
import java.util.Map;

/** The known shapes of the log's lines: a line of a known shape is read by the places of its numbers. */
final class LineShapes {
    /** The number of shapes that are remembered; a log has some dozens, prose has one a line. */
    private static final int MOST = 8192;

    private final LineGrammar grammar = new LineGrammar();
    private final Map<Long, Shape> shapes = new HashMap<>();

    /** A shape and its meaning. */
    static final class Shape {
        final LineMeaning meaning;
        private final Map<String, Telling> tellings = new HashMap<>(2);

        private Shape(LineMeaning meaning) {
            this.meaning = meaning;
        }

        /** @see Telling#Telling */
        Telling telling(String part, boolean firm) {
            String key = (part == null ? "" : part) + firm;
            Telling telling = tellings.get(key);
            if (telling == null) {
                telling = new Telling(meaning, part, firm);
                tellings.put(key, telling);
            }
            return telling;
        }
    }

    Shape of(LineTokens line) {
        Shape shape = shapes.get(line.shape());
        if (shape == null) {
            if (shapes.size() >= MOST) {
                shapes.clear();
            }
            shape = new Shape(grammar.read(line));
            shapes.put(line.shape(), shape);
        }
        return shape;
    }
}
