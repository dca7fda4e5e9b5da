package io.traindeck.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback interface that serves one file, well or badly. */
final class ArchiveServer implements AutoCloseable {
    /** Happens to the body of an answer once some of it is sent. */
    @FunctionalInterface
    private interface Fault {
        void strike() throws Exception;
    }

    private final byte[] file;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requestedRanges = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean knowsRanges = true;
    private volatile Fault fault;
    private volatile int faultAfter;

    ArchiveServer(byte[] file) throws IOException {
        this.file = file;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/archive.tar.gz", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/archive.tar.gz");
    }

    /** Returns the Range header of each request so far, or "none". */
    List<String> requestedRanges() {
        return List.copyOf(requestedRanges);
    }

    /** Cuts the next answer after so many bytes, once they have {@code arrived}. */
    void cutAfter(int bytes, CountDownLatch arrived) {
        fault = arrived::await;
        faultAfter = bytes;
    }

    /** Sends nothing after so many bytes of the next answer. */
    void stallAfter(int bytes) {
        fault = closing::await;
        faultAfter = bytes;
    }

    void serveNormally() {
        fault = null;
    }

    void ignoreRanges() {
        knowsRanges = false;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        requestedRanges.add(range == null ? "none" : range);
        int from = 0;
        int status = 200;
        if (range != null && knowsRanges) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            status = 206;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        Fault now = fault;
        fault = null;
        exchange.sendResponseHeaders(status, file.length - from);
        try (exchange) {
            OutputStream body = exchange.getResponseBody();
            if (now == null) {
                body.write(file, from, file.length - from);
                body.close();
                return;
            }
            body.write(file, from, faultAfter);
            body.flush();
            now.strike();
        } catch (Exception e) {
            // The client is gone, or this server is closing: both are what a fault is for.
        }
    }
}
