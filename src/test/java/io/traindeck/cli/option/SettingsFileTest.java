package io.traindeck.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path home;

    private Path file() {
        return home.resolve("traindeck").resolve("config.properties");
    }

    private boolean remember(String theme) {
        return new SettingsFile(file()).remember(Setting.THEME, theme);
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text);
    }

    @Test
    void aFileThatIsNotThereIsMade() throws IOException {
        assertThat(remember("light")).isTrue();
        assertThat(file()).hasContent("theme = light\n");
    }

    @Test
    void theLineOfTheSettingChangesAndAllOthersStay() throws IOException {
        write("# mine\nruns=~/a\n\n  theme : dark \nruns = ~/b\n");
        assertThat(remember("okabe-ito")).isTrue();
        assertThat(Files.readString(file())).isEqualTo("# mine\nruns=~/a\n\ntheme = okabe-ito\nruns = ~/b\n");
    }

    @Test
    void aSettingThatIsNotThereComesLast() throws IOException {
        write("#theme = dark\nascii = true");
        assertThat(remember("mono")).isTrue();
        assertThat(Files.readString(file())).isEqualTo("#theme = dark\nascii = true\ntheme = mono\n");
    }

    @Test
    void aLinkStaysALinkAndNothingElseIsLeftBehind() throws IOException {
        Path kept = Files.writeString(home.resolve("dotfiles"), "theme = dark\n");
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), kept);
        assertThat(remember("light")).isTrue();
        assertThat(file()).isSymbolicLink().hasContent("theme = light\n");
        try (Stream<Path> files = Files.list(home)) {
            List<Path> all = files.sorted().toList();
            assertThat(all).containsExactly(kept, file().getParent());
        }
    }

    @Test
    void aHomeThatCannotBeWrittenToIsNoError() throws IOException {
        Files.writeString(file().getParent(), "a file where the folder would be");
        assertThat(remember("light")).isFalse();
    }

    @Test
    void aFileThatHoldsSomethingWrongIsLeftAlone() throws IOException {
        write("theme = da\\\nrk\n");
        assertThat(remember("light")).isFalse();
        assertThat(Files.readString(file())).isEqualTo("theme = da\\\nrk\n");
    }
}
