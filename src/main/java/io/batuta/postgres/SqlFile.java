package io.batuta.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * One statement in a {@code .sql} file beside the package that owns it.
 *
 * @param name the resource, for messages: {@code io/batuta/segment/cut-segment.sql}
 * @param text the statement as written, comments and all
 */
public record SqlFile(String name, String text) {

  /**
   * How a statement begins that runs many times a second: each connection keeps it prepared, so
   * that it is parsed and planned once. The plan then knows nothing of the values: such a statement
   * looks everything up by key.
   */
  static final String KEPT_PREPARED = "-- Kept prepared. ";

  /**
   * Reads {@code <package of owner>/<file>}.
   *
   * @throws IllegalStateException if there is no such file
   */
  public static SqlFile of(Class<?> owner, String file) {
    String name = owner.getPackageName().replace('.', '/') + "/" + file;
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no statement at " + name);
      }
      return new SqlFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }
}
