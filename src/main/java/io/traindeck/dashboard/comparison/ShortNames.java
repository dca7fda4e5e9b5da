package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The names of runs where there is little room. A beginning that all have in common tells nothing, and is left out
 * first.
 */
final class ShortNames {
    private static final String SEPARATORS = "-_./ ";

    /** The minimum number of characters of a common beginning that is left out: fewer are not worth an ellipsis. */
    private static final int LEAST_START = 4;

    private final List<String> names;
    private final int start;

    /**
     * The number of last characters that names keep if they are wider than {@link #endWidth}; -1 as long as it is not
     * known.
     */
    private int end = -1;

    private int endWidth;

    ShortNames(Comparison comparison) {
        names = comparison.runs().stream().map(run -> Safe.forCells(run.name())).toList();
        start = commonStart(names);
    }

    /**
     * The length of the beginning that all names have in common, up to a separator; 0 if it is not worth leaving out.
     */
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

    /** The characters of the longest name. */
    int longest() {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * The name of the run at that place: all of it if there is room, or the part that tells most. As few names as
     * possible look the same.
     */
    String shown(int place, int width, Glyphs glyphs) {
        if (width < 2) {
            return Text.cut(names.get(place), width, glyphs);
        }
        if (end < 0 || endWidth != width) {
            end = tellingEnd(width, glyphs);
            endWidth = width;
        }
        return shown(place, width, end, glyphs);
    }

    private String shown(int place, int width, int kept, Glyphs glyphs) {
        String name = names.get(place);
        return name.length() <= width || start == 0
                ? Text.cutMiddle(name, width, kept, glyphs)
                : Text.cutMiddle(glyphs.ellipsis() + name.substring(start), width, kept, glyphs);
    }

    /**
     * The number of last characters that tells most names apart; of several such numbers, the nearest to half of the
     * width.
     */
    private int tellingEnd(int width, Glyphs glyphs) {
        int half = width / 2;
        int best = half;
        long told = 0;
        for (int i = 0; i < 2 * width && told < names.size(); i++) {
            int kept = half + (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
            if (kept >= 0 && kept < width) {
                long different = IntStream.range(0, names.size())
                        .mapToObj(place -> shown(place, width, kept, glyphs))
                        .distinct()
                        .count();
                best = different > told ? kept : best;
                told = Math.max(told, different);
            }
        }
        return best;
    }

    /** The name at that place, without the beginning that it shares with the others, if it does not fit whole. */
    String ending(int place, int width, Glyphs glyphs) {
        String name = names.get(place);
        return name.length() <= width ? name : Text.cut(name.substring(start), width, glyphs);
    }
}
