package io.traindeck.dashboard.page;

import io.traindeck.event.Dial;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The typed command that begins a branch: it names a step, and the dials that are to differ from their values at that
 * step.
 */
public final class Branching {
    /** The command's word. */
    public static final String WORD = "branch";

    private static final String EXAMPLE =
            "branch needs a step, and dials if you like, for instance: branch 1200 max_lr=0.001";

    private Branching() {}

    /**
     * Begins the branch that was typed, and opens it.
     *
     * @param typed what comes after the word
     * @param run the run to branch from; empty if it is no run of ours
     * @param say takes a line for the user if the branch cannot be begun; then nothing was made, and the page stays
     */
    public static Next begin(String typed, Optional<RunFolder> run, Workplace place, Consumer<String> say) {
        try {
            return begin(typed, run, place);
        } catch (RunException e) {
            say.accept(e.getMessage());
            return Next.STAY;
        }
    }

    private static Next begin(String typed, Optional<RunFolder> run, Workplace place) throws RunException {
        String[] words = typed.strip().split("\\s+");
        long step = Words.number(words[0]).orElseThrow(() -> new RunException(EXAMPLE));
        Map<Dial, String> changes = new EnumMap<>(Dial.class);
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            String[] parts = word.split("=", 2);
            if (parts.length < 2) {
                throw new RunException(EXAMPLE);
            }
            TypedDials.put(changes, parts[0], parts[1]);
        }
        RunFolder parent =
                run.orElseThrow(() -> new RunException("Only a run of our own trainer can be branched from."));
        return place.trainers().branch(parent, step, changes);
    }
}
