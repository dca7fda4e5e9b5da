package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.PackageInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each package says what is in it, who may know it, and with which class to start reading. */
class PackageInfoTest {
    /** The most characters of a first sentence that fits into a table. */
    private static final int LONGEST_SENTENCE = 200;

    static List<String> packages() throws IOException {
        return PackageInfo.names();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageNamesTheClassToStartWith(String name) throws IOException {
        PackageInfo info = PackageInfo.of(name);
        assertThat(info.start()).as(name).isPresent();
        Path file = info.start().get();
        assertThat(file).isRegularFile();
        assertThat(file.getParent()).endsWith(Path.of(name.replace('.', '/')));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageSaysInASentenceWhatIsInIt(String name) throws IOException {
        assertThat(PackageInfo.of(name).firstSentence()).hasSizeBetween(20, LONGEST_SENTENCE);
    }

    @Test
    void allPackagesAreFound() throws IOException {
        assertThat(PackageInfo.names())
                .contains("event", "cli", "cli.option", "dashboard.draw")
                .doesNotContain("");
    }
}
