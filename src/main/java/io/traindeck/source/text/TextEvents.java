package io.traindeck.source.text;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.text.LineMeaning.Counter;
import io.traindeck.source.text.LineMeaning.Kind;
import io.traindeck.source.text.LineMeaning.Value;
import io.traindeck.source.text.ToldNames.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads what a training program prints, line by line, and hands on what it measured. What it hands on depends on the
 * lines before alone, not on when they were read.
 *
 * <p>For one thread.
 */
public final class TextEvents {
    /** Bytes of the longest line that is looked at; longer ones are dumps. */
    private static final int LONGEST_LINE = 1 << 15;

    /** Shapes that are remembered; a log has some dozens, prose has one a line. */
    private static final int MOST_SHAPES = 8192;

    /** Lines below source code in which numbers count only if the line tells its step. */
    private static final int CODE_REACHES = 8;

    /** Lines below a counter in which a number with a name counts, whatever the name. */
    private static final int COUNTER_REACHES = 100;

    /** Lines below a header in which a row may come. */
    private static final int HEADER_REACHES = 16;

    /** States of one line after which one in so many counts as a line. */
    private static final int MANY_REDRAWN = 1000;

    private static final int COUNTED_REDRAWN = 100;

    private static final double MOST_STEPS = 1e15;

    private final LineTokens line = new LineTokens();
    private final LineGrammar grammar = new LineGrammar();
    private final Map<Long, Shape> shapes = new HashMap<>();
    private final LineTime clock = new LineTime();
    private final StepCounter counter = new StepCounter();
    private final ToldNames names;
    private final TextPlan plan;

    /** The part that the lines are about until a line of training comes; null if they are of training. */
    private String part;

    /** The table that is being read; null if none is. */
    private Table table;

    /** The names above the columns of numbers that are being read; null if there are none. */
    private HeaderRow header;

    private int sinceHeader;

    private int sinceCode = CODE_REACHES;
    private int sinceCounter = COUNTER_REACHES;
    /** States of the line that were drawn over so far. */
    private int redrawn;

    /** The next line repeats an earlier one. */
    private boolean quoted;

    private boolean labelled;

    /** The process whose lines count; -1 until one has told something. */
    private long rank = -1;

    /** Steps that were counted because a line did not tell its own. */
    private long extra;

    /** The epoch of the last line that told one but no step, and how often the step had been told then. */
    private double toldEpoch;

    private long movesOfEpoch;

    /** @param into takes {@link Measured} and {@link TrainEvent.Described} */
    public TextEvents(Consumer<? super TrainEvent> into) {
        names = new ToldNames(into);
        plan = new TextPlan(into);
    }

    /** What is known of the lines of one shape. */
    private static final class Shape {
        final LineMeaning meaning;
        final Map<String, Telling> tellings = new HashMap<>(2);

        Shape(LineMeaning meaning) {
            this.meaning = meaning;
        }
    }

    /** The numbers of a shape's lines that are told under one part. */
    private static final class Telling {
        final List<Value> values;
        List<Name> names;
        Names shape;
        boolean anyIn;
        boolean allIn;

        Telling(List<Value> values) {
            this.values = values;
        }
    }

    /** The next line: {@code buffer[from, to)}, without its end. */
    public void line(byte[] buffer, int from, int to) {
        redrawn = 0;
        LineMeaning meaning = look(buffer, from, to);
        if (meaning.kind() == Kind.ROW) {
            table = table == null ? new Table() : table;
            table.row(line);
            return;
        }
        if (table != null && !line.is(0, '|')) {
            tell(table);
            table = null;
        }
        if (header != null && isUnderHeader()) {
            return;
        }
        sinceCode = Math.min(sinceCode + 1, CODE_REACHES);
        sinceCounter = Math.min(sinceCounter + 1, COUNTER_REACHES);
        switch (meaning.kind()) {
            case CODE -> sinceCode = 0;
            case QUOTE -> quoted = true;
            case TITLE -> part = meaning.part();
            case RECORD -> {
                if (!quoted) {
                    record(meaning);
                }
                quoted = false;
            }
            case HEADER -> {
                header = HeaderRow.of(line);
                sinceHeader = 0;
            }
            default -> {}
        }
    }

    /**
     * A state of a line that was drawn over before it ended: only its counters count. But of a line that is drawn over for
     * very long, as the one bar of a whole training, a state counts now and then.
     */
    public void redrawn(byte[] buffer, int from, int to) {
        if (++redrawn > MANY_REDRAWN && redrawn % COUNTED_REDRAWN == 0) {
            record(look(buffer, from, to));
            return;
        }
        LineMeaning meaning = look(buffer, from, to);
        boolean row = header != null && header.row(line) != null;
        if (meaning.kind() == Kind.RECORD && meaning.hasCounter() && !row && isHeard(meaning)) {
            count(meaning);
        }
    }

