package io.traindeck.run;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.text.IoReason;
import io.traindeck.text.Typed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The folder {@code commands/}: anybody who may write there sends, the trainer takes. A command is handed on exactly
 * once, in order of file name; whatever else lies there is refused with a reason and removed.
 *
 * <p>For one thread, apart from {@link #send}.
 */
public final class Mailbox {
    /**
     * The most files taken in one look, so that a heap of junk cannot hold up the trainer's other work, or a command,
     * for long.
     */
    static final int MAX_TAKEN = 256;

    private static final String STALE = "sent before this trainer started";

    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Consumer<Request> commands;
    private final Consumer<CommandAnswered> refusals;
    private final LongSupplier nowMs;
    private final Predicate<Request> ours;

    /** The files that lay there when the trainer started. */
    private final Set<Path> stale;

    /** The last file of a look that found only commands of others; the next look begins after it. Null otherwise. */
    private Path after;

    /** The files that could not be claimed; they are left alone from then on. */
    private final Set<Path> ignored = new HashSet<>();

    /**
     * Begins with {@code folder} as it is: the files that lie there now were sent before this trainer started, and will
     * be refused.
     *
     * @param commands given each command
     * @param nowMs the time of answers, Unix milliseconds
     * @param ours whether a command is to be taken here; any other is left to a program that looks here as well
     */
    Mailbox(
            Path folder,
            Consumer<Request> commands,
            Consumer<CommandAnswered> refusals,
            LongSupplier nowMs,
            Predicate<Request> ours) {
        this.folder = folder;
        this.commands = commands;
        this.refusals = refusals;
        this.nowMs = nowMs;
        this.ours = ours;
        this.stale = new HashSet<>(files(Integer.MAX_VALUE));
        removeClaimed();
    }

    /** Removes the files that a trainer that was killed had claimed. */
    private void removeClaimed() {
        if (Files.isSymbolicLink(folder)) {
            return;
        }
        try (DirectoryStream<Path> claimed = Files.newDirectoryStream(folder, CommandFile.CLAIMED + "*")) {
            for (Path file : claimed) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Nobody takes them for commands; they may stay.
        }
    }

    /**
     * Puts {@code command} into the mailbox of {@code run}, whether or not a trainer is there to take it.
     *
     * @return its id; ids sort by the time they were made
     * @throws RunException if the file cannot be written
     */
    public static String send(RunFolder run, Command command) throws RunException {
        return send(run, Request.of(newId(), command));
    }

    /**
     * Puts {@code command} into the mailbox of {@code run}, and says in its id, which the log will have, who sends it.
     *
     * @param sender a word of letters, digits and hyphens
     * @return its id; ids sort by the time they were made
     * @throws RunException if the file cannot be written
     */
    public static String send(RunFolder run, Command command, String sender) throws RunException {
        return send(run, Request.of(newId() + "-" + sender, command));
    }

    /**
     * Puts the wish to turn a dial into the mailbox of {@code run}, whether or not a trainer is there to take it.
     *
     * @return its id; ids sort by the time they were made
     * @throws RunException if the file cannot be written
     */
    public static String send(RunFolder run, Request.Setting setting) throws RunException {
        return send(run, new Request(newId(), Command.SET, setting));
    }

    /** An id that sorts by the time at which it is made. */
    static String newId() {
        return ID_TIME.format(Instant.now())
                + String.format(
                        Locale.ROOT, "-%08x", ThreadLocalRandom.current().nextInt());
    }

    private static String send(RunFolder run, Request request) throws RunException {
        String id = request.id();
        Path temporary = run.commands().resolve("." + id + CommandFile.TEMPORARY);
        try {
            // Not forced to disk: a command that a power failure swallows has lost its trainer too.
            try (FileChannel file = RunFiles.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                RunFiles.writeFully(
                        file, ByteBuffer.wrap((CommandFile.json(request) + "\n").getBytes(StandardCharsets.UTF_8)));
            }
            Files.move(temporary, run.commands().resolve(id + CommandFile.SUFFIX), StandardCopyOption.ATOMIC_MOVE);
            return id;
        } catch (NoSuchFileException e) {
            throw new RunException("cannot send to run \"" + run.name() + "\": " + lack(run), e);
        } catch (IOException e) {
            throw new RunException(
                    "cannot send to run \"" + run.name() + "\": " + run.commands() + ": " + IoReason.of(e)
                            + "; a run takes commands only from its owner, and only in its own folder",
                    e);
        }
    }

    /**
     * Takes a command back that was sent before.
     *
     * @return whether no trainer had taken it: then none ever will
     */
    public static boolean takeBack(RunFolder run, String id) {
        try {
            return Files.deleteIfExists(run.commands().resolve(id + CommandFile.SUFFIX));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns why nothing can be sent to a run without its mailbox, and what to do. Each trainer makes the folder as it
     * begins.
     */
    private static String lack(RunFolder run) {
        return run.isLive()
                ? run.commands() + " is missing; make that folder, where its trainer looks for commands"
                : "no trainer is at work; start it again with: " + Typed.command("resume", run.typed());
    }

    /**
     * Takes the first files, at most {@link #MAX_TAKEN}, and hands on what they hold.
     *
     * @return whether there may be more
     */
    boolean take() {
        int taken = 0;
        List<Path> first = files(MAX_TAKEN);
        for (Path file : first) {
            boolean wasThere = stale.remove(file);
            if (!wasThere && isAnothers(file)) {
                continue;
            }
            taken++;
            try {
                CommandFile.claim(file).ifPresent(claimed -> answer(claimed, wasThere));
            } catch (IOException e) {
                ignored.add(file);
                answer(CommandFile.unclaimed(file, e), wasThere);
            }
        }
        boolean more = first.size() == MAX_TAKEN;
        if (!more) {
            after = null;
        } else if (taken == 0) {
            // Those stay where they are, and must not hide what comes after them.
            after = first.get(first.size() - 1);
        }
        return more;
    }

    private boolean isAnothers(Path file) {
        CommandFile seen = CommandFile.peek(file);
        return seen.fault().isEmpty() && !ours.test(seen.request());
    }

    private void answer(CommandFile file, boolean wasThere) {
        Optional<String> fault = wasThere ? Optional.of(STALE) : file.fault();
        if (fault.isPresent()) {
            refusals.accept(
                    new CommandAnswered(nowMs.getAsLong(), file.id(), file.word(), CommandStatus.REFUSED, fault.get()));
        } else {
            commands.accept(file.request());
        }
    }

    /** The first {@code max} files that are for the trainer to take, in order of name, of those after {@link #after}. */
    private List<Path> files(int max) {
        // Paths, not names: a name of bytes that are no text in this locale can only be had as it was listed.
        TreeSet<Path> first = new TreeSet<>();
        if (Files.isSymbolicLink(folder)) {
            // Whoever put the link there may want us to remove files from elsewhere.
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, CommandFile::isForTheTrainer)) {
            for (Path file : files) {
                if (!ignored.contains(file) && (after == null || file.compareTo(after) > 0)) {
                    first.add(file);
                    if (first.size() > max) {
                        first.pollLast();
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that is gone or may not be read holds no commands; training goes on without it.
        }
        return List.copyOf(first);
    }
}
