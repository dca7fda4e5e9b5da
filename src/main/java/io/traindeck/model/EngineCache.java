package io.traindeck.model;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The folder into which the engine unpacks its libraries. Several machines may share it, and several trainers may begin
 * at once: one of them fills it while the others wait, since the engine itself trips over another that does the same.
 */
final class EngineCache {
    private EngineCache() {}

    /** Loads an engine, alone as long as nobody has done so with this version of its libraries. */
    static Engine load(String engine) {
        Path folder = Utils.getEngineCacheDir(engine.toLowerCase(Locale.ROOT));
        Path filled = folder.resolve("filled-" + Engine.getDjlVersion() + (isOffline() ? "" : "-gpu"));
        if (Files.exists(filled)) {
            return Engine.getEngine(engine);
        }
        try (FileChannel lock = lock(folder)) {
            Engine loaded = Engine.getEngine(engine);
            Files.write(filled, new byte[0]);
            return loaded;
        } catch (IOException e) {
            // The folder cannot be written or locked; if the engine needs to, it says so itself.
            return Engine.getEngine(engine);
        }
    }

    /** Whether the libraries are those on the class path; others are for GPUs and are downloaded. */
    private static boolean isOffline() {
        return Boolean.getBoolean("ai.djl.offline");
    }

    /** Waits until nobody else fills the folder. */
    private static FileChannel lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
