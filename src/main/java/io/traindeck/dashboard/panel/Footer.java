package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Binding;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.state.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The keys that help now, as many as fit; help and the way out are always among them. */
public final class Footer {
    private static final String GAP = "  ";

    private final KeyTable keys;
    private final Frame frame;
    private final Predicate<Action> useful;
    private final Function<Action, String> words;

    /**
     * @param keys the table of keys, some of which are shown
     * @param useful whether an action does something now
     */
    public Footer(KeyTable keys, Frame frame, Predicate<Action> useful) {
        this(keys, frame, useful, action -> "");
    }

    /** @param words returns the word for an action here; empty if it is the usual one */
    public Footer(KeyTable keys, Frame frame, Predicate<Action> useful, Function<Action, String> words) {
        this.keys = keys;
        this.frame = frame;
        this.useful = useful;
        this.words = words;
    }

    /** Draws on a canvas of one row. */
    public void draw(Canvas row) {
        List<Binding> shown = new ArrayList<>();
        int room = row.width() - 1;
        for (Binding binding : keys.in(frame.view().context())) {
            if (isShown(binding)) {
                shown.add(binding);
                room -= isKept(binding) ? width(binding, row.glyphs()) : 0;
            }
        }
        int x = 1;
        for (Binding binding : shown) {
            int width = width(binding, row.glyphs());
            if (isKept(binding) || width <= room) {
                room -= isKept(binding) ? 0 : width;
                x = row.put(x, 0, label(binding, row.glyphs()), Role.ACCENT);
                x = row.put(x + 1, 0, word(binding) + GAP, Role.DIM);
            }
        }
    }

    private boolean isShown(Binding binding) {
        return !word(binding).isEmpty() && binding.appliesIn(frame.view().focus()) && useful.test(binding.action());
    }

    private static boolean isKept(Binding binding) {
        return switch (binding.action()) {
            case HELP, LEAVE, YES, NO -> true;
            default -> false;
        };
    }

    private int width(Binding binding, Glyphs glyphs) {
        return label(binding, glyphs).length() + 1 + word(binding).length() + GAP.length();
    }

    private static String label(Binding binding, Glyphs glyphs) {
        return binding.keys().get(0).label(glyphs);
    }

    private boolean hasEpochs() {
        return frame.state().plan().epochs() > 0 || frame.state().epochsDone() > 0;
    }

    private String word(Binding binding) {
        if (binding.action() == Action.ROW_BACK && hasEpochs()) {
            return "epoch";
        }
        if (binding.action() == Action.SEND_DIAL && frame.status().isOver()) {
            return "train on";
        }
        boolean stands = frame.replay() == null
                ? frame.status() == Status.PAUSED
                : !frame.replay().playing();
        if (binding.action() == Action.PAUSE_OR_GO_ON && stands) {
            return frame.replay() == null ? "go on" : frame.replay().isAtEnd() ? "play again" : "play";
        }
        boolean resumes = binding.action() == Action.RESUME && frame.replay() == null && !stands;
        if (resumes && frame.resumption().isAnew()) {
            return "start again";
        }
        String here = words.apply(binding.action());
        return here.isEmpty() ? binding.word() : here;
    }
}
