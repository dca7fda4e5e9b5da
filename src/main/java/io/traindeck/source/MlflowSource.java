package io.traindeck.source;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import java.io.IOException;

/** Follows a run of MLflow: its metrics, its facts, and how it ended. */
final class MlflowSource implements EventSource {
    private final MergedSource metrics;
    private MlflowRun.About about = MlflowRun.About.NOTHING;
    private long lastStep;
    private long toldEndMs;

    /** @param among the number of runs of which this one is the newest */
    MlflowSource(MlflowRun run, int among) {
        metrics = new MergedSource(run, new SideFacts(run.watched(), () -> {
            about = run.about();
            return run.facts(about, among);
        }));
    }

    @Override
    public int poll(int most, Sink into) throws IOException {
        int read = metrics.poll(most, event -> {
            if (event instanceof Measured measured) {
                lastStep = Math.max(lastStep, measured.step());
            }
            into.take(event);
        });
        EndReason reason = about.endReason();
        if (read < most && reason != null && about.endMs() != toldEndMs) {
            toldEndMs = about.endMs();
            into.take(new RunEnded(toldEndMs, reason, lastStep, null, ""));
        }
        return read;
    }

    @Override
    public double share() {
        return metrics.share();
    }

    @Override
    public long unreadable() {
        return metrics.unreadable();
    }

    @Override
    public void close() throws IOException {
        metrics.close();
    }
}
