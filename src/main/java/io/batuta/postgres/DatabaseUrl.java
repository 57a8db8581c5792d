package io.batuta.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the database is, as {@code BATUTA_DATABASE_URL} says it: {@code
 * postgresql://user:password@host:port/database?sslmode=require}, with the port 5432 where none is
 * given.
 *
 * @param user empty, as is the password, where a secret has them
 * @param sslMode as libpq knows it; empty: not said
 */
public record DatabaseUrl(
    String host, int port, String database, String user, String password, String sslMode) {

  private static final Pattern SSL_MODE = Pattern.compile("(?:^|&)sslmode=([a-z-]+)");

  public DatabaseUrl(String host, int port, String database, String user, String password) {
    this(host, port, database, user, password, "");
  }

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
        user.length > 1 ? decoded(user[1]) : "",
        sslMode(uri));
  }

  /** The same database for another login. */
  public DatabaseUrl as(String otherUser, String otherPassword) {
    return new DatabaseUrl(host, port, database, otherUser, otherPassword, sslMode);
  }

  /** For Flyway and psql-like tools; user and password apart. */
  public String jdbc() {
    return "jdbc:" + reactive();
  }

  /** For the reactive client; user and password apart. */
  public String reactive() {
    String address = "postgresql://" + host + ":" + port + "/" + database;
    return sslMode.isEmpty() ? address : address + "?sslmode=" + sslMode;
  }

  @Override
  public String toString() {
    return reactive();
  }

  private static String sslMode(URI uri) {
    Matcher given = SSL_MODE.matcher(uri.getRawQuery() == null ? "" : uri.getRawQuery());
    return given.find() ? given.group(1) : "";
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
