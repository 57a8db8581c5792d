package io.batuta.portfolio;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of an uploaded file as they are to be read: unpacked where they are packed, within
 * bounds of size, of unpacking and of time. Every fault is a {@link BrokenFile} of the whole file,
 * except that the line broke, which {@link #brokeOff} tells.
 */
final class FileBytes extends InputStream {

  /** As the API has it for an upload. */
  private static final long MOST_BYTES = 64L * 1024 * 1024 * 1024;

  /** Real portfolios pack 5 to 20 to one; gzip itself can do a thousand. */
  private static final long MOST_RATIO = 200;

  /** Below this, whatever the ratio, a file does no harm. */
  private static final long ALWAYS_TAKEN = 16 * 1024 * 1024;

  private static final int GZIP_BUFFER = 64 * 1024;

  private final Raw raw;
  private final InputStream in;
  private final boolean packed;
  private final ImportMode mode;
  private final Clock clock;
  private final Instant until;
  private long given;

  private FileBytes(
      Raw raw, InputStream in, boolean packed, ImportMode mode, Clock clock, Instant until) {
    this.raw = raw;
    this.in = in;
    this.packed = packed;
    this.mode = mode;
    this.clock = clock;
    this.until = until;
  }

  /**
   * @param packed whether its name says that it is gzip
   * @param mode says what to do with a file that takes too long
   * @param until when reading has to end
   * @throws BrokenFile if the bytes are not what the name says
   */
  static FileBytes of(
      InputStream stored, boolean packed, ImportMode mode, Clock clock, Instant until) {
    Raw raw = new Raw(stored);
    try {
      PushbackInputStream in = new PushbackInputStream(raw, 2);
      byte[] head = in.readNBytes(2);
      in.unread(head);
      requireKind(head, packed);
      return new FileBytes(
          raw, packed ? new GZIPInputStream(in, GZIP_BUFFER) : in, packed, mode, clock, until);
    } catch (IOException e) {
      throw raw.brokeOff ? brokenOff() : damaged();
    }
  }

  /** Whether reading ended because the line did, and not because of what the file holds. */
  boolean brokeOff() {
    return raw.brokeOff;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!clock.instant().isBefore(until)) {
      throw new BrokenFile(
          0, null, "reading it takes longer than the function's time: " + mode.whenTooLarge());
    }
    int read = unpacked(target, offset, length);
    if (read < 0 && raw.brokeOff) {
      throw new IOException("the line broke where one gzip ends"); // which gzip takes for the end
    }
    given += Math.max(read, 0);
    if (given > MOST_BYTES) {
      throw new BrokenFile(0, null, "the file is larger than 64 GiB, the most that is read");
    }
    if (packed && given > ALWAYS_TAKEN && given / MOST_RATIO > raw.count) {
      throw new BrokenFile(
          0, null, "it unpacks to more than " + MOST_RATIO + " times its size: not a portfolio");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  private int unpacked(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (ZipException | EOFException e) {
      if (raw.brokeOff) {
        throw e;
      }
      throw damaged();
    }
  }

  private static void requireKind(byte[] head, boolean packed) {
    boolean gzip = head.length == 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B;
    if (packed && !gzip) {
      throw new BrokenFile(0, null, "its name ends in .gz, but it is no gzip");
    }
    if (!packed && gzip) {
      throw new BrokenFile(0, null, "it is gzip: its name must end in .csv.gz");
    }
    if (head.length == 2 && head[0] == 'P' && head[1] == 'K') {
      throw new BrokenFile(0, null, "it is a zip (or a spreadsheet): send CSV, plain or by gzip");
    }
  }

  private static BrokenFile damaged() {
    return new BrokenFile(0, null, "its gzip is damaged, or ends too early");
  }

  private static FileStore.Unreachable brokenOff() {
    return new FileStore.Unreachable("the connection ended before the file did");
  }

  /** What came over the line. */
  private static final class Raw extends FilterInputStream {
    private long count;
    private boolean brokeOff;

    Raw(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int read = super.read(target, offset, length);
        count += Math.max(read, 0);
        return read;
      } catch (IOException e) {
        brokeOff = true;
        throw e;
      }
    }

    /** Never nought: gzip would take a pause of the line for the end of its last part. */
    @Override
    public int available() {
      return 1;
    }
  }
}
