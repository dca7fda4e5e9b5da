package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.text.Numbers;
import java.util.List;

/** Graphics cards in a cell each, side by side: as much of each as lets all of them fit. */
final class GpuCells {
    static final double MIB_A_GIB = 1024;
    private static final int GAP = 2;

    /** A card that is less busy than this, in percent, waits for something. */
    private static final double IDLE_BELOW = 10;

    /** Degrees Celsius from which on cards begin to slow down. */
    private static final double HOT_FROM = 85;

    /** The forms of a cell, the richest first. */
    private enum Form {
        ALL,
        WITH_HEAT,
        WITH_MEMORY,
        WITH_USED_MEMORY,
        LOAD,
        /** The load without the number of the card, which is then known by its place. */
        LOAD_ALONE
    }

    private GpuCells() {}

    /** The role of a card: a person should look at one that does nothing, and act on one that is hot. */
    static Role role(Gpu gpu) {
        return gpu.tempC() >= HOT_FROM ? Role.BAD : gpu.utilPercent() < IDLE_BELOW ? Role.WARN : Role.DIM;
    }

    /** The rows that it takes to show so many cards with the memory that they use, on so many columns. */
    static int rows(int cards, int width) {
        int across = across(width, width(Form.WITH_USED_MEMORY, cards));
        return (cards + across - 1) / across;
    }

    private static int across(int width, int cell) {
        return Math.max(1, (width + GAP) / (cell + GAP));
    }

    private static int width(Form form, int cards) {
        return text(form, 0, new Gpu("", 0, 0, 0, 0, 0), cards).length();
    }

    /** Draws the cards in the richest form in which all of them fit; if none does, as many as fit. */
    static void draw(Canvas canvas, List<Gpu> gpus) {
        Form form = Form.LOAD_ALONE;
        for (Form richer : Form.values()) {
            if (across(canvas.width(), width(richer, gpus.size())) * canvas.height() >= gpus.size()) {
                form = richer;
                break;
            }
        }
        int cell = width(form, gpus.size());
        int across = across(canvas.width(), cell);
        int shown = Math.min(gpus.size(), across * canvas.height());
        if (shown < gpus.size()) {
            shown--; // Its cell says how many more there are.
            canvas.put(shown % across * (cell + GAP), shown / across, "+" + (gpus.size() - shown), Role.DIM);
        }
        for (int i = 0; i < shown; i++) {
            Gpu gpu = gpus.get(i);
            canvas.put(i % across * (cell + GAP), i / across, text(form, i, gpu, gpus.size()), role(gpu));
        }
    }

    private static String text(Form form, int number, Gpu gpu, int cards) {
        String load =
                Text.padLeft(String.valueOf(number), String.valueOf(cards - 1).length())
                        + Text.padLeft(whole(gpu.utilPercent()), 4) + "%";
        String memory = Text.padLeft(gib(gpu.memUsedMb()), 4);
        String both = memory + "/" + Text.padRight(gib(gpu.memTotalMb()) + " GiB", 7);
        String heat = Text.padLeft(whole(gpu.tempC()), 4) + " C";
        return switch (form) {
            case LOAD_ALONE -> Text.padLeft(whole(gpu.utilPercent()), 3) + "%";
            case LOAD -> load;
            case WITH_USED_MEMORY -> load + memory + "G";
            case WITH_MEMORY -> load + both;
            case WITH_HEAT -> load + both + heat;
            case ALL -> load + both + heat + Text.padLeft(whole(gpu.powerW()), 5) + " W";
        };
    }

    /** Memory in whole GiB. */
    static String gib(double mib) {
        return whole(mib / MIB_A_GIB);
    }

    /** A figure without decimals; {@code -} if there is none, or none that makes sense. */
    static String whole(double value) {
        return Double.isFinite(value) && Math.abs(value) < 10_000 ? Numbers.fixed(value, 0) : "-";
    }
}
