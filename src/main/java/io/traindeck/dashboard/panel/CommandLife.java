package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.state.Journal;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says in words how far commands have come. */
public final class CommandLife {
    /** Milliseconds after which a command that nobody claimed is stale. */
    static final long STALE_MS = 30_000;

    /**
     * Milliseconds for which a stale command is shown: it is still in the mailbox, and a trainer that wakes up obeys
     * it.
     */
    private static final long WAITING_MS = 600_000;

    /** Milliseconds that the end of a command stays on the screen. */
    private static final long SHOWN_MS = 10_000;

    private static final double MS = 1000;

    /**
     * A command that this viewer put into the mailbox.
     *
     * @param sentMs when it did so, by the clock of the log
     * @param refusal the answer to a command that cannot come as far as the trainer; null for one that may
     */
    public record Sent(String id, String words, long sentMs, CommandAnswered refusal) {
        public Sent(String id, String words, long sentMs) {
            this(id, words, sentMs, null);
        }

        /** A command that needs nothing but its name. */
        public Sent(String id, Command command, long sentMs) {
            this(id, command.word(), sentMs);
        }

        /**
         * Returns this command with its end if it cannot come as far as the trainer.
         *
         * @param why tells why a command with that id cannot; empty if it may
         */
        Sent look(Function<String, Optional<String>> why, long nowMs) {
            return refusal != null
                    ? this
                    : why.apply(id)
                            .map(reason -> new CommandAnswered(nowMs, id, words, CommandStatus.REFUSED, reason))
                            .map(answer -> new Sent(id, words, sentMs, answer))
                            .orElse(this);
        }
    }

    /**
     * How far a command has come.
     *
     * @param stage the command and its stage, in any words: they stay the same until it comes farther
     * @param atMs when the command came that far, Unix milliseconds
     */
    record Life(String stage, Phrase words, long atMs) {}

    private CommandLife() {}

    /**
     * The commands that are under way or ended lately, oldest first: this viewer's, then those that others sent.
     *
     * @param sent by this viewer, oldest first
     */
    static List<Life> of(List<Sent> sent, Journal journal, long nowMs) {
        List<Life> lives = new ArrayList<>();
        for (Sent command : sent) {
            CommandAnswered told = journal.answerTo(command.id());
            CommandAnswered answer = told == null ? command.refusal() : told;
            String word = command.words();
            if (answer != null) {
                if (isShown(answer, nowMs)) {
                    lives.add(new Life(stage(answer), answered(word, answer, journal), answer.timeMs()));
                }
            } else if (nowMs - command.sentMs() < STALE_MS) {
                Phrase underWay = new Phrase(word + ": sent", Role.ACCENT);
                lives.add(new Life("sent " + command.id(), underWay, command.sentMs()));
            } else if (nowMs - command.sentMs() < WAITING_MS) {
                String waits = Numbers.span((nowMs - command.sentMs()) / MS);
                Phrase stale = new Phrase(word + ": stale, no trainer took it in " + waits + "; it waits", Role.BAD);
                lives.add(new Life("stale " + command.id(), stale, command.sentMs() + STALE_MS));
            }
        }
        for (CommandAnswered answer : journal.answers()) {
            boolean own = sent.stream().anyMatch(command -> command.id().equals(answer.id()));
            if (!own && isShown(answer, nowMs)) {
                Phrase life = answered(Safe.forCells(answer.command()), answer, journal);
                Phrase others = new Phrase(life.text() + " (sent elsewhere)", life.role());
                lives.add(new Life(stage(answer), others, answer.timeMs()));
            }
        }
        return lives;
    }

    private static String stage(CommandAnswered answer) {
        return answer.status() + " " + answer.timeMs() + " " + answer.id();
    }

    private static boolean isShown(CommandAnswered answer, long nowMs) {
        long age = nowMs - answer.timeMs();
        return age < (answer.status() == CommandStatus.ACCEPTED ? STALE_MS : SHOWN_MS);
    }

    private static Phrase answered(String word, CommandAnswered answer, Journal journal) {
        String reason = Safe.forCells(answer.reason());
        if (answer.status() == CommandStatus.ACCEPTED) {
            return new Phrase(word + ": accepted", Role.ACCENT);
        } else if (answer.status() == CommandStatus.DONE) {
            // The checkpoint is looked for by the file that the answer names: by now others may have been written.
            Checkpoint saved = journal.savedTo(answer.reason());
            if (word.equals(Command.CHECKPOINT.word()) && saved != null) {
                return new Phrase(EventWords.saved(saved), Role.GOOD);
            }
            return new Phrase(word + ": done" + (reason.isEmpty() ? "" : ", " + reason), Role.GOOD);
        }
        return new Phrase(word + " refused" + (reason.isEmpty() ? "" : ": " + reason), Role.BAD);
    }
}
