package io.traindeck.text;

import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Tells why input or output failed, in words for the user: Java's own messages are often just a path, or empty. */
public final class IoReason {
    private IoReason() {}

    /** Returns a few words for a sentence that names the file or the address. */
    public static String of(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (failure instanceof NotDirectoryException) {
            return "a file is where a folder should be";
        }
        if (failure instanceof FileSystemException onDisk && onDisk.getReason() != null) {
            return onDisk.getReason();
        }
        if (failure instanceof ConnectException) {
            return failure.getCause() instanceof UnresolvedAddressException || failure.getMessage() == null
                    ? "no connection (is there a network?)"
                    : failure.getMessage();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
