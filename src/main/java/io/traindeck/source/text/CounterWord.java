package io.traindeck.source.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The things that a number may count to say where in the training a line stands. */
enum CounterWord {
    EPOCH,
    /** Goes on through the whole run. */
    GLOBAL,
    /** Goes on through the whole run, or begins again in each epoch. */
    STEP,
    /** Begins again in each epoch. */
    BATCH;

    private static final Set<String> EPOCHS = Set.of("epoch epoch_id current_epoch cur_epoch ep epoch_num".split(" "));
    private static final Set<String> GLOBALS =
            Set.of(("global_step global_steps globalstep num_updates total_timesteps timesteps_total num_timesteps "
                            + "total_num_steps num_env_steps num_env_steps_sampled env_step env_steps total_env_steps "
                            + "totalenvsteps trainer/global_step")
                    .split(" "));
    private static final Set<String> STEPS =
            Set.of(("step steps iter iters iteration iterations it itr update updates n_updates micro_step "
                            + "current_steps current_step train_step train_iter training_step training_iteration timestep "
                            + "timesteps tick snapshot round episode episodes generation")
                    .split(" "));
    private static final Set<String> BATCHES =
            Set.of("batch batches n_batch batch_idx batch_id mini_batch minibatch mini-batch mb".split(" "));

    /** Letters that mean a step at the beginning of a line. */
    private static final Set<String> SHORT = Set.of("s", "i", "t", "n");

    /** Words that may stand before the word that names the counter. */
    private static final Set<String> BEFORE =
            Set.of(("train training trn global current cur the at on after in of for to optimizer optim opt mini "
                            + "outer inner no no. number start end starting finished end-of batch iteration iter")
                    .split(" "));

    /** Words that may stand between the word that names the counter and its number. */
    private static final Set<String> AFTER =
            Set.of("completed complete done finished number no no. idx id num".split(" "));

    /** Returns whether {@code line[from, to)} says what the digits after it count: {@code epoch3}, {@code iter100}. */
    static boolean mayEndAt(byte[] line, int from, int to) {
        int length = to - from;
        if (length < 4 || length > 9) {
            return false;
        }
        int first = line[from] | 32;
        if (first != 'e' && first != 's' && first != 'i' && first != 'b') {
            return false;
        }
        String word = new String(line, from, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "epoch", "step", "iter", "iteration", "batch" -> true;
            default -> false;
        };
    }

    /**
     * Returns what a number after these words counts; the words are in lower case.
     *
     * @param first whether nothing stands before the words in the line
     * @return null if it is not a counter
     */
    static CounterWord of(List<String> words, boolean first) {
        int last = words.size() - 1;
        boolean after = last > 0 && AFTER.contains(words.get(last));
        String word = words.get(after ? last - 1 : last);
        CounterWord counts = after && word.equals("epochs") ? EPOCH : single(word);
        if (counts == null && last == 0 && first && SHORT.contains(word)) {
            return STEP;
        }
        int before = after ? last - 1 : last;
        if (counts == null || before == 0) {
            return counts;
        }
        String previous = words.get(before - 1);
        if (previous.equals("global") && counts == STEP) {
            counts = GLOBAL;
        }
        for (int i = 0; i < before && !isPreposition(previous); i++) {
            if (!BEFORE.contains(words.get(i)) && !Part.isWord(words.get(i))) {
                return null;
            }
        }
        return counts;
    }

    /** Returns whether a counter after this word may stand in a sentence about another time. */
    static boolean isPreposition(String word) {
        return switch (word) {
            case "at", "on", "after", "in", "of", "from" -> true;
            default -> false;
        };
    }

    /** Returns what a number with this one word for its name counts; null if it is not a counter. */
    static CounterWord single(String text) {
        int open = text.indexOf('(');
        // MMEngine writes "Epoch(train)".
        String word = open > 0 ? text.substring(0, open) : text;
        if (EPOCHS.contains(word)) {
            return EPOCH;
        }
        if (STEPS.contains(word)) {
            return STEP;
        }
        if (BATCHES.contains(word)) {
            return BATCH;
        }
        // fairseq writes "valid_num_updates" and "train_num_updates".
        return GLOBALS.contains(word) || word.endsWith("_num_updates") || word.startsWith("time/total_timesteps")
                ? GLOBAL
                : null;
    }
}
