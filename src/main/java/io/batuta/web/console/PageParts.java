package io.batuta.web.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Style and script of a page, written into it: one request, nothing from elsewhere.
 *
 * @param nonce names the two to the browser for this one answer; what anybody else put in the page
 *     does not run
 */
public record PageParts(String css, String js, String nonce) {

  private static final String CSS = read("board.css");
  private static final String JS = read("board.js");
  private static final SecureRandom RANDOM = new SecureRandom();

  static PageParts fresh() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return new PageParts(CSS, JS, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The header that holds the page to this. */
  String policy() {
    return policy("'none'");
  }

  /** The same for a page with a form that comes back here. */
  String policyWithForm() {
    return policy("'self'");
  }

  private String policy(String forms) {
    return "default-src 'none'; style-src 'nonce-%1$s'; script-src 'nonce-%1$s'; connect-src 'self'; img-src data:; base-uri 'none'; form-action %2$s; frame-ancestors 'none'"
        .formatted(nonce, forms);
  }

  private static String read(String file) {
    try (InputStream in = PageParts.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no part " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
