package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.GpuProcess;
import io.traindeck.run.RunException;
import io.traindeck.run.RunJson;
import io.traindeck.source.LoggedRun;
import java.util.List;
import java.util.function.Supplier;

/** The processes on the graphics cards of this machine, if the run trains on it now. */
final class GpusHere implements Supplier<List<GpuProcess>> {
    private final LoggedRun run;
    private final Supplier<List<GpuProcess>> ofMachine;

    /** @param ofMachine asks for those of this machine */
    GpusHere(LoggedRun run, Supplier<List<GpuProcess>> ofMachine) {
        this.run = run;
        this.ofMachine = ofMachine;
    }

    @Override
    public List<GpuProcess> get() {
        return isHere() ? ofMachine.get() : List.of();
    }

    private boolean isHere() {
        if (run.folder().isEmpty()
                || run.elsewhere().isPresent()
                || !run.folder().get().isLive()) {
            return false;
        }
        try {
            String host = RunJson.read(run.folder().get().runJson()).trainer().host();
            return host.equals(RunJson.thisHost());
        } catch (RunException e) {
            return false; // Nobody says where it trains.
        }
    }
}
