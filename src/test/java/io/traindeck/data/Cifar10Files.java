package io.traindeck.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small files and archives of the shape CIFAR-10 has. */
final class Cifar10Files {
    private Cifar10Files() {}

    /** Returns records with labels 0 to 9 in turn and random pixels, the same each time for one name. */
    static byte[] records(String name, int records) {
        byte[] bytes = new byte[records * Cifar10File.RECORD_BYTES];
        new Random(name.hashCode()).nextBytes(bytes);
        for (int i = 0; i < records; i++) {
            bytes[i * Cifar10File.RECORD_BYTES] = (byte) (i % 10);
        }
        return bytes;
    }

    /** Returns a gzipped tar of the given entries, in their order. */
    static byte[] archive(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(bytes), StandardCharsets.UTF_8.name())) {
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