    /** Takes a row of numbers under a line of names. */
    private boolean isUnderHeader() {
        List<Value> values = header.row(line);
        if (values == null) {
            header = ++sinceHeader > HEADER_REACHES ? null : header;
            return false;
        }
        sinceHeader = 0;
        boolean classes = header.ofClasses();
        if (!classes) {
            int at = line.is(0, '|') ? 1 : 0;
            int total = line.is(at + 1, '/') && line.isNumber(at + 2) ? at + 2 : -1;
            CounterWord counts = CounterWord.single(header.names().get(0));
            counts = counts == null ? CounterWord.EPOCH : counts;
            Counter told = new Counter(counts, at, total, false);
            boolean ofEpoch = counts == CounterWord.EPOCH;
            count(new LineMeaning(Kind.RECORD, -1, -1, -1, ofEpoch ? told : null, ofEpoch ? null : told, null, true, true, values));
            sinceCounter = 0;
        }
        part = null;
        Map<String, Double> numbers = new LinkedHashMap<>();
        values.forEach(value -> numbers.put(value.name(), value.read(line)));
        tell(numbers, classes ? Measured.Kind.VALIDATION : Measured.Kind.EPOCH, !classes);
        return true;
    }

    private void tell(Table table) {
        if (!Double.isNaN(table.epoch())) {
            counter.epoch(table.epoch());
        }
        boolean stepped = table.counts() != null && table.step() >= 0 && table.step() < MOST_STEPS;
        if (stepped) {
            counter.count(table.counts(), (long) table.step(), 0);
            extra = 0;
        }
        boolean counted = stepped || !Double.isNaN(table.epoch());
        if (counted || table.numbers().keySet().stream().anyMatch(MetricWord::isIn)) {
            tell(table.numbers(), Measured.Kind.STEP, counted);
        }
    }

    private void tell(Map<String, Double> numbers, Measured.Kind kind, boolean counted) {
        List<Name> told = new ArrayList<>();
        numbers.keySet().forEach(name -> told.add(names.name(name)));
        double[] values = numbers.values().stream().mapToDouble(Double::doubleValue).toArray();
        if (values.length == 0 || told.contains(null)) {
            return;
        }
        long step = counted && counter.counted() ? counter.step() : step(told, values, LineMeaning.NOTHING, false);
        if (step >= 0) {
            plan.tell(counter, 0);
            names.tell(told, values, new Place(0, kind, step, counter.epoch()), counted);
        }
    }

    private Shape shape;

    private LineMeaning look(byte[] buffer, int from, int to) {
        if (to - from > LONGEST_LINE) {
            return LineMeaning.NOTHING;
        }
        line.scan(buffer, from, to);
        if (line.count() == 0) {
            return LineMeaning.NOTHING;
        }
        shape = shapes.get(line.shape());
        if (shape == null) {
            if (shapes.size() >= MOST_SHAPES) {
                shapes.clear();
            }
            shape = new Shape(grammar.read(line));
            shapes.put(line.shape(), shape);
        }
        return shape.meaning;
    }

    private void record(LineMeaning meaning) {
        if (meaning.values().isEmpty() && !meaning.hasCounter()) {
            return;
        }
        boolean inCode = sinceCode < CODE_REACHES;
        if (inCode && (!meaning.hasCounter() || meaning.values().isEmpty()) || !isHeard(meaning)) {
            return;
        }
        boolean placed = meaning.hasCounter() && count(meaning);
        boolean led = lead(meaning);
        if (meaning.part() != null) {
            part = meaning.part();
        } else if (meaning.training() || placed || led) {
            part = null;
        }
        if (placed || led) {
            sinceCounter = 0;
            sinceCode = CODE_REACHES;
        }
        if (!meaning.values().isEmpty()) {
            tell(meaning, placed || led, meaning.step() != null && placed || led);
        }
    }

    /** Whether the line is of the process whose lines count, and not a copy that another one has written. */
    private boolean isHeard(LineMeaning meaning) {
        long from = -1;
        if (meaning.rank() < -1) {
            from = -2L - meaning.rank();
        } else if (meaning.rank() >= 0) {
            from = (long) line.number(meaning.rank());
        } else if (meaning.lead() >= 0 && (labelled || meaning.hasCounter())) {
            labelled = true;
            from = (long) line.number(meaning.lead());
        }
        if (from < 0) {
            return true;
        }
        if (rank < 0 && !meaning.values().isEmpty()) {
            rank = from;
        }
        return rank < 0 || rank == from;
    }

