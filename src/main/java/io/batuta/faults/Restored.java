package io.batuta.faults;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The database is put back to what it was before a part of the morning left. Nothing may leave
 * until a person confirms; what left meanwhile is uncertain then, and nothing is sent twice.
 */
final class Restored implements Scenario {

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String says() {
    return "the database is restored to an hour ago";
  }

  @Override
  public Finding run(Path folder, FaultOptions options, String classPath) throws Exception {
    try (Lab lab = new Lab(folder.resolve(name()), options.seed(), classPath)) {
      lab.planDay(options.debtors());
      lab.carrier().behave(Manners.good());
      minuteAt(lab, LocalTime.of(9, 0));
      long before = lab.compare().received();
      Path copy = lab.server().data().resolveSibling("database-copy");
      lab.server().close();
      copy(lab.server().data(), copy);
      lab.server().restart();

      minuteAt(lab, LocalTime.of(10, 0));
      long meanwhile = lab.compare().received() - before;

      lab.server().close();
      Lab.empty(lab.server().data());
      copy(copy, lab.server().data());
      lab.server().restart();
      minuteAt(lab, LocalTime.of(10, 20));
      List<String> violations = new ArrayList<>();
      long paused = lab.compare().received() - before - meanwhile;
      if (paused > 0) {
        violations.add(paused + " contacts left a restored database before anybody confirmed");
      }
      if (meanwhile == 0) {
        violations.add("nothing left after the copy was made");
      }
      long doubted = lab.server().number("SELECT confirm_restored_database('a person')");
      return Scenario.settled(
          this,
          lab,
          "%d left after the copy, paused, then %d in doubt".formatted(meanwhile, doubted),
          violations);
    }
  }

  private static void minuteAt(Lab lab, LocalTime hour) throws Exception {
    lab.at(hour);
    try (Child child = lab.start()) {
      child.rescue(lab.time().now());
      child.minute(lab.time().now());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(
                to.resolve(from.relativize(folder)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
