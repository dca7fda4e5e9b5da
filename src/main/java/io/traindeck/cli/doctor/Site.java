package io.traindeck.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The surroundings of the program, as far as they can be read.
 *
 * @param env the environment variables
 * @param properties the JVM's system properties
 * @param root the folder that holds {@code proc} and {@code sys}
 * @param programs asks other programs
 */
record Site(Map<String, String> env, Map<String, String> properties, Path root, Programs programs) {
    /** Other programs that tell something, such as {@code nvidia-smi}. */
    @FunctionalInterface
    interface Programs {
        /** Returns what a command prints on stdout, stripped; empty if it is missing, fails or does not end soon. */
        Optional<String> output(List<String> command);
    }

    /** The longest that another program may take, in seconds; a broken driver can hold {@code nvidia-smi} for ever. */
    private static final int PATIENCE_S = 5;

    static Site here() {
        Map<String, String> properties = new HashMap<>();
        System.getProperties().forEach((name, value) -> properties.put(name.toString(), value.toString()));
        return new Site(System.getenv(), Map.copyOf(properties), Path.of("/"), Site::run);
    }

    /** An environment variable; empty if it is not set. */
    String variable(String name) {
        return env.getOrDefault(name, "");
    }

    /** A system property of the JVM; empty if it is not set. */
    String property(String name) {
        return properties.getOrDefault(name, "");
    }

    /** The text of a file below the root, for instance {@code proc/meminfo}; empty if it cannot be read. */
    Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> run(List<String> command) {
        try {
            // The terminal is asked by way of stdin, which stty looks at.
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> {
                try {
                    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                } catch (IOException e) {
                    return "";
                }
            });
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(output.join()) : Optional.empty();
        } catch (IOException e) {
            // There is no such program.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
