package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.time.SimulatedClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FileBytesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private static final byte[] CSV =
      "account_number,name\nA1,Ana Peña\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);

  private final SimulatedClock clock = new SimulatedClock(NOW);

  @Test
  void what_is_packed_is_unpacked_and_what_is_not_stays_as_it_is() throws IOException {
    assertArrayEquals(CSV, read(CSV, false).readAllBytes());
    assertArrayEquals(CSV, read(gzip(CSV), true).readAllBytes());
    assertArrayEquals(new byte[0], read(new byte[0], false).readAllBytes());
    assertArrayEquals(new byte[] {'a'}, read(new byte[] {'a'}, false).readAllBytes());
  }

  /** As gzip -c a b writes it; a line that pauses between the parts must not end the file. */
  @Test
  void several_gzips_in_a_row_are_one_file() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzip(CSV));
    both.write(gzip(CSV));
    byte[] twice = both.toByteArray();
    InputStream pausing =
        new ByteArrayInputStream(twice) {
          @Override
          public synchronized int available() {
            return 0;
          }

          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 100));
          }
        };
    FileBytes bytes = FileBytes.of(pausing, true, ImportMode.DELTA, clock, Instant.MAX);
    assertEquals(2 * CSV.length, bytes.readAllBytes().length);
  }

  @Test
  void a_name_that_says_another_thing_than_the_bytes_is_refused() {
    assertTrue(refused(CSV, true).contains("no gzip"));
    assertTrue(refused(gzip(CSV), false).contains(".csv.gz"));
    assertTrue(refused(new byte[] {'P', 'K', 3, 4}, false).contains("zip"));
    assertTrue(refused(new byte[0], true).contains("no gzip"));
  }

  @Test
  void a_gzip_that_is_damaged_or_ends_too_early_is_a_broken_file() {
    byte[] whole = gzip(CSV);
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 100, 140, (byte) 0x55);
    for (byte[] bad :
        new byte[][] {
          damaged,
          Arrays.copyOf(whole, whole.length / 2),
          Arrays.copyOf(whole, 5),
          {0x1F, (byte) 0x8B}
        }) {
      BrokenFile broken = assertThrows(BrokenFile.class, () -> read(bad, true).readAllBytes());
      assertTrue(broken.reason().contains("damaged"), broken.reason());
    }
  }

  @Test
  void a_bomb_is_put_out_long_before_it_fills_anything() {
    byte[] bomb = gzip(new byte[64 * 1024 * 1024]);
    FileBytes bytes = read(bomb, true);
    long[] given = {0};
    BrokenFile broken =
        assertThrows(
            BrokenFile.class,
            () -> {
              byte[] some = new byte[8192];
              for (int n = bytes.read(some); n >= 0; n = bytes.read(some)) {
                given[0] += n;
              }
            });
    assertTrue(broken.reason().contains("200 times"), broken.reason());
    assertTrue(given[0] <= 17 * 1024 * 1024, "given: " + given[0]);
  }

  /** A part of a snapshot would recall the rest of the portfolio. */
  @Test
  void reading_ends_with_the_functions_time_and_the_advice_is_the_modes() throws IOException {
    for (ImportMode mode : ImportMode.values()) {
      Instant end = clock.instant().plusSeconds(9);
      FileBytes bytes = FileBytes.of(new ByteArrayInputStream(CSV), false, mode, clock, end);
      assertEquals('a', bytes.read());
      clock.advanceTo(end);
      BrokenFile broken = assertThrows(BrokenFile.class, bytes::read);
      assertTrue(broken.reason().contains("time"), broken.reason());
      assertEquals(mode == ImportMode.DELTA, broken.reason().endsWith(": send it in parts"));
      assertEquals(mode == ImportMode.SNAPSHOT, broken.reason().contains("do not cut a snapshot"));
      assertEquals(false, bytes.brokeOff());
    }
  }

  @Test
  void a_line_that_breaks_is_no_fault_of_the_file() {
    byte[] packed = gzip(CSV);
    InputStream line =
        new InputStream() {
          private int at;

          @Override
          public int read() throws IOException {
            if (at == packed.length / 2) {
              throw new IOException("reset by peer");
            }
            return packed[at++] & 0xFF;
          }
        };
    FileBytes bytes = FileBytes.of(line, true, ImportMode.DELTA, clock, Instant.MAX);
    assertThrows(IOException.class, bytes::readAllBytes);
    assertEquals(true, bytes.brokeOff());
  }

  @Test
  void a_line_that_breaks_between_two_gzips_is_not_the_end_of_the_file() {
    byte[] first = gzip(CSV);
    InputStream line =
        new ByteArrayInputStream(first) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            int read = super.read(target, offset, length);
            if (read < 0) {
              throw new UncheckedIOException(new IOException("reset by peer"));
            }
            return read;
          }
        };
    FileBytes bytes = FileBytes.of(new Checked(line), true, ImportMode.DELTA, clock, Instant.MAX);
    assertThrows(IOException.class, bytes::readAllBytes);
    assertEquals(true, bytes.brokeOff());
  }

  /** ByteArrayInputStream may not throw what a line throws. */
  private static final class Checked extends FilterInputStream {
    Checked(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  private FileBytes read(byte[] stored, boolean packed) {
    return FileBytes.of(
        new ByteArrayInputStream(stored), packed, ImportMode.DELTA, clock, Instant.MAX);
  }

  private String refused(byte[] stored, boolean packed) {
    return assertThrows(BrokenFile.class, () -> read(stored, packed)).reason();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }
}
