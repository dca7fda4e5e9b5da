package io.traindeck.source;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Traindeck's own log: a run folder, or a file of lines as {@code events.jsonl} has them. */
final class TraindeckLog implements Format {
    /** A key that shows traindeck's own log even if its first line is longer than the bytes that are looked at. */
    private static final Pattern EVENT = Pattern.compile("\"event\"\\s*:\\s*\"");

    private static final Pattern TIME = Pattern.compile("\"time_ms\"\\s*:\\s*\\d");

    @Override
    public String name() {
        return "traindeck";
    }

    @Override
    public boolean knows(Glance glance) {
        if (glance.folder()) {
            return isRun(new RunFolder(glance.path()));
        }
        return isLog(glance) || isNewLog(glance);
    }

    /**
     * Returns whether a folder is a run of traindeck. A run that has just been made has no event yet. Other programs
     * call a file run.json too, but give no schema.
     */
    private static boolean isRun(RunFolder run) {
        if (Files.exists(run.events())) {
            Glance events = look(run.events());
            // A file that cannot be read is not passed over: reading it tells the reason.
            return events == null || isLog(events) || events.head().length == 0;
        }
        Glance json = Files.exists(run.runJson()) ? look(run.runJson()) : null;
        return json != null && json.text().contains("\"schema\"");
    }

    private static boolean isNewLog(Glance glance) {
        return glance.name().equals(RunFolder.EVENTS) && glance.head().length == 0;
    }

    private static Glance look(Path file) {
        try {
            return Glance.at(file);
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns whether one of the first lines is an event. The lines before it may be torn. */
    private static boolean isLog(Glance glance) {
        String text = glance.text();
        int end;
        for (int from = 0; (end = text.indexOf('\n', from)) >= 0; from = end + 1) {
            if (isEvent(text.substring(from, end))) {
                return true;
            }
        }
        String begun = text.substring(text.lastIndexOf('\n') + 1).stripLeading();
        return begun.startsWith("{")
                && EVENT.matcher(begun).find()
                && TIME.matcher(begun).find();
    }

    private static boolean isEvent(String line) {
        try {
            return JsonParser.parseString(line) instanceof JsonObject object
                    && object.get("event") instanceof JsonPrimitive event
                    && event.isString()
                    && isNumber(object.get("time_ms"));
        } catch (JsonParseException e) {
            return false;
        }
    }

    private static boolean isNumber(JsonElement element) {
        return element instanceof JsonPrimitive p && p.isNumber();
    }

    /** @param file the file of events, even if a run folder holds it */
    @Override
    public EventSource open(Path file, Runnable restarted) {
        return new Source(new EventLogReader(file, restarted));
    }

    /**
     * Opens a log with what other logs have taught the reader of {@code done} about lines, see
     * {@link EventLogReader#after}.
     */
    EventSource open(Path file, Runnable restarted, EventSource done) {
        return done instanceof Source source
                ? new Source(EventLogReader.after(source.reader, file, restarted))
                : open(file, restarted);
    }

    /** Traindeck's log as a source. */
    private static final class Source implements EventSource {
        private final EventLogReader reader;

        Source(EventLogReader reader) {
            this.reader = reader;
        }

        @Override
        public int poll(int most, Sink into) throws IOException {
            return reader.poll(most, (event, offset) -> into.take(event));
        }

        @Override
        public double share() {
            return reader.share();
        }

        @Override
        public long unreadable() {
            return reader.unreadableLines();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
