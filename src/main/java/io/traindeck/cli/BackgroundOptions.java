package io.traindeck.cli;

import io.traindeck.cli.trainer.Amended;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.event.Dial;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words that tell a process in the background which run it has in hand, and how the run starts. */
final class BackgroundOptions {
    @Parameters(paramLabel = "FOLDER")
    private Path folder;

    @Option(names = "--resume")
    private boolean resume;

    @Option(names = "--from", paramLabel = "FILE")
    private Path from;

    @Option(names = "--exec", paramLabel = "CMD")
    private String exec;

    @Option(names = "--unless-done")
    private boolean unlessDone;

    RunFolder folder() {
        return new RunFolder(folder);
    }

    /** Returns how the run of another's program starts, which has neither dials nor images of ours. */
    TrainerMode mode() {
        return mode(Map.of(), null, Amended.NOTHING);
    }

    /**
     * Returns how a run of our own trainer starts.
     *
     * @param parent null if the run is no branch, or has begun
     */
    TrainerMode mode(Map<Dial, String> changes, String parent, Amended amended) {
        return new TrainerMode(
                resume, Optional.ofNullable(from), changes, parent, amended, Optional.ofNullable(exec), unlessDone);
    }
}
