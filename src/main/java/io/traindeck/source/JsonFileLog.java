package io.traindeck.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A whole JSON document: Chainer's log, Hugging Face's {@code trainer_state.json} or the folder that holds its
 * checkpoints, Sacred's {@code metrics.json}, DLLogger's {@code nvlog.json}, CatBoost's {@code catboost_training.json},
 * the history of Keras, and other documents that are lists of records or objects of lists.
 */
final class JsonFileLog implements Format {
    @Override
    public String name() {
        return "JSON";
    }

    @Override
    public boolean knows(Glance glance) {
        return glance.folder()
                ? TrainerState.newest(glance.path()).isPresent()
                : glance.name().equals(TrainerState.FILE)
                        || (JsonRecords.mayBeIn(glance) && JsonFileHead.isLog(glance));
    }

    @Override
    public EventSource open(Path path, Runnable restarted) {
        return new JsonFile(() -> file(path), restarted);
    }

    private static Path file(Path path) {
        Optional<Path> newest = Files.isDirectory(path) ? TrainerState.newest(path) : Optional.empty();
        return newest.orElse(path);
    }
}
