package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.GpuProcess;
import io.traindeck.source.LoggedRun;
import java.util.List;
import java.util.function.Supplier;

/** The processes on the graphics cards of this machine, if the run trains on it now. */
final class GpusHere implements Supplier<List<GpuProcess>> {
    private final LoggedRun run;
    private final Supplier<List<GpuProcess>> ofMachine;

    /** @param ofMachine asks for the processes of this machine */
    GpusHere(LoggedRun run, Supplier<List<GpuProcess>> ofMachine) {
        this.run = run;
        this.ofMachine = ofMachine;
    }

    @Override
    public List<GpuProcess> get() {
        return isHere() ? ofMachine.get() : List.of();
    }

    private boolean isHere() {
        return run.elsewhere().isEmpty()
                && run.folder()
                        .filter(folder -> folder.isLive() && folder.isOfThisHost())
                        .isPresent();
    }
}
