package io.traindeck.listing;

import io.traindeck.source.LoggedRun;
import java.util.List;

/** Other machines whose runs are listed beside those of this one. For any thread; nothing waits for a machine. */
public interface Machines {
    /** No other machine. */
    Machines NONE = new Machines() {
        @Override
        public List<RunsFolder> folders() {
            return List.of();
        }

        @Override
        public List<Line> lines() {
            return List.of();
        }

        @Override
        public void connect() {}

        @Override
        public void onNews(Runnable news) {}

        @Override
        public LoggedRun opened(LoggedRun listed) {
            return listed;
        }
    };

    /**
     * A line about a machine.
     *
     * @param load how busy it is; empty if that is not known
     * @param trouble why its runs are not up to date; empty if they are
     * @param isRead whether it has told all its runs once
     */
    record Line(String host, String load, String trouble, boolean isRead) {}

    /** The folders on this machine that hold copies of the machines' runs. */
    List<RunsFolder> folders();

    /** A line for each machine, in their order. */
    List<Line> lines();

    /**
     * Begins to ask the machines. Connecting to many of them takes a lot of computing, so the runs of this machine come
     * first.
     */
    void connect();

    /** Runs {@code news} from now on, on any thread, whenever one of the machines has told something. */
    void onNews(Runnable news);

    /** Returns the run to open for one that is listed: the list copies only a part of a run of another machine. */
    LoggedRun opened(LoggedRun listed);
}
