package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
    private static final int RECORDS = 100;

    @TempDir
    Path dir;

    @BeforeEach
    void writeFiles() throws IOException {
        for (String name : Cifar10Unpacker.NAMES) {
            Files.write(dir.resolve(name), Cifar10Files.records(name, RECORDS));
        }
    }

    @Test
    void turnsPlanesIntoInterleavedPixels() throws Exception {
        DataSet data = Cifar10.load(dir, RECORDS);

        assertThat(data.name()).isEqualTo("cifar10");
        assertThat(data.classNames()).hasSize(10).startsWith("airplane").endsWith("truck");
        assertThat(data.train().size()).isEqualTo(5 * RECORDS);
        assertThat(data.validation().size()).isEqualTo(RECORDS);
        for (int i = 0; i < 5 * RECORDS; i++) {
            String name = "data_batch_" + (i / RECORDS + 1) + ".bin";
            assertMatchesRecord(data.train(), i, Files.readAllBytes(dir.resolve(name)), i % RECORDS);
        }
        for (int i = 0; i < RECORDS; i++) {
            assertMatchesRecord(data.validation(), i, Files.readAllBytes(dir.resolve("test_batch.bin")), i);
        }
    }

    @Test
    void takesTheParentOfTheArchivesFolderToo() throws Exception {
        Path parent = Files.createDirectory(dir.resolve("parent"));
        Path folder = Files.createDirectory(parent.resolve("cifar-10-batches-bin"));
        for (String name : Cifar10Unpacker.NAMES) {
            Files.move(dir.resolve(name), folder.resolve(name));
        }
        assertThat(Cifar10.load(parent, RECORDS).train().size()).isEqualTo(5 * RECORDS);
    }

    @Test
    void saysWhereItLookedWhenThereIsNothing() throws Exception {
        Path empty = Files.createDirectory(dir.resolve("empty"));
        assertRefused(empty).hasMessageContaining("no CIFAR-10 in " + empty).hasMessageContaining("data_batch_1.bin");
        Path missing = dir.resolve("missing");
        assertRefused(missing).hasMessageContaining("no CIFAR-10 in " + missing).hasMessageContaining("no such folder");
        assertThatThrownBy(() -> Cifar10.loadOrDownload(Optional.of(missing), (bytes, total) -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no such folder");
    }

    @Test
    void namesAFileThatIsMissing() throws Exception {
        Files.delete(dir.resolve("data_batch_4.bin"));
        assertRefused(dir).hasMessageContaining(dir.resolve("data_batch_4.bin") + " is missing");
    }

    @Test
    void namesAFileThatIsAFolder() throws Exception {
        Files.delete(dir.resolve("test_batch.bin"));
        Files.createDirectory(dir.resolve("test_batch.bin"));
        assertRefused(dir).hasMessageContaining(dir.resolve("test_batch.bin") + " is not a regular file");
    }

    @Test
    void saysInWhichRecordAFileBreaksOff() throws Exception {
        resize("data_batch_2.bin", 70 * 3073 + 5);
        assertRefused(dir)
                .hasMessageContaining(dir.resolve("data_batch_2.bin").toString())
                .hasMessageContaining("record 71 of 100, after 5 of its 3073 bytes");
    }

    @Test
    void saysAfterWhichRecordAFileEnds() throws Exception {
        resize("data_batch_2.bin", 70 * 3073);
        assertRefused(dir).hasMessageContaining("data_batch_2.bin ends after record 70 of 100");
        resize("data_batch_2.bin", 0);
        assertRefused(dir).hasMessageContaining("data_batch_2.bin ends after record 0 of 100");
    }

    @Test
    void refusesAFileThatGoesOn() throws Exception {
        resize("data_batch_5.bin", RECORDS * 3073 + 1);
        assertRefused(dir).hasMessageContaining("data_batch_5.bin goes on after record 100");
        resize("data_batch_5.bin", 2 * RECORDS * 3073);
        assertRefused(dir).hasMessageContaining("614600 bytes instead of 307300");
    }

    @Test
    void saysWhichRecordHasAnImpossibleLabel() throws Exception {
        Path file = dir.resolve("test_batch.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[98 * 3073] = 10;
        Files.write(file, bytes);
        assertRefused(dir).hasMessageContaining(file + " has label 10 in record 99");
        bytes[98 * 3073] = -1;
        Files.write(file, bytes);
        assertRefused(dir).hasMessageContaining(file + " has label 255 in record 99");
    }

    private void resize(String name, int bytes) throws IOException {
        Files.write(dir.resolve(name), Arrays.copyOf(Files.readAllBytes(dir.resolve(name)), bytes));
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(Path folder) {
        return assertThatThrownBy(() -> Cifar10.load(folder, RECORDS))
                .isInstanceOf(DataException.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private static void assertMatchesRecord(ImageSet set, int i, byte[] file, int record) {
        int at = record * 3073;
        byte[] image = TestImages.bytes(set, i);
        assertThat(set.label(i)).isEqualTo(file[at]);
        for (int pixel = 0; pixel < 1024; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                if (image[pixel * 3 + channel] != file[at + 1 + channel * 1024 + pixel]) {
                    throw new AssertionError("image " + i + ", pixel " + pixel + ", channel " + channel);
                }
            }
        }
    }
}
