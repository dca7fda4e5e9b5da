package io.traindeck.source.tensorboard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The tags of a folder, found by their bytes: a tag that was met before costs no new string. Its owner looks from time to
 * time whether there are too many, and has all forgotten then; those that come again are made again.
 */
final class Tags {
    /** Bytes of the longest tag that is taken for one. */
    static final int LONGEST = 4096;

    /** Bytes of memory that a tag takes besides its characters: objects and places in tables. */
    private static final int OVERHEAD = 200;

    /** A tag as it stands in the file. */
    static final class Entry {
        private final byte[] bytes;
        private final int hash;
        final Tag tag;

        /**
         * Whether its tensors are pictures, histograms or the like, as the last metadata said. Some writers add metadata to
         * the first value of a tag alone.
         */
        boolean foreign;

        private Entry(byte[] bytes, int hash, Tag tag) {
            this.bytes = bytes;
            this.hash = hash;
            this.tag = tag;
        }
    }

    private final UnaryOperator<String> names;
    private final int budget;
    private final Map<String, Tag> byName = new HashMap<>();

    /** Open addressing; a power of two, at least twice as large as there are tags. */
    private Entry[] table = new Entry[64];

    private int size;
    private int used;

    /**
     * @param names makes the name of a series from a tag; different tags may have one name
     * @param budget bytes of memory, about, that the tags may take
     */
    Tags(UnaryOperator<String> names, int budget) {
        this.names = names;
        this.budget = budget;
    }

    /** Whether the tags take more memory than they should. */
    boolean full() {
        return used > budget;
    }

    /** Forgets all tags. A name has another {@link Tag} from then on, so that no number may be waiting with its old one. */
    void clear() {
        byName.clear();
        table = new Entry[64];
        size = 0;
        used = 0;
    }

    /** The tag that stands in {@code bytes[from, from + length)}. */
    Entry of(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash ^= hash >>> 15;
        int slot = hash & table.length - 1;
        for (Entry entry; (entry = table[slot]) != null; slot = slot + 1 & table.length - 1) {
            if (entry.hash == hash && Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, from, from + length)) {
                return entry;
            }
        }
        return add(Arrays.copyOfRange(bytes, from, from + length), hash);
    }

    private Entry add(byte[] bytes, int hash) {
        if (2 * size >= table.length) {
            Entry[] old = table;
            table = new Entry[2 * old.length];
            for (Entry entry : old) {
                if (entry != null) {
                    put(entry);
                }
            }
        }
        String name = names.apply(new String(bytes, StandardCharsets.UTF_8));
        Tag tag = byName.computeIfAbsent(name, Tag::new);
        Entry entry = new Entry(bytes, hash, tag);
        put(entry);
        size++;
        used += OVERHEAD + 3 * bytes.length;
        return entry;
    }

    private void put(Entry entry) {
        int slot = entry.hash & table.length - 1;
        while (table[slot] != null) {
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = entry;
    }
}
