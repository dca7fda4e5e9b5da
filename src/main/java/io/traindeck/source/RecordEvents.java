package io.traindeck.source;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.source.EventSource.Sink;
import io.traindeck.source.RecordShape.About;
import io.traindeck.source.RecordShape.Counters;
import io.traindeck.source.RecordShape.Metrics;
import java.util.Map;
import java.util.Set;

/**
 * Makes events of the records of one log, in their order.
 *
 * <p>A first record without any counter may describe the run or be its first row. The second record decides: only in a
 * log that counts nothing has it no counter either. A first record that holds nothing but numbers is a row at once.
 */
final class RecordEvents {
    private final RecordShapes shapes = new RecordShapes();
    private final StepAxis axis = new StepAxis();
    private final TextFacts facts = new TextFacts();
    private Plan plan = Plan.UNKNOWN;
    private Goal goal;

    /** The first record and its shape, while it is not known what the record is. */
    private FlatRecord held;

    private RecordShape heldShape;

    private boolean begun;

    /** Whether the plan or the goal has changed since they were handed on. */
    private boolean news;

    /** Whether an epoch was told that is not whole. */
    private boolean tellsParts;

    /** Returns the events of a log whose list of records holds rows only: no record describes the run. */
    static RecordEvents ofRowsAlone() {
        RecordEvents events = new RecordEvents();
        events.begun = true;
        return events;
    }

    /** Hands on what the record says, and returns its shape. */
    RecordShape take(FlatRecord record, Sink into) {
        RecordShape shape = shapes.of(record);
        if (shape.about == About.NOTHING) {
            return shape;
        }
        if (!begun && shape.about == About.METRICS) {
            begun = true;
            if (shape.counters.none() && !hasNumbersOnly(record)) {
                held = record;
                heldShape = shape;
                return shape;
            }
        }
        if (held != null) {
            FlatRecord first = held;
            held = null;
            if (shape.counters.none()) {
                handOn(first, heldShape, into);
            } else {
                tellAll(first);
                planOf(first, true);
            }
        }
        handOn(record, shape, into);
        return shape;
    }

