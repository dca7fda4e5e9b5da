package io.traindeck.terminal;

import com.googlecode.lanterna.TextColor;

/**
 * Finds the palette colour that looks most like a 24-bit one.
 *
 * <p>The metric is the Euclidean distance in OKLab (Björn Ottosson, 2020, https://bottosson.github.io/posts/oklab/), a
 * space made so that equal distances look equal. Plain RGB distance turns dim blues black and muted greens grey.
 */
final class NearestColor {
    /** The levels of each channel in xterm's 6x6x6 cube, entries 16 to 231. */
    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    private static final int FIRST_CUBE = 16;
    private static final int FIRST_GREY = 232;
    private static final int COLORS = 256;

    /** Users re-colour entries 0 to 15 by their terminal theme, so only the fixed entries are candidates. */
    private static final double[][] INDEXED_LAB = new double[COLORS][];

    /** The order of {@link TextColor.ANSI} without its DEFAULT: eight normal colours, then eight bright ones. */
    private static final TextColor.ANSI[] ANSI = {
        TextColor.ANSI.BLACK, TextColor.ANSI.RED, TextColor.ANSI.GREEN, TextColor.ANSI.YELLOW,
        TextColor.ANSI.BLUE, TextColor.ANSI.MAGENTA, TextColor.ANSI.CYAN, TextColor.ANSI.WHITE,
        TextColor.ANSI.BLACK_BRIGHT, TextColor.ANSI.RED_BRIGHT, TextColor.ANSI.GREEN_BRIGHT,
                TextColor.ANSI.YELLOW_BRIGHT,
        TextColor.ANSI.BLUE_BRIGHT, TextColor.ANSI.MAGENTA_BRIGHT, TextColor.ANSI.CYAN_BRIGHT,
                TextColor.ANSI.WHITE_BRIGHT
    };

    /** The colours that xterm shows for the sixteen ANSI colours; other terminals differ a little. */
    private static final int[] ANSI_RGB = {
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff
    };

    private static final double[][] ANSI_LAB = new double[ANSI.length][];

    static {
        for (int i = FIRST_CUBE; i < COLORS; i++) {
            int rgb = rgbOf(i);
            INDEXED_LAB[i] = oklab(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
        }
        for (int i = 0; i < ANSI.length; i++) {
            ANSI_LAB[i] = oklab(ANSI_RGB[i] >> 16, ANSI_RGB[i] >> 8 & 0xff, ANSI_RGB[i] & 0xff);
        }
    }

    private NearestColor() {}

    /** The nearest of xterm's entries 16 to 255; channels are 0 to 255. */
    static TextColor.Indexed indexed(int red, int green, int blue) {
        return new TextColor.Indexed(nearest(oklab(red, green, blue), INDEXED_LAB, FIRST_CUBE));
    }

    /** The nearest of the sixteen ANSI colours; channels are 0 to 255. */
    static TextColor.ANSI ansi(int red, int green, int blue) {
        return ANSI[nearest(oklab(red, green, blue), ANSI_LAB, 0)];
    }

    private static int rgbOf(int index) {
        if (index >= FIRST_GREY) {
            int grey = 8 + 10 * (index - FIRST_GREY);
            return grey << 16 | grey << 8 | grey;
        }
        int cell = index - FIRST_CUBE;
        return CUBE[cell / 36] << 16 | CUBE[cell / 6 % 6] << 8 | CUBE[cell % 6];
    }

    private static int nearest(double[] wanted, double[][] palette, int from) {
        int best = from;
        double bestDistance = Double.MAX_VALUE;
        for (int i = from; i < palette.length; i++) {
            double l = palette[i][0] - wanted[0];
            double a = palette[i][1] - wanted[1];
            double b = palette[i][2] - wanted[2];
            double distance = l * l + a * a + b * b;
            if (distance < bestDistance) {
                bestDistance = distance;
                best = i;
            }
        }
        return best;
    }

    private static double[] oklab(int red, int green, int blue) {
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    /** Undoes the sRGB transfer curve (IEC 61966-2-1). */
    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
