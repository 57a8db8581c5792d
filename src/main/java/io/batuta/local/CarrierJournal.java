package io.batuta.local;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The carriers' side of the story, on disk and outlasting a kill: one line for each message they
 * were handed. Nothing of the product reads it, so it can testify that none was handed over twice.
 */
final class CarrierJournal {

  /** A message that went out, whether or not its sender got the answer. */
  record Left(ContactId contact, Channel channel, Instant taken) {}

  private final Path file;

  CarrierJournal(Path file) {
    this.file = file;
  }

  synchronized void note(ContactId contact, Channel channel, Instant at, Behaviour.Answer answer) {
    String line = contact.value() + "," + channel + "," + at + "," + answer + "\n";
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines name a contact that an earlier line named. */
  synchronized int twice() {
    Set<String> seen = new HashSet<>();
    return (int) lines().stream().filter(line -> !seen.add(line[0])).count();
  }

  synchronized List<Left> left() {
    return lines().stream()
        .filter(line -> line[3].equals("ACCEPTED") || line[3].equals("LOST_BUT_LEFT"))
        .map(
            line ->
                new Left(
                    new ContactId(UUID.fromString(line[0])),
                    Channel.valueOf(line[1]),
                    Instant.parse(line[2])))
        .toList();
  }

  /** Whole lines only: a kill may have cut the last one. */
  private List<String[]> lines() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream()
              .map(line -> line.split(","))
              .filter(parts -> parts.length == 4)
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
