package io.batuta.portfolio;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 and stops at the first byte that is not, saying where. The JDK's own reader either
 * replaces such a byte, which would write somebody's name wrong, or does not say where it was.
 */
final class StrictUtf8 extends Reader {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final InputStream in;
  private final int longestLine;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private boolean ended;
  private boolean begun;
  private long line = 1;
  private long charsInLine;

  /**
   * @param longestLine in characters; a longer one is a {@link BrokenFile}, found before it is held
   */
  StrictUtf8(InputStream in, int longestLine) {
    this.in = in;
    this.longestLine = longestLine;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    CharBuffer chars = CharBuffer.wrap(target, offset, length).slice();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      count(target, offset, chars.position());
      if (result.isError()) {
        throw malformed();
      }
      int read = chars.position();
      if (read > 0) {
        return skipByteOrderMark(target, offset, read);
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  /** Lines are counted behind the decoder, so that a malformed byte knows its own. */
  private void count(char[] target, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (target[i] == '\n') {
        line++;
        charsInLine = 0;
      } else if (++charsInLine > longestLine) {
        throw new BrokenFile(
            line, null, "the line is longer than " + longestLine + " characters, the most we read");
      }
    }
  }

  private int skipByteOrderMark(char[] target, int offset, int read) throws IOException {
    boolean first = !begun;
    begun = true;
    if (!first || target[offset] != '\uFEFF') {
      return read;
    }
    System.arraycopy(target, offset + 1, target, offset, read - 1);
    return read == 1 ? read(target, offset, 1) : read - 1;
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  private BrokenFile malformed() {
    int value = bytes.get(bytes.position()) & 0xFF;
    return new BrokenFile(
        line,
        null,
        "byte 0x%02X after character %d is not UTF-8 (it looks like Latin-1 or Windows-1252): save the file as UTF-8"
            .formatted(value, charsInLine));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
