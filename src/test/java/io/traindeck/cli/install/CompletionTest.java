package io.traindeck.cli.install;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.testing.Invocation;
import io.traindeck.testing.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real shells complete what is typed, each in a terminal, installed as a package does it. */
class CompletionTest {
    /** The shells; in each, {@code traindeck} prints its arguments in brackets. */
    private enum Shell {
        BASH("bash.bash", "rc", "traindeck() { echo \"[$*]\"; }\n. ./bash.bash\nPS1='$ '\nHISTFILE=\n") {
            @Override
            List<String> command() {
                return List.of("bash", "--noprofile", "--rcfile", "rc", "-i");
            }
        },
        ZSH(
                "functions/_traindeck",
                ".zshrc",
                "fpath=($PWD/functions $fpath)\nautoload -U compinit\ncompinit -u -D\n"
                        + "traindeck() { echo \"[$*]\" }\nPS1='$ '\n") {
            @Override
            List<String> command() {
                return List.of("zsh", "-d", "-i");
            }
        },
        FISH(
                "fish/completions/traindeck.fish",
                "fish/config.fish",
                "function traindeck; echo \"[$argv]\"; end\nfunction fish_prompt; echo '$ '; end\nset -g fish_greeting\n") {
            @Override
            List<String> command() {
                return List.of("fish", "-i");
            }
        };

        private final String completion;
        private final String startFile;
        private final String start;

        Shell(String completion, String startFile, String start) {
            this.completion = completion;
            this.startFile = startFile;
            this.start = start;
        }

        abstract List<String> command();

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isInstalled() {
            return Files.isExecutable(Path.of("/usr/bin", word()));
        }
    }

    @TempDir
    private Path folder;

    private static String completion(Shell shell) {
        return Invocation.of("completion", shell.word()).printed();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Tmux start(Shell shell) throws IOException {
        write(shell.completion, completion(shell));
        write(shell.startFile, shell.start);
        write("runs/zebra/events.jsonl", "");
        write("elsewhere/yak/events.jsonl", "");
        write("walrus.csv", "step,loss\n");
        // Without this folder a first fish reads all manual pages in the background, and writes there after the test.
        Files.createDirectories(folder.resolve("data/fish/generated_completions"));
        Map<String, String> env = Map.of(
                "HOME", folder.toString(),
                "ZDOTDIR", folder.toString(),
                "XDG_CONFIG_HOME", folder.toString(),
                "XDG_DATA_HOME", folder.resolve("data").toString());
        String command = "cd '" + folder + "' && exec " + String.join(" ", shell.command());
        Tmux tmux = new Tmux(100, 40, env, List.of("/bin/sh", "-c", command));
        tmux.waitFor("a prompt", screen -> screen.contains("$"));
        return tmux;
    }

    @ParameterizedTest
    @EnumSource
    void aShellCompletesCommandsOptionsTheirWordsRunsAndFiles(Shell shell) throws IOException {
        assumeTrue(Tmux.isInstalled(), "tmux is not installed");
        assumeTrue(shell.isInstalled(), shell.word() + " is not installed");
        try (Tmux tmux = start(shell)) {
            completes(tmux, "traindeck eva", "[evaluate]");
            completes(tmux, "traindeck evaluate --data-d", "[evaluate --data-dir]");
            completes(tmux, "traindeck train --recipe van", "[train --recipe vanilla]");
            completes(tmux, "traindeck train --device cu", "[train --device cuda]");
            completes(tmux, "traindeck watch --theme oka", "[watch --theme okabe-ito]");
            completes(tmux, "traindeck resume ze", "[resume zebra]");
            completes(tmux, "traindeck send zebra checkp", "[send zebra checkpoint]");
            completes(tmux, "traindeck compare zebra ze", "[compare zebra zebra]");
            completes(tmux, "traindeck watch walr", "[watch walrus.csv]");
            completes(tmux, "traindeck --runs elsewhere watch ya", "[--runs elsewhere watch yak]");
            completes(tmux, "traindeck show --runs elsewhere ya", "[show --runs elsewhere yak]");
            completes(tmux, "traindeck help abl", "[help ablate]");
        }
    }

    private static void completes(Tmux tmux, String typed, String expected) {
        tmux.type(typed);
        tmux.press("Tab", "Enter");
        tmux.waitFor(expected);
    }
}
