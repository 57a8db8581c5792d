package io.batuta.web.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the pages say, in Spanish or English. */
record PageTexts(String language, Map<String, String> all) {

  private static final PageTexts SPANISH = read("es");
  private static final PageTexts ENGLISH = read("en");

  /** The language of the link, else the first of ours that the browser asks for, else Spanish. */
  static PageTexts of(@Nullable String chosen, @Nullable String accepted) {
    if (chosen != null) {
      return chosen.equals("en") ? ENGLISH : SPANISH;
    }
    return accepted != null && prefersEnglish(accepted) ? ENGLISH : SPANISH;
  }

  private static boolean prefersEnglish(String accepted) {
    try {
      List<Locale> known = List.of(Locale.forLanguageTag("es"), Locale.ENGLISH);
      Locale best = Locale.lookup(Locale.LanguageRange.parse(accepted), known);
      return Locale.ENGLISH.equals(best);
    } catch (IllegalArgumentException e) {
      return false; // no header that a browser would send
    }
  }

  private static PageTexts read(String language) {
    Properties texts = new Properties();
    String file = "board_" + language + ".properties";
    try (InputStream in = PageTexts.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no texts in " + file);
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new TreeMap<>();
    texts.stringPropertyNames().forEach(name -> all.put(name, texts.getProperty(name)));
    return new PageTexts(language, Map.copyOf(all));
  }
}
