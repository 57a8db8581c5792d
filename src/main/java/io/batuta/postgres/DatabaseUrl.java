package io.batuta.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where the database is, as {@code BATUTA_DATABASE_URL} says it: {@code
 * postgresql://user:password@host:port/database}, with the port 5432 where none is given.
 */
public record DatabaseUrl(String host, int port, String database, String user, String password) {

  /**
   * @throws IllegalArgumentException if the text is not of that form; the message never repeats the
   *     text, since it holds a password
   */
  public static DatabaseUrl parse(String text) {
    String form = "BATUTA_DATABASE_URL must read postgresql://user:password@host:port/database";
    URI uri;
    try {
      uri = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(form + ", with special characters percent-encoded");
    }
    String scheme = uri.getScheme();
    String path = uri.getPath();
    if (scheme == null
        || !(scheme.equals("postgresql") || scheme.equals("postgres"))
        || uri.getHost() == null
        || path == null
        || path.length() < 2) {
      throw new IllegalArgumentException(form);
    }
    String[] user =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    return new DatabaseUrl(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        path.substring(1),
        user.length > 0 ? decoded(user[0]) : "",
        user.length > 1 ? decoded(user[1]) : "");
  }

  /** For Flyway and psql-like tools; user and password apart. */
  public String jdbc() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** For the reactive client; user and password apart. */
  public String reactive() {
    return "postgresql://" + host + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return reactive();
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
