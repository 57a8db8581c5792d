package io.batuta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends ready-made requests over so many connections, each with one request out at a time. As light
 * as can be, since it shares the processors with what it measures.
 */
final class HttpLoad {

  private static final int MOST_ANSWER_BYTES = 16 * 1024;
  private static final String LENGTH = "content-length: ";

  private final URI root;
  private final int connections;

  HttpLoad(String root, int connections) {
    this.root = URI.create(root);
    this.connections = connections;
  }

  /**
   * What came of it. Every request was answered with 200.
   *
   * @param sortedNanos how long each answer took
   */
  record Outcome(double seconds, long[] sortedNanos) {

    /** Milliseconds within which this share of the answers came. */
    double percentile(double share) {
      return sortedNanos[(int) Math.min(sortedNanos.length - 1, sortedNanos.length * share)] / 1e6;
    }

    String latency() {
      return Measured.format(
          "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
          percentile(0.5), percentile(0.99), percentile(1));
    }
  }

  /** One after the other on each connection: answers are timed from when the request left. */
  Outcome asFastAsItGoes(List<byte[]> requests) throws InterruptedException {
    return send(requests, 0);
  }

  /**
   * So many a second, however long the answers take: each is timed from when its request was due to
   * leave, so that one that waits for a connection counts its waiting.
   */
  Outcome atPace(List<byte[]> requests, double perSecond) throws InterruptedException {
    return send(requests, 1e9 / perSecond);
  }

  private Outcome send(List<byte[]> requests, double spacingNanos) throws InterruptedException {
    long[] nanos = new long[requests.size()];
    AtomicInteger next = new AtomicInteger();
    long startedNanos = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        running.add(
            threads.submit(() -> connection(requests, next, nanos, startedNanos, spacingNanos)));
      }
    }
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a connection failed", e.getCause());
      }
    }
    Arrays.sort(nanos);
    return new Outcome(seconds, nanos);
  }

  private void connection(
      List<byte[]> requests,
      AtomicInteger next,
      long[] nanos,
      long startedNanos,
      double spacingNanos) {
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[MOST_ANSWER_BYTES];
      for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
        long dueNanos =
            spacingNanos == 0 ? System.nanoTime() : startedNanos + (long) (i * spacingNanos);
        for (long wait = dueNanos - System.nanoTime();
            wait > 0;
            wait = dueNanos - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        out.write(requests.get(i));
        answer(in, buffer);
        nanos[i] = System.nanoTime() - dueNanos;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer whole. */
  private static void answer(InputStream in, byte[] buffer) throws IOException {
    int have = 0;
    int whole = Integer.MAX_VALUE;
    while (have < whole) {
      int read = in.read(buffer, have, buffer.length - have);
      if (read <= 0) {
        throw new IOException("the answer ends after " + have + " bytes");
      }
      have += read;
      if (whole == Integer.MAX_VALUE) {
        whole = wholeLength(new String(buffer, 0, have, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static int wholeLength(String sofar) throws IOException {
    int head = sofar.indexOf("\r\n\r\n");
    if (head < 0) {
      return Integer.MAX_VALUE;
    }
    if (!sofar.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("answered " + sofar.lines().findFirst().orElse(""));
    }
    int length = sofar.indexOf(LENGTH) + LENGTH.length();
    int body = Integer.parseInt(sofar.substring(length, sofar.indexOf('\r', length)));
    return head + 4 + body;
  }
}
