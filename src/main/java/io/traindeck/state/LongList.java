package io.traindeck.state;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing list of numbers. It grows by pieces, so that millions of numbers are never copied, and little room is left
 * over.
 */
final class LongList {
    private static final int PIECE_BITS = 13;
    private static final int PIECE = 1 << PIECE_BITS; // 64 kB

    private final List<long[]> pieces = new ArrayList<>();
    private int size;

    void add(long value) {
        int place = size % PIECE;
        if (place == 0) {
            pieces.add(new long[PIECE]);
        }
        pieces.get(pieces.size() - 1)[place] = value;
        size++;
    }

    long get(int index) {
        return pieces.get(index >> PIECE_BITS)[index & (PIECE - 1)];
    }
}
