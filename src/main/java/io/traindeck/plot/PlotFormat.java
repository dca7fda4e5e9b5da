package io.traindeck.plot;

import java.nio.file.Path;
import java.util.Locale;

/** The formats that a plot can be written in. */
public enum PlotFormat {
    /** A scalable image, whose text stays text. */
    SVG,
    /** An image of pixels, without transparency. */
    PNG;

    /**
     * The format that the file's ending names, in small letters or capitals.
     *
     * @throws IllegalArgumentException if it names none; the message says which endings do
     */
    public static PlotFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (PlotFormat format : values()) {
            if (name.endsWith(format.ending())) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "a plot's file must end in " + SVG.ending() + " or " + PNG.ending() + ", not be called " + file);
    }

    private String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
