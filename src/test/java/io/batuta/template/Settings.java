package io.batuta.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The variables that the product knows: those of the code, those of docs/settings.md, and whether
 * the two are the same.
 */
final class Settings {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)` \\|");

  /** As a setting's key is written: injected, asked for, or in application.properties. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?m)(?:(?:name =\\s*|Value\\(\\s*)\"|^)(batuta(?:\\.[a-z][a-z0-9-]*)+)(?=[\"=])");

  private static final Pattern VARIABLE = Pattern.compile("\\bBATUTA_[A-Z0-9_]+\\b");
  private static final Pattern SETTING =
      Pattern.compile("@With(?:Default|Name)\\([^)]*\\)\\s+[\\w<>]+ (\\w+)\\(\\);");

  /** Of the local run, its measurements and its faults, which no function reads. */
  private static final Pattern LOCAL = Pattern.compile("BATUTA_(LOCAL|BENCH|FAULTS)_.*");

  /** Keys that AmazonClient and ProviderRates put together, for a provider each. */
  private static final Pattern PUT_TOGETHER =
      Pattern.compile(
          "BATUTA_CHANNEL_(SES|SMS)_(ENDPOINT|REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY)"
              + "|BATUTA_CHANNEL_(SES|SMS|SANDBOX)_(PER_SECOND|BURST)");

  private Settings() {}

  /** Every variable that has a row in the list of settings. */
  static Set<String> documented(String settings) {
    return found(ROW, settings, new TreeSet<>());
  }

  /** Every variable that the code reads, by its key or by its name. */
  static Set<String> ofCode(Path main) {
    Set<String> variables = new TreeSet<>();
    try (Stream<Path> files = Files.walk(main)) {
      for (Path file : files.filter(Settings::isRead).toList()) {
        String text = Files.readString(file);
        found(VARIABLE, text, variables);
        found(KEY, text, new TreeSet<>()).forEach(key -> variables.add(variable(key)));
        if (text.contains("@ConfigMapping(prefix = \"batuta.")) {
          mapped(text, variables);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    variables.removeIf(name -> LOCAL.matcher(name).matches());
    return variables;
  }

  /** Variables that the list lacks, and rows of it that nothing reads. */
  static List<String> faults(Set<String> documented, Set<String> ofCode) {
    List<String> faults = new ArrayList<>();
    ofCode.stream()
        .filter(name -> !documented.contains(name))
        .forEach(name -> faults.add(name + " is read and not in docs/settings.md"));
    documented.stream()
        .filter(name -> name.startsWith("BATUTA_"))
        .filter(name -> !ofCode.contains(name) && !PUT_TOGETHER.matcher(name).matches())
        .forEach(name -> faults.add(name + " is in docs/settings.md and nothing reads it"));
    return faults;
  }

  /** Variables of functions that the product does not know. */
  static List<String> unknown(List<Functions.Function> functions, Set<String> documented) {
    return functions.stream()
        .flatMap(
            function ->
                function.environment().keySet().stream()
                    .filter(name -> !documented.contains(name))
                    .map(name -> function.id() + " is given " + name + ", which is no setting"))
        .toList();
  }

  private static boolean isRead(Path file) {
    return file.toString().endsWith(".java") || file.endsWith("application.properties");
  }

  private static void mapped(String text, Set<String> variables) {
    Matcher prefix = Pattern.compile("prefix = \"([a-z.]+)\"").matcher(text);
    if (prefix.find()) {
      found(SETTING, text, new TreeSet<>())
          .forEach(method -> variables.add(variable(prefix.group(1) + "." + kebab(method))));
      variables.remove(variable(prefix.group(1)));
    }
  }

  private static String variable(String key) {
    return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private static String kebab(String method) {
    return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Set<String> found(Pattern pattern, String text, Set<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      into.add(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
    }
    return into;
  }
}
