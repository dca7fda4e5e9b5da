package io.traindeck.data;

import io.traindeck.text.IoReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One file over HTTP. It goes on after the bytes that are already there, if the server can do that (RFC 9110, range
 * requests); a connection that breaks is opened again as long as the download makes progress.
 */
final class ResumableDownload {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);

    /** The longest time that a server may send nothing before it is given up. */
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    private static final Duration PROGRESS_EVERY = Duration.ofMillis(200);

    /** If less space than this is left, a failed write means a full disk, whatever the exception says. */
    private static final long FULL_BELOW_BYTES = 1_000_000;

    /** The most connections for one download, the first included. */
    private static final int ATTEMPTS = 10;

    private final URI uri;
    private final long total;
    private final Path part;
    private final ProxySelector proxies;
    private final HttpClient client;

    /**
     * @param total bytes of the whole file
     * @param part the file to write, in which an earlier attempt may have left the beginning
     */
    ResumableDownload(URI uri, long total, Path part) {
        this(uri, total, part, ProxySelector.getDefault());
    }

    /** @param proxies the proxies to go through */
    ResumableDownload(URI uri, long total, Path part, ProxySelector proxies) {
        this.uri = uri;
        this.total = total;
        this.part = part;
        this.proxies = proxies;
        client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(proxies)
                .build();
    }

    /**
     * Downloads the file; returns when the server has sent everything it has.
     *
     * @throws DataException if the network, the server or a proxy is in the way; what was downloaded is kept
     * @throws IOException if {@code part} cannot be written
     */
    void run(Cifar10Download.Progress progress) throws IOException, DataException, InterruptedException {
        if (size() > total) {
            Files.delete(part);
        }
        for (int attempt = 1; size() < total; attempt++) {
            long before = size();
            try {
                HttpResponse<?> response = exchange(before, progress);
                Optional<String> problem = problem(response.statusCode(), response.headers(), before);
                if (problem.isEmpty()) {
                    break;
                }
                if (response.statusCode() != RANGE_NOT_SATISFIABLE || before == 0) {
                    throw failure(problem.get(), null);
                }
                Files.delete(part);
            } catch (FileSystemException e) {
                throw e;
            } catch (IOException e) {
                if (Files.getFileStore(part.getParent()).getUsableSpace() < FULL_BELOW_BYTES) {
                    throw e;
                }
                if (attempt == ATTEMPTS || size() <= before) {
                    throw failure(IoReason.of(e), e);
                }
            }
        }
        progress.at(size(), total);
    }

    /**
     * Asks for the bytes after {@code offset} and writes them to {@code part}, unless there is a problem with the
     * answer.
     */
    private HttpResponse<?> exchange(long offset, Cifar10Download.Progress progress)
            throws IOException, DataException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        CompletableFuture<HttpResponse<Path>> response =
                client.sendAsync(request.build(), info -> subscriber(info, offset));
        try {
            return await(response, progress);
        } finally {
            response.cancel(true);
        }
    }

    private BodySubscriber<Path> subscriber(ResponseInfo info, long offset) {
        if (problem(info.statusCode(), info.headers(), offset).isPresent()) {
            return BodySubscribers.replacing(part);
        }
        return BodySubscribers.ofFile(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                info.statusCode() == OK ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    }

    /** Returns the fault of an answer, if it has one; only an answer without a problem may touch {@code part}. */
    private Optional<String> problem(int status, HttpHeaders headers, long offset) {
        if (status == PARTIAL_CONTENT) {
            String range = headers.firstValue("Content-Range").orElse("none");
            return range.equals("bytes " + offset + "-" + (total - 1) + "/" + total)
                    ? Optional.empty()
                    : Optional.of("the server sent another range: " + range);
        }
        if (status == OK) {
            long length = headers.firstValueAsLong("Content-Length").orElse(total);
            return length == total
                    ? Optional.empty()
                    : Optional.of("it has " + length + " bytes instead of " + total
                            + ", so a proxy or a log-in page may be in the way");
        }
        return Optional.of("the server answered with HTTP status " + status);
    }

    private <T> T await(CompletableFuture<T> response, Cifar10Download.Progress progress)
            throws IOException, DataException, InterruptedException {
        long seen = size();
        long grewAt = System.nanoTime();
        while (true) {
            try {
                return response.get(PROGRESS_EVERY.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof FileSystemException onDisk) {
                    throw onDisk;
                }
                throw new IOException(IoReason.of(e.getCause()), e.getCause());
            } catch (TimeoutException e) {
                // The download is not over yet: look how far it is.
                long bytes = size();
                progress.at(bytes, total);
                if (bytes > total) {
                    throw failure("the server sends more than " + total + " bytes", null);
                }
                if (bytes != seen) {
                    seen = bytes;
                    grewAt = System.nanoTime();
                } else if (System.nanoTime() - grewAt > STALL_LIMIT.toNanos()) {
                    throw new IOException("nothing came for " + STALL_LIMIT.toSeconds() + " s", e);
                }
            }
        }
    }

    private DataException failure(String reason, Throwable cause) {
        return new DataException(
                "cannot download " + uri + proxy() + ": " + reason
                        + "; try again later (what is there is kept), or fetch CIFAR-10 elsewhere and name its folder",
                cause);
    }

    /** Names the proxy that the download goes through, if it does: it may be what is in the way. */
    private String proxy() {
        return proxies.select(uri).stream()
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .map(address -> " through the proxy " + address.getHostString() + ":" + address.getPort())
                .findFirst()
                .orElse("");
    }

    private long size() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }
}
