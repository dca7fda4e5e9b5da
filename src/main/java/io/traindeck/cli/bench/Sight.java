package io.traindeck.cli.bench;

import io.traindeck.text.Numbers;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A picture that a benchmark waits for before it goes on. It is known by words that users see. If such a word changes, the
 * tests fail, since they run each benchmark, made small.
 *
 * @param name the name of the picture, for the message if it never comes
 */
record Sight(String name, Predicate<String> isSeen) {
    private static final String LEAVE = "q leave";

    static final Sight RUNNING =
            new Sight("a run that is RUNNING", picture -> picture.contains("RUNNING") && picture.contains(LEAVE));

    static final Sight COMPLETED = new Sight("a run that is COMPLETED", picture -> picture.contains("COMPLETED"));

    // The footer names the views that are not shown.
    static final Sight OVERVIEW = new Sight("the overview", isView("1 overview", "2 curves"));
    static final Sight CURVES = new Sight("the curves", isView("2 curves", "1 overview"));
    static final Sight EVENTS = new Sight("the events", isView("3 events", "1 overview"));

    /** The length of a log, at the end of the bar, is 0 until the log has been read through. */
    private static final Pattern LENGTH = Pattern.compile(" of [1-9]");

    static final Sight READ = new Sight(
            "a replay whose log has been read",
            picture -> LENGTH.matcher(picture).find() && picture.contains(LEAVE));

    static final Sight STANDING = new Sight("a replay that stands still", picture -> picture.contains("\n ‖ "));

    private static Predicate<String> isView(String own, String other) {
        return picture -> picture.contains(other) && !picture.contains(own);
    }

    /** Returns the picture in which the typed command is on the command line. */
    static Sight typed(String command) {
        return new Sight(command + " on the command line", picture -> picture.contains("\n" + command + " "));
    }

    /** Returns the picture of a run at a step. */
    static Sight step(long step) {
        String number = Numbers.count(step);
        Pattern header = Pattern.compile("step +" + number + " of ");
        return new Sight("step " + number, picture -> header.matcher(picture).find());
    }
}
