package io.batuta.portfolio;

import static java.util.stream.Collectors.joining;

import io.batuta.portfolio.ImportRow.Point;
import io.batuta.privacy.AddressHash;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonHash;
import io.batuta.privacy.PersonalData;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row as it leaves for the database: whom it is about is encrypted with that person's key, and
 * hashed, so that it can be found and compared.
 *
 * @param row of which name, document, birth date and points are no longer read
 * @param points their kinds, addresses and hashes, in hex where they are bytes, by U+001F
 */
record EncryptedRow(
    ImportRow row,
    byte[] name,
    byte @Nullable [] document,
    byte @Nullable [] birthDate,
    Hashes hashes,
    Points points) {

  /** The unit separator: no cell can hold it, since control characters are refused. */
  private static final String UNIT = "\u001F";

  private static final HexFormat HEX = HexFormat.of();

  record Hashes(
      byte[] name, byte[] spelling, byte @Nullable [] document, byte @Nullable [] birthDate) {}

  record Points(String kinds, String addresses, String hashes) {}

  /** Encrypts rows of one creditor. */
  record Maker(int creditor, PersonHash person, AddressHash address) {

    EncryptedRow encrypt(ImportRow row, DataKey key) {
      String document = row.document();
      LocalDate birthDate = row.birthDate();
      return new EncryptedRow(
          row,
          key.encrypt(PersonalData.NAME, row.name()),
          document == null ? null : key.encrypt(PersonalData.DOCUMENT, document),
          birthDate == null ? null : key.encrypt(PersonalData.BIRTH_DATE, birthDate.toString()),
          new Hashes(
              person.ofName(creditor, row.name()),
              person.ofSpelling(creditor, row.name()),
              document == null ? null : person.ofDocument(creditor, document),
              birthDate == null ? null : person.ofBirthDate(creditor, birthDate)),
          new Points(
              joined(row, point -> point.kind().tag()),
              joined(row, p -> HEX.formatHex(key.encrypt(PersonalData.ADDRESS, p.address()))),
              joined(row, point -> HEX.formatHex(address.of(point.address())))));
    }

    private static String joined(ImportRow row, Function<Point, String> part) {
      return row.points().stream().map(part).collect(joining(UNIT));
    }
  }
}
