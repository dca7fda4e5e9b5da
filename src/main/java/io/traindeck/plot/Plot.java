package io.traindeck.plot;

import io.traindeck.comparison.Comparison;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a figure of runs. */
public final class Plot {
    private Plot() {}

    /**
     * Writes a figure of these runs, in this order, in the format that the file's ending names. The figure is written
     * to a file beside, which then takes the file's name, so the file is never half a figure. A file that is already
     * there is replaced.
     *
     * @param comparison of one run or more; only the first eight have a colour of their own
     * @throws IllegalArgumentException if the ending names no format
     * @throws PlotException if no run has anything to plot, no two have anything in common, Java finds no fonts, or the
     *     file cannot be written
     */
    public static void write(Comparison comparison, Path file) throws PlotException {
        PlotFormat format = PlotFormat.of(file);
        int runs = comparison.runs().size();
        List<Track> tracks = Track.of(comparison);
        if (tracks.stream().allMatch(Track::isEmpty)) {
            throw new PlotException("nothing to plot yet: no step and no epoch in the log of "
                    + tracks.stream().map(Track::name).collect(Collectors.joining(", ")));
        }
        if (comparison.charts().isEmpty()) {
            throw new PlotException(
                    runs == 1
                            ? "nothing to plot: no loss, score, norm or rate in the log of "
                                    + tracks.get(0).name()
                            : "nothing to plot: the runs have no metric in common");
        }
        Fonts.check();
        Figure figure = new Figure(comparison, tracks);
        replace(file, format == PlotFormat.SVG ? SvgImage.of(figure) : PngImage.of(figure));
    }

    private static void replace(Path file, byte[] image) throws PlotException {
        if (Files.isDirectory(file)) {
            throw new PlotException("cannot write the plot: " + file + " is a folder");
        }
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (!Files.isDirectory(folder)) {
            throw new PlotException("cannot write the plot " + file + ": there is no folder " + folder);
        }
        Path beside = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            try {
                Files.write(beside, image);
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new PlotException("cannot write the plot " + file + ": " + IoReason.of(e), e);
        }
    }
}
