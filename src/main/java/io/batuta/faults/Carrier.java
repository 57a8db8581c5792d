package io.batuta.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The provider: takes {@code POST /messages/<contact>} over plain sockets, so that it can cut them
 * wherever it wants, and keeps book before it answers.
 */
final class Carrier implements AutoCloseable {

  /** What watches requests as they come; it may kill whoever sent them. */
  interface Watcher {
    /** The request is in the book, and its answer has not begun. */
    default void read() {}

    /** The answer has left whole. */
    default void answered() {}
  }

  /** Decides how a request is treated. */
  interface Manner {
    Conduct of(UUID contact, int request);

    /** How long an answer that comes slowly takes. */
    default Duration slow(UUID contact) {
      return Duration.ofMillis(20 + Math.floorMod(contact.hashCode(), 600));
    }

    /** What stands in the answer's header and body beside the usual. */
    default Answer answer(UUID contact) {
      return new Answer("f-" + contact, "60");
    }

    /** Of so many requests one is cut before it is read; 0: none. */
    default int unreadOneIn() {
      return 0;
    }
  }

  /**
   * @param id under which the message was taken, as JSON text
   * @param retryAfter seconds
   */
  record Answer(String id, String retryAfter) {}

  private static final Watcher NOBODY = new Watcher() {};
  private static final Duration TOO_LATE = Duration.ofMillis(4_500);
  private static final int MOST_HEAD = 16 * 1024;

  private final ServerSocket socket;
  private final Book book;
  private final Time time;
  private final SplittableRandom random;
  private final AtomicLong sequence = new AtomicLong();
  private volatile Manner manner;
  private volatile Watcher watcher = NOBODY;

  Carrier(Book book, Time time, long seed, Manner manner) throws IOException {
    this.book = book;
    this.time = time;
    this.random = new SplittableRandom(seed);
    this.manner = manner;
    this.socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::accepting);
  }

  int port() {
    return socket.getLocalPort();
  }

  void behave(Manner other) {
    manner = other;
  }

  void watch(Watcher by) {
    watcher = by;
  }

  void watchNoMore() {
    watcher = NOBODY;
  }

  private void accepting() {
    try {
      while (true) {
        Socket one = socket.accept();
        Thread.ofVirtual().start(() -> serving(one));
      }
    } catch (SocketException closed) {
      // The end of the run.
    } catch (IOException e) {
      Faults.progress("the provider cannot accept: " + e);
    }
  }

  private void serving(Socket one) {
    try (one) {
      one.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(one.getInputStream());
      OutputStream out = one.getOutputStream();
      boolean open = true;
      while (open) {
        in.mark(1);
        if (in.read() < 0) {
          return;
        }
        in.reset();
        if (cutUnread()) {
          book.unread();
          one.setSoLinger(true, 0);
          return;
        }
        open = request(in, out);
      }
    } catch (IOException e) {
      // Whoever sent it was killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean cutUnread() {
    int oneIn = manner.unreadOneIn();
    return oneIn > 0 && next(oneIn) == 0;
  }

  private synchronized int next(int bound) {
    return random.nextInt(bound);
  }

  /** Answers whether the connection stays open. */
  private boolean request(InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    String head = head(in);
    int length = Integer.parseInt(header(head, "content-length"));
    if (in.readNBytes(length).length < length) {
      return false;
    }
    UUID contact =
        UUID.fromString(head.substring(head.indexOf("/messages/") + 10).split(" ", 2)[0]);
    Conduct conduct;
    synchronized (book) {
      conduct = manner.of(contact, book.requests(contact));
      book.received(contact, header(head, "x-channel"), conduct, time.now());
    }
    watcher.read();
    boolean open = answer(out, contact, conduct);
    watcher.answered();
    return open;
  }

  private boolean answer(OutputStream out, UUID contact, Conduct conduct)
      throws IOException, InterruptedException {
    Answer answer = manner.answer(contact);
    String taken =
        whole("202 Accepted", "{\"n\":%d,\"id\":\"%s\"}", sequence.incrementAndGet(), answer.id());
    switch (conduct) {
      case AT_ONCE -> write(out, taken);
      case SLOWLY -> {
        Thread.sleep(manner.slow(contact));
        write(out, taken);
      }
      case TOO_LATE -> {
        Thread.sleep(TOO_LATE);
        write(out, taken);
      }
      case BROKEN -> write(out, whole("500 Internal Server Error", "{}"));
      case OUT_OF_ORDER -> write(out, whole("503 Service Unavailable", "{}"));
      case LATER -> write(out, whole("429 Later", "{\"after\":\"%s\"}", answer.retryAfter()));
      case REFUSED -> write(out, whole("400 Bad Request", "{}"));
      case CUT_BEFORE_ANSWER -> {
        return false;
      }
      case CUT_IN_ANSWER -> {
        write(out, taken.substring(0, taken.length() / 2));
        return false;
      }
    }
    return true;
  }

  private static String whole(String status, String body, Object... values) {
    String said = body.formatted(values);
    return "HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(status, said.getBytes(StandardCharsets.UTF_8).length, said);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MOST_HEAD) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("cut in the head of a request");
      }
      head.append((char) c);
      if (c == '\n' && head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        return head.toString();
      }
    }
    throw new IOException("a head without end");
  }

  private static String header(String head, String name) throws IOException {
    for (String line : head.split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    throw new IOException("a request without " + name);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
