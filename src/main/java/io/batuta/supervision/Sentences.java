package io.batuta.supervision;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** What facts and reasons are called in a language that people read: Spanish or English. */
enum Sentences {
  ES,
  EN;

  private final Properties texts = read("why_" + name().toLowerCase(Locale.ROOT) + ".properties");

  /** Spanish, unless English was asked for. */
  static Sentences of(String language) {
    return language.startsWith("en") ? EN : ES;
  }

  /**
   * The text of that key, each {@code {token}} replaced.
   *
   * @throws IllegalStateException if there is no such text; a test holds that all are there
   */
  String say(String key, Map<String, String> tokens) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no sentence for " + key + " in " + this);
    }
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      text = text.replace("{" + token.getKey() + "}", token.getValue());
    }
    return text;
  }

  String say(String key) {
    return say(key, Map.of());
  }

  /** Like {@link #say(String)}; the code itself where the ledger knows one that we do not. */
  String sayOr(String key, String code) {
    String text = texts.getProperty(key);
    return text == null ? code : text;
  }

  private static Properties read(String file) {
    Properties texts = new Properties();
    try (InputStream in = Sentences.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no sentences in " + file);
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
    return texts;
  }
}
