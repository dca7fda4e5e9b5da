package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.text.Safe;
import java.util.List;

/** The names of runs where there is little room: what they begin with in common tells nothing, and goes first. */
final class ShortNames {
    private static final String SEPARATORS = "-_./ ";

    /** Characters: less is not worth an ellipsis. */
    private static final int LEAST_START = 4;

    private final List<String> names;
    private final int start;

    ShortNames(Comparison comparison) {
        names = comparison.runs().stream().map(run -> Safe.forCells(run.name())).toList();
        start = commonStart(names);
    }

    /** Up to the last separator before which all are the same. */
    private static int commonStart(List<String> names) {
        String first = names.get(0);
        int same = names.stream().mapToInt(name -> same(first, name)).min().orElse(0);
        while (same > 0 && SEPARATORS.indexOf(first.charAt(same - 1)) < 0) {
            same--;
        }
        int common = same;
        boolean leavesSome = names.stream().allMatch(name -> name.length() > common);
        return names.size() > 1 && common >= LEAST_START && leavesSome ? common : 0;
    }

    private static int same(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }

    /** Characters of the longest. */
    int longest() {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    /** The name of the run at that place: all of it if there is room, or as much as tells most. */
    String shown(int place, int width, Glyphs glyphs) {
        String name = names.get(place);
        return name.length() <= width || start == 0
                ? Text.cutMiddle(name, width, glyphs)
                : Text.cutMiddle(glyphs.ellipsis() + name.substring(start), width, glyphs);
    }

    /** The name at that place, without the beginning that it shares with the others, if it does not fit whole. */
    String ending(int place, int width, Glyphs glyphs) {
        String name = names.get(place);
        return name.length() <= width ? name : Text.cut(name.substring(start), width, glyphs);
    }
}
