package io.batuta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.batuta.postgres.Migrations;
import io.batuta.time.HolidayFile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.extensibility.ConfigurationExtension;
import org.flywaydb.core.extensibility.Plugin;
import org.junit.jupiter.api.Test;

/**
 * What a native binary can only have when it was told while it was built: classes met by
 * reflection, and resources. Runs on the JVM; scripts/native drives the binary itself.
 */
class NativeFitTest {

  private static final Path RESOURCES = Path.of("src/main/resources");

  /** Calls that meet a class by its name; each place is listed with why it is safe. */
  private static final Pattern REFLECTION =
      Pattern.compile(
          "Class\\.forName|getDeclared(Constructor|Method|Field)|\\.newInstance\\(|ServiceLoader"
              + "|\\.(readValue|treeToValue|convertValue|valueToTree|mapTo|mapFrom)\\(");

  /** Handlers answer these as they are; a handler's own type arguments Quarkus registers itself. */
  private static final Pattern ANSWERS = Pattern.compile(".*(Answer|Failure|Report)");

  @Test
  void our_own_code_meets_no_class_by_its_name() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(NativeFitTest::isPackagedCode).toList()) {
        if (REFLECTION.matcher(Files.readString(file)).find()) {
          found.add(file.getFileName().toString());
        }
      }
    }
    assertEquals(
        Set.of(), found, "register what it meets by @RegisterForReflection, and list it here");
  }

  @Test
  void what_handlers_answer_is_registered() {
    JavaClasses functions =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.batuta.function");
    Set<String> handlersArguments =
        functions.stream()
            .flatMap(type -> type.getInterfaces().stream())
            .filter(type -> type.toErasure().getName().endsWith(".RequestHandler"))
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    Set<String> forgotten =
        functions.stream()
            .filter(type -> type.isRecord() && ANSWERS.matcher(type.getSimpleName()).matches())
            .filter(type -> !type.isAnnotatedWith(RegisterForReflection.class))
            .map(JavaClass::getName)
            .filter(name -> !handlersArguments.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), forgotten, "@RegisterForReflection is missing");
  }

  @Test
  void every_class_that_jollyday_makes_by_name_is_registered() throws IOException {
    Properties names = new Properties();
    try (InputStream in = NativeFitTest.class.getResourceAsStream("/jollyday.properties")) {
      names.load(in);
    }
    Set<String> made =
        names.entrySet().stream()
            .filter(entry -> entry.getKey().toString().matches("(parser|manager)\\.impl.*"))
            .map(entry -> entry.getValue().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        made,
        new TreeSet<>(
            List.of(HolidayFile.class.getAnnotation(RegisterForReflection.class).classNames())));
  }

  /** Without these {@code Flyway.load()} fails in a binary: its settings are copied as JSON. */
  @Test
  void every_setting_that_flyway_copies_as_json_is_registered() {
    Set<String> copied = new TreeSet<>();
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      if (plugin instanceof ConfigurationExtension) {
        bean(plugin.getClass(), copied);
      }
    }
    assertEquals(
        copied,
        new TreeSet<>(
            List.of(Migrations.class.getAnnotation(RegisterForReflection.class).classNames())));
  }

  /** A class of Flyway's and those of what its getters answer. */
  private static void bean(Class<?> type, Set<String> into) {
    if (type.getName().startsWith("org.flywaydb.") && into.add(type.getName())) {
      Stream.of(type.getMethods())
          .filter(method -> method.getName().startsWith("get") && method.getParameterCount() == 0)
          .forEach(method -> bean(method.getReturnType(), into));
    }
  }

  /** Dates and amounts in Spanish would be English ones without a word said. */
  @Test
  void a_binary_knows_every_language_that_messages_are_written_in() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String ofNative = pom.substring(pom.indexOf("<id>native</id>"), pom.indexOf("<id>arm</id>"));
    assertTrue(ofNative.contains("<quarkus.locales>all</quarkus.locales>"));
  }

  @Test
  void every_statement_that_code_names_is_in_its_place() throws IOException {
    Pattern named = Pattern.compile("SqlFile\\.of\\((\\w+)\\.class,\\s*\"([^\"]+)\"\\)");
    Set<String> missing = new TreeSet<>();
    int found = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(NativeFitTest::isPackagedCode).toList()) {
        Matcher statement = named.matcher(Files.readString(file));
        while (statement.find()) {
          found++;
          boolean own = file.getFileName().toString().equals(statement.group(1) + ".java");
          Path folder = Path.of("src/main/java").relativize(file.getParent());
          if (own && !Files.exists(RESOURCES.resolve(folder).resolve(statement.group(2)))) {
            missing.add(file + " names " + statement.group(2));
          }
        }
      }
    }
    assertTrue(found > 50, found + " statements are named");
    assertEquals(Set.of(), missing);
  }

  @Test
  void every_resource_is_included() throws IOException {
    List<String> globs = includes();
    Set<String> forgotten;
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      forgotten =
          files
              .filter(Files::isRegularFile)
              .map(file -> RESOURCES.relativize(file).toString().replace('\\', '/'))
              // The local run's own; templates, settings and services Quarkus includes itself.
              .filter(file -> !file.matches("(sample|io/batuta/local|templates|META-INF)/.*"))
              .filter(file -> !file.equals("application.properties"))
              .filter(file -> globs.stream().noneMatch(glob -> matches(glob, file)))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertEquals(Set.of(), forgotten, "add them to quarkus.native.resources.includes");
    for (String theirs :
        List.of(
            "jollyday.properties",
            "holidays/Holidays_co.xml",
            "com/google/i18n/phonenumbers/data/PhoneNumberMetadataProto_CO",
            "org/flywaydb/core/internal/version.txt")) {
      assertNotNull(NativeFitTest.class.getResource("/" + theirs), theirs + " is gone");
      assertTrue(globs.stream().anyMatch(glob -> matches(glob, theirs)), theirs);
    }
  }

  private static boolean isPackagedCode(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.endsWith(".java") && !name.contains("io/batuta/local/");
  }

  private static List<String> includes() throws IOException {
    String settings = Files.readString(RESOURCES.resolve("application.properties"));
    Matcher line =
        Pattern.compile("^quarkus\\.native\\.resources\\.includes=(.*)$", Pattern.MULTILINE)
            .matcher(settings);
    assertTrue(line.find());
    return List.of(line.group(1).split(","));
  }

  /** In Quarkus' globs {@code **} stands for any number of folders, none too. */
  private static boolean matches(String glob, String file) {
    Path path = Path.of(file);
    return Stream.of(glob, glob.replace("/**/", "/"))
        .anyMatch(each -> FileSystems.getDefault().getPathMatcher("glob:" + each).matches(path));
  }
}