    private static boolean hasNumbersOnly(FlatRecord record) {
        for (int i = 0; i < record.size(); i++) {
            if (!record.isNumber(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether texts of that name differ from record to record, so that they are no facts. */
    boolean varies(String name) {
        return facts.varies(name);
    }

    /**
     * Hands on a description of the run.
     *
     * @param updates whether the steps of the log are updates, so that a planned number of updates is its length
     * @param aim the goal of the run; null if nothing new is known of it
     */
    void describe(FlatRecord settings, boolean updates, Goal aim, Sink into) {
        tellAll(settings);
        planOf(settings, updates);
        if (aim != null && !aim.equals(goal)) {
            goal = aim;
            news = true;
        }
        handOnNews(Times.UNKNOWN, into);
    }

    private void handOn(FlatRecord record, RecordShape shape, Sink into) {
        if (hasMetrics(shape)) {
            seeTexts(record, shape);
            handOnNumbers(record, shape, into);
        } else {
            boolean settings = shape.about == About.SETTINGS;
            tellAll(record, settings ? Counters.NONE : shape.counters);
            if (settings) {
                planOf(record, true);
            }
            handOnNews(Times.UNKNOWN, into);
        }
    }

    /** Returns whether the last record of that shape is a row. */
    private static boolean hasMetrics(RecordShape shape) {
        return shape.about == About.METRICS && !(shape.repeats && shape.seen == 1);
    }

    private void tellAll(FlatRecord record) {
        tellAll(record, Counters.NONE);
    }

    /** Tells all fields of a record except its counters and its time. */
    private void tellAll(FlatRecord record, Counters counters) {
        boolean dllogger = RecordNames.isDllogger(record);
        for (int i = 0; i < record.size(); i++) {
            boolean counts = i == counters.step() || i == counters.epoch() || i == counters.time();
            if (!counts && !(dllogger && RecordNames.isEnvelope(record.name(i)))) {
                tellField(record, i);
            }
        }
    }

    private void tellField(FlatRecord record, int field) {
        if (!record.text(field).equals("null") && !RecordNames.isNoise(record.name(field))) {
            facts.tell(path(record, field), record.text(field));
        }
    }

    private static String path(FlatRecord record, int field) {
        String name = record.name(field);
        return RecordNames.isDllogger(record) ? RecordNames.withinData(name) : name;
    }

    private void seeTexts(FlatRecord record, RecordShape shape) {
        for (int i = 0; i < record.size(); i++) {
            if (RecordNames.isSetting(record.name(i))) {
                tellField(record, i);
            } else if (isText(record, shape, i)) {
                facts.see(record.name(i), record.text(i));
            }
        }
    }

    /** Returns whether the field is a text that may be a fact: not the time, and not the name of a part of the data. */
    private static boolean isText(FlatRecord record, RecordShape shape, int field) {
        return record.isText(field) && field != shape.counters.time() && !RecordNames.isPart(record.name(field));
    }

    /** Returns whether records with the same texts would tell nothing but their numbers; texts that vary may differ. */
    boolean tellsNumbersAlone(FlatRecord record, RecordShape shape) {
        boolean settled = held == null && hasMetrics(shape);
        for (int i = 0; settled && i < record.size(); i++) {
            settled = !isText(record, shape, i) || facts.isSettled(record.name(i), record.text(i));
        }
        return settled;
    }

    /**
     * Hands on what the numbers of a record say. Its texts must be those of the record of its shape that was
     * {@linkplain #take taken} last.
     */
    void handOnNumbers(FlatRecord record, RecordShape shape, Sink into) {
        int timeField = shape.counters.time();
        long time = timeField < 0 ? Times.UNKNOWN : record.time(timeField);
        plan(record, shape);
        handOnNews(time, into);
        StepAxis.Place place =
                axis.place(shape, number(record, shape.counters.step()), number(record, shape.counters.epoch()));
        Metrics metrics = shape.metrics;
        if (metrics.fields().length == 0) {
            return;
        }
        double[] numbers = new double[metrics.fields().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = record.number(metrics.fields()[i]);
        }
        into.take(new TrainEvent.Measured(
                time,
                kind(shape, place.epoch()),
                place.step(),
                place.epoch(),
                null,
                metrics.names().with(numbers)));
    }

    private static double number(FlatRecord record, int field) {
        return field < 0 ? Double.NaN : record.number(field);
    }

    private Kind kind(RecordShape shape, double epoch) {
        // If parts of an epoch are told, records with an epoch are not about whole epochs.
        tellsParts |= !Double.isNaN(epoch) && epoch != Math.rint(epoch);
        if (shape.validation) {
            return Kind.VALIDATION;
        }
        boolean isRow = shape.counters.step() < 0 && shape.counters.epoch() >= 0 && !tellsParts;
        return isRow ? Kind.EPOCH : Kind.STEP;
    }

    private void plan(FlatRecord record, RecordShape shape) {
        double steps = number(record, shape.lengths.steps());
        double epochs = number(record, shape.lengths.epochs());
        plan(steps >= 1 ? (long) steps : plan.steps(), epochs >= 1 ? (int) Math.ceil(epochs) : plan.epochs());
    }

    private void planOf(FlatRecord settings, boolean updates) {
        for (int i = 0; i < settings.size(); i++) {
            String path = path(settings, i);
            String name = path.substring(path.lastIndexOf('/') + 1);
            boolean own = path.equals(name) || RecordNames.isSetting(path);
            double number = own && settings.isNumber(i) ? settings.number(i) : 0;
            if (number >= 1 && RecordNames.isPlannedEpochs(name)) {
                plan(plan.steps(), (int) Math.ceil(number));
            } else if (number >= 1 && updates && RecordNames.isPlannedSteps(name)) {
                plan((long) number, plan.epochs());
            }
        }
    }

    private void plan(long steps, int epochs) {
        if (steps != plan.steps() || epochs != plan.epochs()) {
            plan = Plan.of(steps, epochs, 0);
            news = true;
        }
    }

    private void handOnNews(long time, Sink into) {
        Map<String, String> told = facts.takeNews();
        if (news || !told.isEmpty()) {
            news = false;
            into.take(new TrainEvent.Described(time, new Description(plan, goal, Set.of(), told)));
        }
    }
}
