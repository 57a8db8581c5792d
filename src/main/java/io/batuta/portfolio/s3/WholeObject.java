package io.batuta.portfolio.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Fails where an object ends before its length is read: the JDK's HTTP client takes a connection
 * that was closed too early for the end, and half a snapshot would recall the other half.
 */
final class WholeObject extends FilterInputStream {

  private final long length;
  private long count;

  WholeObject(InputStream in, long length) {
    super(in);
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    int read = super.read(target, offset, wanted);
    if (read < 0 && count < length) {
      throw new IOException("the object ended after " + count + " of " + length + " bytes");
    }
    count += Math.max(read, 0);
    return read;
  }
}