    /** Takes the line's counters; returns whether they say where it stands. */
    private boolean count(LineMeaning meaning) {
        Counter epoch = meaning.epoch();
        if (epoch != null) {
            double told = line.number(epoch.at());
            if (Math.floor(told) < Math.floor(counter.epoch())) {
                extra = 0;
            }
            counter.epoch(told);
            if (epoch.total() >= 0) {
                plan.epochs(line.number(epoch.total()));
            }
        }
        Counter step = meaning.step();
        if (step == null) {
            return epoch != null;
        }
        double value = line.number(step.at());
        double total = step.total() < 0 ? 0 : line.number(step.total());
        boolean inPart = meaning.part() != null && (step.total() >= 0 || step.counts() == CounterWord.BATCH);
        if (!(value >= 0 && value < MOST_STEPS) || inPart) {
            return false;
        }
        long before = counter.step();
        if (step.bar()) {
            counter.bar((long) value, (long) total);
        } else {
            counter.count(step.counts(), (long) value, (long) total);
        }
        extra = counter.step() == before ? extra : 0;
        return true;
    }

    /** Takes a number in front of the line for its step, as boosting libraries write it. */
    private boolean lead(LineMeaning meaning) {
        if (meaning.lead() < 0 || labelled || meaning.values().isEmpty() || meaning.hasCounter()) {
            return false;
        }
        counter.count(CounterWord.STEP, (long) line.number(meaning.lead()), 0);
        return true;
    }

    private void tell(LineMeaning meaning, boolean placed, boolean stepped) {
        boolean believed = placed || meaning.telling() || part != null;
        if (!believed && sinceCounter >= COUNTER_REACHES) {
            return;
        }
        String in = meaning.part() == null ? part : null;
        String key = (in == null ? "" : in) + (believed ? "" : "?");
        Telling telling = shape.tellings.get(key);
        if (telling == null) {
            telling = new Telling(values(meaning, in, believed));
            shape.tellings.put(key, telling);
        }
        if (!telling.values.isEmpty()) {
            tell(telling, meaning, placed, stepped);
        }
    }

    private static List<Value> values(LineMeaning meaning, String in, boolean believed) {
        List<Value> values = new ArrayList<>();
        for (Value value : meaning.values()) {
            if (believed || value.explicit()) {
                values.add(in == null || Part.isIn(value.name()) ? value : value.named(in + "_" + value.name()));
            }
        }
        return values;
    }

    private void tell(Telling telling, LineMeaning meaning, boolean placed, boolean stepped) {
        double[] numbers = new double[telling.values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = telling.values.get(i).read(line);
        }
        boolean all = telling.shape != null;
        List<Name> told = all ? telling.names : names(telling);
        if (told.size() != numbers.length) {
            return;
        }
        long timeMs = meaning.date() < 0 ? 0 : clock.read(line, meaning.date());
        long step = step(told, numbers, meaning, stepped);
        if (step < 0) {
            return;
        }
        plan.tell(counter, timeMs);
        counter.told();
        Place place = new Place(timeMs, kind(telling, meaning, stepped), step, counter.epoch());
        if (all) {
            names.hand(told, telling.shape, numbers, place);
            return;
        }
        names.tell(told, numbers, place, placed);
        if (told.stream().allMatch(Name::isMetric)) {
            telling.names = told;
            telling.shape = Names.of(told.stream().map(name -> name.name).toList());
        }
    }

    private List<Name> names(Telling telling) {
        List<Name> told = new ArrayList<>(telling.values.size());
        telling.anyIn = false;
        telling.allIn = true;
        for (Value value : telling.values) {
            Name name = names.name(value.name());
            if (name != null) {
                told.add(name);
            }
            boolean in = Part.isIn(value.name());
            telling.anyIn |= in;
            telling.allIn &= in;
        }
        return told;
    }

    /** The step at which the line's numbers were measured; -1 if it is a copy of the line before. */
    private long step(List<Name> told, double[] numbers, LineMeaning meaning, boolean stepped) {
        if (stepped) {
            return counter.step();
        }
        boolean epochs = !Double.isNaN(counter.epoch());
        if (counter.counted()) {
            long step = (meaning.epoch() != null ? counter.stepOfEpoch() : counter.step()) + extra;
            // The epoch goes on, but the counter does not.
            boolean stuck = meaning.epoch() != null && counter.moves() == movesOfEpoch && counter.epoch() != toldEpoch;
            if (meaning.epoch() != null) {
                movesOfEpoch = counter.moves();
                toldEpoch = counter.epoch();
            }
            if (stuck && ToldNames.repeats(told, step) && !ToldNames.same(told, numbers)) {
                extra++;
                step++;
            }
            return step;
        }
        long step = (epochs ? (long) Math.floor(counter.epoch()) : 1) + extra;
        if (ToldNames.repeats(told, step)) {
            if (epochs && ToldNames.same(told, numbers)) {
                return -1;
            }
            extra++;
            step++;
        }
        return step;
    }

    private Measured.Kind kind(Telling telling, LineMeaning meaning, boolean stepped) {
        if (part != null || telling.allIn || telling.anyIn && (stepped || meaning.epoch() == null)) {
            return Measured.Kind.VALIDATION;
        }
        boolean ofEpoch = !stepped && (meaning.epoch() != null || !counter.counted() && !Double.isNaN(counter.epoch()));
        return ofEpoch ? Measured.Kind.EPOCH : Measured.Kind.STEP;
    }
}
