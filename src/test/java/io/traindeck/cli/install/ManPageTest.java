package io.traindeck.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.cli.Main;
import io.traindeck.testing.Invocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPageTest {
    private static String page() {
        return Invocation.of("man").printed();
    }

    @Test
    void everyCommandStandsInItWithEachOfItsOptions() {
        String page = page();
        Grammar all = Grammar.of(Main.commandLine());
        assertThat(all.commands())
                .extracting(Grammar::name)
                .contains("train", "watch")
                .doesNotContain("trainer", "man");
        for (Grammar command : all.commands()) {
            String section = page.substring(page.indexOf(".SS traindeck " + command.name() + "\n"));
            assertThat(command.options()).allSatisfy(option -> assertThat(section)
                    .contains("\\fB" + option.longest().replace("-", "\\-") + "\\fR"));
        }
    }

    @Test
    void manShowsItWithoutAWarning(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/man")), "man is not installed");
        Path file = Files.writeString(folder.resolve("traindeck.1"), page());
        ProcessBuilder man = new ProcessBuilder("man", "--warnings=all", "--local-file", file.toString());
        man.environment().put("MANWIDTH", "80");
        man.environment().put("LC_ALL", "C.UTF-8");
        Path warnings = folder.resolve("warnings");
        Process process = man.redirectError(warnings.toFile()).start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(warnings).isEmptyFile();
        assertThat(shown).contains("--checkpoint-every STEPS", "traindeck watch [options] [RUN|PATH]");
    }
}
