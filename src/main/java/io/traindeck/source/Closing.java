package io.traindeck.source;

import java.io.Closeable;
import java.io.IOException;

/** Closes several things, also if one of them fails. */
public final class Closing {
    private Closing() {}

    /** @throws IOException if some of them cannot be closed: the failure of the first of these, once all have had their turn */
    public static void all(Iterable<? extends Closeable> things) throws IOException {
        IOException first = null;
        for (Closeable thing : things) {
            try {
                thing.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
