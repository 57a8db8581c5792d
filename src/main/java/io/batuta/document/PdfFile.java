package io.batuta.document;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The form of a PDF file: objects one after the other, and a table of where each begins. */
final class PdfFile {

  private final OutputStream out;
  private final List<Long> offsets = new ArrayList<>();
  private long written;

  PdfFile(OutputStream out) {
    this.out = out;
  }

  void begin() throws IOException {
    // Four bytes above 127 tell whoever copies the file that it is no text.
    put("%PDF-1.4\n%");
    put(new byte[] {(byte) 0xe2, (byte) 0xe3, (byte) 0xcf, (byte) 0xd3, '\n'});
  }

  void object(int number, String content) throws IOException {
    open(number);
    put(content + "\nendobj\n");
  }

  void stream(int number, byte[] content) throws IOException {
    open(number);
    put("<< /Length " + content.length + " /Filter /FlateDecode >>\nstream\n");
    put(content);
    put("\nendstream\nendobj\n");
  }

  void end() throws IOException {
    long table = written;
    put("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
    for (long offset : offsets) {
      put(String.format(Locale.ROOT, "%010d 00000 n \n", offset));
    }
    put(
        "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(offsets.size() + 1, table));
    out.flush();
  }

  private void open(int number) throws IOException {
    if (number != offsets.size() + 1) {
      throw new IllegalStateException("object " + number + " is out of its turn");
    }
    offsets.add(written);
    put(number + " 0 obj\n");
  }

  private void put(String text) throws IOException {
    put(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }
}
