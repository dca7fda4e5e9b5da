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
    private static final int CELL_WIDTH = 8;
    private static final int CELL_HEIGHT = 16;
    private static final int BASELINE = 12;
    private static final int MARGIN = 12;

    private static final char FIRST_BRAILLE = '\u2800';
    private static final char LAST_BRAILLE = '\u28ff';

    /** The column and the row of the dot of each bit of a Braille character. */
    private static final String DOT_COLUMNS = "00011101";

    private static final String DOT_ROWS = "01201233";

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

    /** Returns the text of the file. */
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
        int width = screens.get(0).width() * CELL_WIDTH + 2 * MARGIN;
        int height = screens.get(0).height() * CELL_HEIGHT + 2 * MARGIN;
        String style = classes.entrySet().stream()
                .map(entry -> "." + entry.getValue() + "{" + entry.getKey() + "}")
                .collect(Collectors.joining());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height
                + "\" font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"13.3\">\n"
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
        return "<g" + atRest + "><animate attributeName=\"visibility\" calcMode=\"discrete\" dur=\"" + seconds
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
            line.append("<rect x=\"").append(column(from)).append("\" y=\"").append(MARGIN + y * CELL_HEIGHT);
            line.append("\" width=\"").append((to - from) * CELL_WIDTH).append("\" height=\"");
            line.append(CELL_HEIGHT).append("\" fill=\"").append(look.ground()).append("\"/>");
        }
        for (int x = from; x < to; ) {
            Script script = Script.of(character(screen, x, y));
            int end = x + 1;
            while (end < to && Script.of(character(screen, end, y)) == script) {
                end++;
            }
            if (script == Script.BRAILLE) {
                dots(line, look, screen, x, end, y);
            } else {
                words(line, look, screen, x, end, y);
            }
            x = end;
        }
    }

    private void words(StringBuilder line, Look look, Picture screen, int from, int to, int y) {
        StringBuilder text = new StringBuilder();
        for (int x = from; x < to; x++) {
            text.append(character(screen, x, y));
        }
        int blanks = text.length() - text.toString().stripLeading().length();
        String words = text.toString().strip();
        if (!words.isEmpty()) {
            line.append("<text class=\"").append(named("fill:" + look.style())).append("\" x=\"");
            line.append(column(from + blanks)).append("\" y=\"").append(MARGIN + y * CELL_HEIGHT + BASELINE);
            line.append("\" textLength=\"").append(words.length() * CELL_WIDTH).append("\">");
            line.append(words.replace("&", "&amp;").replace("<", "&lt;").replace(' ', '\u00a0'))
                    .append("</text>");
        }
    }

    /** Draws the dots of Braille, whose characters few fonts have in the width of a cell. */
    private void dots(StringBuilder line, Look look, Picture screen, int from, int to, int y) {
        String style = "fill:none;stroke-width:2.2;stroke-linecap:round;stroke:" + look.style();
        StringBuilder path = new StringBuilder();
        int penX = 0;
        int penY = 0;
        for (int x = from; x < to; x++) {
            int pattern = character(screen, x, y) - FIRST_BRAILLE;
            for (int dot = 0; dot < DOT_COLUMNS.length(); dot++) {
                if ((pattern >> dot & 1) == 1) {
                    int dotX = column(x) + CELL_WIDTH / 4 + (DOT_COLUMNS.charAt(dot) - '0') * CELL_WIDTH / 2;
                    int dotY =
                            MARGIN + y * CELL_HEIGHT + CELL_HEIGHT / 8 + (DOT_ROWS.charAt(dot) - '0') * CELL_HEIGHT / 4;
                    path.append(path.isEmpty() ? 'M' : 'm')
                            .append(dotX - penX)
                            .append(' ')
                            .append(dotY - penY)
                            .append("h0");
                    penX = dotX;
                    penY = dotY;
                }
            }
        }
        if (!path.isEmpty()) {
            line.append("<path class=\"")
                    .append(named(style))
                    .append("\" d=\"")
                    .append(path)
                    .append("\"/>");
        }
    }

    private static char character(Picture screen, int x, int y) {
        return screen.cell(x, y).getCharacterString().charAt(0);
    }

    /**
     * The scripts: characters that a font may not have in the width of a cell begin at a place of their own, so that
     * nothing behind them moves.
     */
    private enum Script {
        ASCII,
        SIGNS,
        BRAILLE;

        static Script of(char character) {
            if (character < 128) {
                return ASCII;
            }
            return character >= FIRST_BRAILLE && character <= LAST_BRAILLE ? BRAILLE : SIGNS;
        }
    }

    /**
     * The look of a cell, besides its character.
     *
     * @param style colour and weight of its character, as CSS has them
     * @param ground its background
     */
    private record Look(String style, String ground) {}

    private static Look look(TextCharacter cell) {
        boolean reversed = cell.getModifiers().contains(SGR.REVERSE);
        String front = hex(reversed ? cell.getBackgroundColor() : cell.getForegroundColor());
        String ground = hex(reversed ? cell.getForegroundColor() : cell.getBackgroundColor());
        String weight = cell.getModifiers().contains(SGR.BOLD) ? ";font-weight:bold" : "";
        return new Look(front + weight, ground);
    }

    private String named(String style) {
        return classes.computeIfAbsent(style, unknown -> "c" + classes.size());
    }

    private static String hex(TextColor color) {
        return String.format("#%02x%02x%02x", color.getRed(), color.getGreen(), color.getBlue());
    }

    private static int column(int x) {
        return MARGIN + x * CELL_WIDTH;
    }
}
