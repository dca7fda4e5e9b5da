package io.traindeck.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** NVIDIA's own program that tells of graphics cards. */
public final class NvidiaSmi {
    static final String PROGRAM = "nvidia-smi";

    /** The longest that a call may take: a driver that hangs must not keep a process of ours for longer. */
    private static final long MOST_SECONDS = 10;

    /** The most that is read: some thousand lines. */
    private static final int MOST_BYTES = 1 << 18;

    private NvidiaSmi() {}

    /**
     * Returns what it prints with those arguments, which may take seconds; empty if there is no such program, or it
     * hangs.
     */
    public static String output(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                return new String(output.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return ""; // There is no such program here.
        }
    }
}
