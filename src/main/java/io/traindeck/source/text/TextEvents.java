package io.traindeck.source.text;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.UnixTime;
import io.traindeck.source.text.LineMeaning.Kind;
import io.traindeck.source.text.LineMeaning.Value;
import io.traindeck.source.text.LineShapes.Shape;
import io.traindeck.source.text.ToldNames.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads the output of a training program, line by line, and hands on the values in it. What it hands on depends only on
 * the lines before, not on the time when they were read.
 *
 * <p>For one thread.
 */
public final class TextEvents {
    /** The number of bytes of the longest line that is looked at; longer ones are dumps. */
    private static final int LONGEST_LINE = 1 << 15;

    /** The number of states of one line after which one in {@link #COUNTED_REDRAWN} counts as a line. */
    private static final int MANY_REDRAWN = 1000;

    private static final int COUNTED_REDRAWN = 100;

    /** The number of lines below a header in which a row may come. */
    private static final int HEADER_REACHES = 16;

    private final LongSupplier now;
    private final LineTokens line = new LineTokens();
    private final LineShapes shapes = new LineShapes();
    private final LineTime clock = new LineTime();
    private final Surroundings above = new Surroundings();
    private final Ranks ranks = new Ranks();
    private final TextPlan plan;
    private final Position position;
    private final ToldNames names;

    /** The table that is being read; null if there is none. */
    private Table table;

    /** The names above the columns of numbers that are being read; null if there are none. */
    private HeaderRow header;

    private int sinceHeader;

    /** The number of states of the line that were drawn over so far. */
    private int redrawn;

    /** Whether the next line repeats an earlier one. */
    private boolean quoted;

    /**
     * @param now tells the time at which the line at hand was printed, if the line does not, in Unix milliseconds; 0 if
     *     unknown
     * @param into takes {@link Measured} and {@link TrainEvent.Described}
     */
    public TextEvents(LongSupplier now, Consumer<? super TrainEvent> into) {
        this.now = now;
        plan = new TextPlan(into);
        position = new Position(plan);
        names = new ToldNames(into);
    }

    /** Reads the next line: {@code buffer[from, to)}, without its end. */
    public void line(byte[] buffer, int from, int to) {
        redrawn = 0;
        Shape shape = look(buffer, from, to);
        LineMeaning meaning = shape.meaning;
        if (meaning.kind() == Kind.ROW) {
            table = table == null ? new Table() : table;
            table.row(line);
            return;
        }
        if (table != null && !line.is(0, '|')) {
            tell(table);
            table = null;
        }
        if (header != null && isRow()) {
            return;
        }
        above.next();
        boolean repeats = quoted;
        quoted = meaning.kind() == Kind.QUOTE;
        switch (meaning.kind()) {
            case RECORD -> {
                if (!repeats) {
                    record(shape);
                }
            }
            case CODE -> above.code();
            case TITLE, ANNOUNCEMENT -> above.title(meaning);
            case SUMMARY ->
                tell(Map.of(Summary.name(line), line.number(line.count() - 1)), Measured.Kind.VALIDATION, false);
            case HEADER -> {
                header = HeaderRow.of(line);
                sinceHeader = 0;
            }
            default -> {}
        }
    }

    /**
     * Reads a state of a line that was drawn over before it ended: only its counters count. If a line is drawn over for
     * very long, such as the one bar of a whole training, some of its states count like lines.
     *
     * @param counts whether this state counts like a line in any case
     */
    public void redrawn(byte[] buffer, int from, int to, boolean counts) {
        redrawn++;
        Shape shape = look(buffer, from, to);
        LineMeaning meaning = shape.meaning;
        if (meaning.kind() != Kind.RECORD || header != null && header.row(line) != null) {
            return;
        }
        if (counts || redrawn > MANY_REDRAWN && redrawn % COUNTED_REDRAWN == 0) {
            record(shape);
        } else if (meaning.hasCounter() && ranks.hears(meaning, line)) {
            position.count(meaning.counters(), meaning.part() != null, line);
        }
    }

    private Shape look(byte[] buffer, int from, int to) {
        line.scan(buffer, from, to - from > LONGEST_LINE ? from : to);
        return shapes.of(line);
    }

