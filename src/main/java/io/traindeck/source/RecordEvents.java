package io.traindeck.source;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.source.EventSource.Sink;
import io.traindeck.source.RecordShape.About;
import io.traindeck.source.RecordShape.Metrics;
import java.util.Map;

/**
 * Makes events of the records of one log, in their order.
 *
 * <p>A first record without any counter may describe the run or be its first row; the second one tells, since only in a log
 * that counts nothing would it have no counter either. A first record that holds nothing but numbers is a row at once.
 */
final class RecordEvents {
    private final RecordShapes shapes = new RecordShapes();
    private final StepAxis axis = new StepAxis();
    private final TextFacts facts = new TextFacts();
    private Plan plan = Plan.UNKNOWN;

    /** The first record, while nobody knows what it is. */
    private FlatRecord held;

    private boolean begun;

    /** Whether the plan has changed since it was handed on. */
    private boolean planNews;

    /** Of a log that has nothing but rows in its list of records: none of them describes the run. */
    static RecordEvents ofRowsAlone() {
        RecordEvents events = new RecordEvents();
        events.begun = true;
        return events;
    }

    /** Hands on what the record says, and tells the shape that it has. */
    RecordShape take(FlatRecord record, Sink into) {
        RecordShape shape = shapes.of(record);
        if (shape.about == About.NOTHING) {
            return shape;
        }
        if (!begun && shape.about == About.METRICS) {
            begun = true;
            if (shape.counters.none() && !hasNumbersOnly(record)) {
                held = record;
                return shape;
            }
        }
        if (held != null) {
            FlatRecord first = held;
            held = null;
            if (shape.counters.none()) {
                handOn(first, shapes.of(first), into);
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

    /** Whether a text of that name differs from record to record, and says nothing that counts. */
    boolean varies(String name) {
        return facts.varies(name);
    }

    /** Hands on what the run is, from a log whose steps are no updates. */
    void describe(FlatRecord settings, Sink into) {
        tellAll(settings);
        planOf(settings, false);
        handOnNews(Times.UNKNOWN, into);
    }

    private void handOn(FlatRecord record, RecordShape shape, Sink into) {
        if (shape.about == About.METRICS && !(shape.repeats && shape.seen == 1)) {
            seeTexts(record, shape);
            handOnNumbers(record, shape, into);
        } else {
            tellAll(record);
            if (shape.about == About.SETTINGS) {
                planOf(record, true);
            }
            handOnNews(Times.UNKNOWN, into);
        }
    }

    private void tellAll(FlatRecord record) {
        boolean dllogger = RecordNames.isDllogger(record);
        for (int i = 0; i < record.size(); i++) {
            if (!dllogger || !RecordNames.isEnvelope(record.name(i))) {
                tellField(record, i);
            }
        }
    }

    private void tellField(FlatRecord record, int field) {
        if (!record.text(field).equals("null") && !RecordNames.isNoise(record.name(field))) {
            facts.tell(RecordNames.isDllogger(record) ? RecordNames.withinData(record.name(field)) : record.name(field), record.text(field));
        }
    }

    private void seeTexts(FlatRecord record, RecordShape shape) {
        for (int i = 0; i < record.size(); i++) {
            String name = record.name(i);
            if (RecordNames.isSetting(name)) {
                tellField(record, i);
            } else if (record.isText(i) && i != shape.counters.time() && !RecordNames.isPart(name)) {
                facts.see(name, record.text(i));
            }
        }
    }

    /**
     * Hands on what the numbers of a record say whose texts are those of the last record of its shape that was {@linkplain
     * #take taken}.
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
                kind(shape),
                place.step(),
                place.epoch(),
                null,
                metrics.names().with(numbers)));
    }

    private static double number(FlatRecord record, int field) {
        return field < 0 ? Double.NaN : record.number(field);
    }

    private static Kind kind(RecordShape shape) {
        if (shape.validation) {
            return Kind.VALIDATION;
        }
        return shape.counters.step() < 0 && shape.counters.epoch() >= 0 ? Kind.EPOCH : Kind.STEP;
    }

    private void plan(FlatRecord record, RecordShape shape) {
        double steps = number(record, shape.lengths.steps());
        double epochs = number(record, shape.lengths.epochs());
        plan(steps >= 1 ? (long) steps : plan.steps(), epochs >= 1 ? (int) Math.ceil(epochs) : plan.epochs());
    }

    /**
     * Takes the lengths of the whole run from its settings.
     *
     * @param steps whether the steps of the log are updates, so that a number of these is a length
     */
    private void planOf(FlatRecord settings, boolean steps) {
        for (int i = 0; i < settings.size(); i++) {
            String path = settings.name(i);
            String name = path.substring(path.lastIndexOf('/') + 1);
            double number = settings.isNumber(i) ? settings.number(i) : 0;
            if (number >= 1 && RecordNames.isPlannedEpochs(name)) {
                plan(plan.steps(), (int) Math.ceil(number));
            } else if (number >= 1 && steps && RecordNames.isPlannedSteps(name)) {
                plan((long) number, plan.epochs());
            }
        }
    }

    private void plan(long steps, int epochs) {
        if (steps != plan.steps() || epochs != plan.epochs()) {
            plan = Plan.of(steps, epochs, 0);
            planNews = true;
        }
    }

    private void handOnNews(long time, Sink into) {
        Map<String, String> news = facts.takeNews();
        if (planNews || !news.isEmpty()) {
            planNews = false;
            into.take(new TrainEvent.Described(time, Description.of(plan, news)));
        }
    }
}
