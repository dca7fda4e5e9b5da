package io.traindeck.dashboard.picture;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import io.traindeck.dashboard.draw.Picture;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Screens as an SVG, one after another if there are several. Each line of a screen is drawn once for all the screens that
 * show it, and is visible while they are.
 */
final class SvgFilm {
    private static final double CELL_WIDTH = 8.4;
    private static final double CELL_HEIGHT = 17;
    private static final double BASELINE = 12.7;
    private static final double MARGIN = 12;

    private final List<Picture> screens;
    private final double seconds;
    private final String background;
    private final Map<String, String> classes = new LinkedHashMap<>();

    /**
     * @param screens of one size; the last one is what a program that knows no animation shows
     * @param seconds from the first screen to the next showing of it
     */
    SvgFilm(List<Picture> screens, double seconds) {
        this.screens = List.copyOf(screens);
        this.seconds = seconds;
        background = hex(screens.get(0).cell(0, 0).getBackgroundColor());
    }

    /** The text of the file. */
    String svg() {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < screens.get(0).height(); row++) {
            int y = row;
            Map<String, BitSet> shown = new LinkedHashMap<>();
            for (int i = 0; i < screens.size(); i++) {
                String drawn = line(screens.get(i), y);
                shown.computeIfAbsent(drawn, line -> new BitSet()).set(i);
            }
            shown.forEach((line, when) -> lines.append(timed(line, when)));
        }
        double width = screens.get(0).width() * CELL_WIDTH + 2 * MARGIN;
        double height = screens.get(0).height() * CELL_HEIGHT + 2 * MARGIN;
        String style = classes.entrySet().stream()
                .map(entry -> "." + entry.getValue() + "{" + entry.getKey() + "}")
                .collect(Collectors.joining());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " + number(height)
                + "\" font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"14\">\n"
                + "<style>" + style + "</style>\n"
                + "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"" + background + "\"/>\n" + lines + "</svg>\n";
    }

    private String timed(String line, BitSet when) {
        if (line.isEmpty()) {
            return "";
        }
        if (when.cardinality() == screens.size()) {
            return line + "\n";
        }
        List<String> times = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < screens.size(); i++) {
            if (i == 0 || when.get(i) != when.get(i - 1)) {
                times.add(String.format(Locale.ROOT, "%.4f", (double) i / screens.size()));
                values.add(when.get(i) ? "visible" : "hidden");
            }
        }
        String atRest = when.get(screens.size() - 1) ? "" : " visibility=\"hidden\"";
        return "<g" + atRest + "><animate attributeName=\"visibility\" calcMode=\"discrete\" dur=\"" + number(seconds)
                + "s\" repeatCount=\"indefinite\" keyTimes=\"" + String.join(";", times) + "\" values=\""
                + String.join(";", values) + "\"/>" + line + "</g>\n";
    }

    private String line(Picture screen, int y) {
        StringBuilder line = new StringBuilder();
        for (int x = 0; x < screen.width(); ) {
            int end = x + 1;
            while (end < screen.width() && look(screen.cell(end, y)).equals(look(screen.cell(x, y)))) {
                end++;
            }
            append(line, screen, x, end, y);
            x = end;
        }
        return line.toString();
    }

    private void append(StringBuilder line, Picture screen, int from, int to, int y) {
        Look look = look(screen.cell(from, y));
        if (!look.ground().equals(background)) {
            line.append("<rect x=\"").append(column(from)).append("\" y=\"").append(number(MARGIN + y * CELL_HEIGHT));
            line.append("\" width=\"").append(number((to - from) * CELL_WIDTH)).append("\" height=\"");
            line.append(number(CELL_HEIGHT))
                    .append("\" fill=\"")
                    .append(look.ground())
                    .append("\"/>");
        }
        StringBuilder text = new StringBuilder();
        for (int x = from; x < to; x++) {
            text.append(screen.cell(x, y).getCharacterString());
        }
        int blanks = text.length() - text.toString().stripLeading().length();
        String words = text.toString().strip();
        if (!words.isEmpty()) {
            line.append("<text class=\"")
                    .append(named(look.style()))
                    .append("\" x=\"")
                    .append(column(from + blanks));
            line.append("\" y=\"")
                    .append(number(MARGIN + y * CELL_HEIGHT + BASELINE))
                    .append("\" textLength=\"");
            line.append(number(words.length() * CELL_WIDTH)).append("\">");
            line.append(words.replace("&", "&amp;").replace("<", "&lt;").replace(' ', '\u00a0'))
                    .append("</text>");
        }
    }

    /**
     * How a cell looks, besides its character.
     *
     * @param style of its character, as CSS
     * @param ground its background
     */
    private record Look(String style, String ground) {}

    private static Look look(TextCharacter cell) {
        boolean reversed = cell.getModifiers().contains(SGR.REVERSE);
        String front = hex(reversed ? cell.getBackgroundColor() : cell.getForegroundColor());
        String ground = hex(reversed ? cell.getForegroundColor() : cell.getBackgroundColor());
        String weight = cell.getModifiers().contains(SGR.BOLD) ? ";font-weight:bold" : "";
        return new Look("fill:" + front + weight, ground);
    }

    private String named(String style) {
        return classes.computeIfAbsent(style, unknown -> "c" + classes.size());
    }

    private static String hex(TextColor color) {
        return String.format("#%02x%02x%02x", color.getRed(), color.getGreen(), color.getBlue());
    }

    private static String column(int x) {
        return number(MARGIN + x * CELL_WIDTH);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
