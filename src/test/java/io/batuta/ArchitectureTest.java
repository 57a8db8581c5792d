package io.batuta;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The order of packages is the design; this holds it when we are tired. */
class ArchitectureTest {

  /** From the ground up: a package uses only packages before it. */
  private static final List<String> ORDER =
      List.of(
          "time",
          "document",
          "amazon",
          "secrets",
          "postgres",
          "telemetry",
          "privacy",
          "portfolio",
          "ledger",
          "segment",
          "learning",
          "strategy",
          "compliance",
          "message",
          "campaign",
          "suppression",
          "channel",
          "dispatch",
          "conversation",
          "callback",
          "supervision",
          "web",
          "function",
          "local",
          "bench",
          "faults");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.batuta");

  @Test
  void a_package_uses_only_packages_above_it() {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] below =
          ORDER.stream().skip(i + 1).map(ArchitectureTest::inside).toArray(String[]::new);
      if (below.length > 0) {
        noClasses()
            .that(resideInAPackage(inside(ORDER.get(i))))
            .should()
            .dependOnClassesThat(resideInAnyPackage(below))
            .check(OURS);
      }
    }
  }

  @Test
  void the_doors_do_not_use_each_other() {
    noClasses()
        .that(resideInAPackage(inside("function")))
        .should()
        .dependOnClassesThat(resideInAnyPackage(inside("web"), inside("local")))
        .check(OURS);
    noClasses()
        .that(resideInAPackage(inside("local")))
        .should()
        .dependOnClassesThat(resideInAnyPackage(inside("web"), inside("function")))
        .check(OURS);
  }

  @Test
  void nobody_imports_a_provider() {
    classes()
        .that(
            resideInAnyPackage(
                    "io.batuta.channel.(*)..",
                    inside("privacy.kms"),
                    inside("campaign.sqs"),
                    inside("portfolio.s3"),
                    inside("ledger.s3"))
                .and(not(resideInAPackage("io.batuta.channel"))))
        .should()
        .notBePublic()
        .check(OURS);
  }

  @Test
  void judgement_is_pure() {
    noClasses()
        .that(resideInAnyPackage(inside("strategy"), inside("compliance")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                inside("postgres"),
                "io.vertx..sqlclient..",
                "io.smallrye.mutiny..",
                "java.sql..",
                "org.hibernate.."))
        .check(OURS);
  }

  @Test
  void an_outside_library_has_one_door() {
    onlyIn(
        "software.amazon.awssdk..",
        inside("amazon"),
        inside("secrets"),
        inside("channel"),
        inside("privacy.kms"),
        inside("campaign.sqs"),
        inside("portfolio.s3"),
        inside("ledger.s3"));
    onlyIn("jakarta.ws.rs..", inside("web"));
    onlyIn("com.amazonaws.services.lambda..", inside("function"));
    onlyIn(
        "de.siegmar.fastcsv..",
        inside("portfolio"),
        inside("suppression"),
        inside("web"),
        inside("local"));
    onlyIn("com.google.i18n.phonenumbers..", inside("portfolio"), inside("privacy"));
    onlyIn("net.sf.jsqlparser..", inside("segment"));
    onlyIn("de.focus_shift..", inside("time"));
    onlyIn("org.flywaydb..", inside("postgres"));
    onlyIn("io.zonky..", inside("local"));
    noClasses()
        .that(not(resideInAPackage(inside("postgres"))))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Pool")
        .check(OURS);
  }

  @Test
  void nobody_asks_the_wall_clock_outside_time() {
    noClasses()
        .that(not(resideInAPackage(inside("time"))))
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(java.time.LocalDateTime.class, "now")
        .orShould()
        .callMethod(java.time.ZonedDateTime.class, "now")
        .orShould()
        .callMethod(java.time.OffsetDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(java.time.Clock.class, "systemDefaultZone")
        .check(OURS);
  }

  @Test
  void names_say_what_a_thing_is() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Service|Dto|DTO)")
        .check(OURS);
  }

  @Test
  void every_package_says_its_job_and_no_file_is_long() throws Exception {
    Path root = Path.of("src/main/java/io/batuta");
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> all = files.toList();
      List<Path> silent =
          all.stream()
              .filter(Files::isDirectory)
              .filter(
                  dir ->
                      all.stream()
                          .anyMatch(
                              f -> dir.equals(f.getParent()) && f.toString().endsWith(".java")))
              .filter(dir -> !Files.exists(dir.resolve("package-info.java")))
              .toList();
      Assertions.assertEquals(List.of(), silent, "packages without a package-info");
      for (Path file : all) {
        if (file.toString().endsWith(".java")) {
          long lines = Files.readAllLines(file).size();
          Assertions.assertTrue(lines <= 300, file + " has " + lines + " lines; 300 is the end");
        }
      }
    }
  }

  private static void onlyIn(String library, String... doors) {
    noClasses()
        .that(not(resideInAnyPackage(doors)))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(OURS);
  }

  private static String inside(String name) {
    return "io.batuta." + name + "..";
  }
}
