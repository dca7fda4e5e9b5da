package io.traindeck.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A file of the mailbox that the trainer has taken, and what is wrong with it. It is read only if it is a small regular
 * file of the run's owner or of root, whatever its name promises. An empty file whose whole name is a command's word is
 * that command, so that {@code touch} alone can send one.
 *
 * @param id the id in its content; if there is none, the name of the file
 * @param word the command as it was sent; empty if there is none
 * @param request the request; null if {@code fault} says why it is refused
 */
record CommandFile(String id, String word, Request request, Optional<String> fault) {
    static final String SUFFIX = ".json";
    static final String TEMPORARY = ".tmp";

    /** The beginning of the name of a file that a trainer has taken. */
    static final String CLAIMED = ".claimed-";

    /** A command has about 70 bytes. */
    static final int MAX_BYTES = 4096;

    private static final int MAX_ID = 100;

    /** Names of files that are still being written, or claimed by another, are not for the trainer. */
    static boolean isForTheTrainer(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && !name.endsWith(TEMPORARY);
    }

    /**
     * Takes {@code file} away, so that nobody else can, and reads it.
     *
     * @return empty if another was faster
     * @throws IOException if it cannot be taken away
     */
    static Optional<CommandFile> claim(Path file) throws IOException {
        Path claimed = file.resolveSibling(CLAIMED + UUID.randomUUID());
        try {
            Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        CommandFile read = read(file, claimed);
        try {
            Files.delete(claimed);
        } catch (IOException e) {
            // It may be a folder that is not empty. Its name now says that it is for nobody to take.
        }
        return Optional.of(read);
    }

    /** Reads {@code file} and leaves it where it is. */
    static CommandFile peek(Path file) {
        return read(file, file);
    }

    /** Returns the refusal of a file that could not be taken away. */
    static CommandFile unclaimed(Path file, IOException e) {
        return refused(file, "cannot be claimed: " + IoReason.of(e));
    }

    private static CommandFile refused(Path file, String fault) {
        String name = file.getFileName().toString();
        String id = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return new CommandFile(Safe.forLine(id), "", null, Optional.of(fault));
    }

    private static CommandFile read(Path file, Path claimed) {
        try {
            Optional<String> fault = faultOf(file, claimed);
            if (fault.isPresent()) {
                return refused(file, fault.get());
            }
            byte[] content = content(claimed);
            Optional<Command> touched = named(file).filter(command -> content.length == 0);
            return touched.isPresent() ? touched(touched.get()) : parse(file, content);
        } catch (IOException e) {
            return refused(file, "cannot be read: " + IoReason.of(e));
        }
    }

    private static Optional<String> faultOf(Path file, Path claimed) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(claimed, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!file.getFileName().toString().endsWith(SUFFIX) && named(file).isEmpty()) {
            return Optional.of("no command: its name does not end in " + SUFFIX);
        }
        if (!attributes.isRegularFile()) {
            return Optional.of("not a regular file");
        }
        UserPrincipal owner = attributes.owner();
        if (!owner.equals(Files.getOwner(file.toAbsolutePath().getParent())) && !owner.equals(root(file))) {
            return Optional.of("not a file of the run's owner, but of " + Safe.forLine(owner.getName()));
        }
        if (attributes.size() > MAX_BYTES) {
            return Optional.of("larger than " + MAX_BYTES + " bytes");
        }
        return Optional.empty();
    }

    /**
     * Returns the command that an empty file of this name stands for; empty if there is none, or it needs more than its
     * name.
     */
    private static Optional<Command> named(Path file) {
        return Command.of(file.getFileName().toString()).filter(command -> command != Command.SET);
    }

    /** Gives the command another id each time: a word may be touched again and again. */
    private static CommandFile touched(Command command) {
        String id = command.word() + "-" + Mailbox.newId();
        return new CommandFile(id, command.word(), Request.of(id, command), Optional.empty());
    }

    private static UserPrincipal root(Path file) throws IOException {
        return file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("root");
    }

    private static byte[] content(Path claimed) throws IOException {
        try (InputStream in = Files.newInputStream(claimed, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private static CommandFile parse(Path file, byte[] content) {
        try {
            JsonObject json = StrictJson.object(content, 0, content.length);
            String id = text(json, "id");
            String word = text(json, "command");
            if (id.isEmpty() || id.length() > MAX_ID || !id.equals(Safe.forLine(id))) {
                return refused(file, "malformed: \"id\" must have 1 to " + MAX_ID + " characters that print");
            }
            Optional<Command> command = Command.of(word);
            if (command.isEmpty()) {
                String known =
                        Arrays.stream(Command.values()).map(Command::word).collect(Collectors.joining(", "));
                return new CommandFile(
                        id, Safe.forLine(word), null, Optional.of("unknown command; there are " + known));
            }
            Request.Setting setting = command.get() == Command.SET ? setting(json) : null;
            return new CommandFile(id, word, new Request(id, command.get(), setting), Optional.empty());
        } catch (JsonParseException e) {
            return refused(file, "malformed: " + e.getMessage());
        }
    }

    private static Request.Setting setting(JsonObject json) {
        if (json.get("value") instanceof JsonPrimitive value) {
            return new Request.Setting(Safe.forLine(text(json, "dial")), Safe.forLine(value.getAsString()));
        }
        throw new JsonParseException("\"value\" is missing or no number, truth value or text");
    }

    /** Returns the JSON from which {@link #claim} reads {@code request}. */
    static JsonObject json(Request request) {
        JsonObject json = new JsonObject();
        json.addProperty("id", request.id());
        json.addProperty("command", request.command().word());
        if (request.setting() != null) {
            json.addProperty("dial", request.setting().dial());
            json.add("value", DialJson.value(request.setting().value()));
        }
        return json;
    }

    private static String text(JsonObject json, String key) {
        JsonElement element = json.get(key);
        if (element instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        throw new JsonParseException("\"" + key + "\" is missing or no text");
    }
}
