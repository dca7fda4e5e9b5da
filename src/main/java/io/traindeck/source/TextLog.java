package io.traindeck.source;

import java.nio.file.Path;

/**
 * The text of any program: standard output, {@code nohup.out}, {@code slurm-123.out}. It takes all text that no other
 * format knows.
 */
final class TextLog implements Format {
    @Override
    public String name() {
        return "text";
    }

    /** Takes any file without zero bytes: programs that print text print none. */
    @Override
    public boolean knows(Glance glance) {
        if (glance.folder()) {
            return false;
        }
        for (byte b : glance.head()) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public EventSource open(Path path, Runnable restarted) {
        return new TextSource(path, restarted);
    }
}