    private void record(Shape shape) {
        LineMeaning meaning = shape.meaning;
        if (!meaning.hasMetrics() && !meaning.hasCounter()) {
            return;
        }
        if (above.isInCode(meaning) || !ranks.hears(meaning, line)) {
            return;
        }
        boolean led = meaning.lead() >= 0 && !ranks.labelled() && !meaning.hasCounter();
        boolean placed = led
                ? position.step(CounterWord.STEP, line.number(meaning.lead()), 0)
                : meaning.hasCounter() && position.count(meaning.counters(), meaning.part() != null, line);
        above.record(meaning, placed, meaning.hasCounter() && position.nested());
        boolean believed = placed || meaning.metrics().telling() || meaning.part() != null;
        if (believed || above.vouchFor(position.counter())) {
            Telling telling =
                    shape.telling(meaning.part() == null && !meaning.metrics().dict() ? above.part() : null, !believed);
            if (!telling.isEmpty()) {
                tell(
                        telling,
                        meaning,
                        placed,
                        placed && (led || meaning.counters().step() != null));
            }
        }
    }

    private void tell(Telling telling, LineMeaning meaning, boolean placed, boolean stepped) {
        double[] numbers = telling.numbers(line);
        List<Name> told = telling.names(names);
        boolean ofEpoch = meaning.counters().epoch() != null;
        long step = position.step(told, numbers, stepped, ofEpoch, above.isAlone());
        if (step < 0) {
            return;
        }
        int date = meaning.prefix().date();
        long dated = date < 0 ? UnixTime.UNKNOWN : clock.read(line, date);
        long timeMs = dated == UnixTime.UNKNOWN ? now.getAsLong() : dated;
        StepCounter counter = position.counter();
        plan.tell(counter, timeMs);
        counter.told();
        boolean validation =
                above.part() != null || telling.allInPart() || telling.anyInPart() && (stepped || !ofEpoch);
        Measured.Kind kind = validation ? Measured.Kind.VALIDATION : position.kind(stepped, ofEpoch);
        Place place = new Place(timeMs, kind, step, counter.epoch());
        if (telling.shape() != null) {
            names.hand(told, telling.shape(), numbers, place);
        } else {
            names.tell(told, numbers, place, placed);
            telling.keep(told, names);
        }
    }

    /** Takes a row of numbers under a line of names; returns false if the line is not a row. */
    private boolean isRow() {
        List<Value> values = header.row(line);
        if (values == null) {
            header = ++sinceHeader > HEADER_REACHES ? null : header;
            return false;
        }
        sinceHeader = 0;
        above.training();
        boolean counted = !header.ofClasses();
        if (counted) {
            position.count(header.counters(line), false, line);
            above.counter();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        values.forEach(value -> numbers.put(value.name(), value.read(line)));
        tell(numbers, counted ? Measured.Kind.EPOCH : Measured.Kind.VALIDATION, counted);
        return true;
    }

    private void tell(Table whole) {
        boolean ofEpoch = !Double.isNaN(whole.epoch());
        if (ofEpoch) {
            position.epoch(whole.epoch());
        }
        boolean counted = whole.counts() != null && position.step(whole.counts(), whole.step(), 0) || ofEpoch;
        if (counted || whole.numbers().keySet().stream().anyMatch(MetricWord::isIn)) {
            tell(whole.numbers(), Measured.Kind.STEP, counted);
        }
    }

    private void tell(Map<String, Double> numbers, Measured.Kind kind, boolean counted) {
        List<Name> told = new ArrayList<>();
        numbers.keySet().forEach(name -> told.add(names.name(name)));
        double[] values =
                numbers.values().stream().mapToDouble(Double::doubleValue).toArray();
        StepCounter counter = position.counter();
        long step = position.step(told, values, counted && counter.counted(), false, above.isAlone());
        if (step >= 0 && values.length > 0) {
            long timeMs = now.getAsLong();
            plan.tell(counter, timeMs);
            names.tell(told, values, new Place(timeMs, kind, step, counter.epoch()), counted);
        }
    }
}
