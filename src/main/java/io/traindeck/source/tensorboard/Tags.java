package io.traindeck.source.tensorboard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The tags of a folder, found by their bytes: a tag that was met before needs no new string. The owner checks from time
 * to time whether there are too many tags, and then clears them all; those that come again are made again.
 */
final class Tags {
    /** The number of bytes of the longest tag that is read. */
    static final int LONGEST = 4096;

    /** The number of bytes of memory that a tag takes in addition to its characters: objects and places in tables. */
    private static final int OVERHEAD = 200;

    /** A tag as it stands in the file. */
    static final class Entry {
        private final byte[] bytes;
        private final int hash;
        final Tag tag;

        /**
         * Whether its tensors are pictures, histograms or the like, according to the last metadata. Some writers add
         * metadata only to the first value of a tag.
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

    /** A hash table with open addressing; its size is a power of two, and at least twice the number of tags. */
    private Entry[] table = new Entry[64];

    private int size;
    private int used;

    /**
     * @param names makes the name of a series from a tag; different tags may have one name
     * @param budget the number of bytes of memory that the tags may take, about
     */
    Tags(UnaryOperator<String> names, int budget) {
        this.names = names;
        this.budget = budget;
    }

    /** Returns whether the tags take more memory than they should. */
    boolean full() {
        return used > budget;
    }

    /** Forgets all tags. From then on a name has another {@link Tag}, so no number with its old tag may be waiting. */
    void clear() {
        byName.clear();
        table = new Entry[64];
        size = 0;
        used = 0;
    }

    /** Returns the tag that stands in {@code bytes[from, from + length)}. */
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
