package io.batuta.local;

import static io.batuta.postgres.Columns.bytes;

import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonHash;
import io.batuta.privacy.PersonKeys;
import io.batuta.privacy.PersonalData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes up who debtors are that were made up in the database, where nobody can encrypt: debtor 7 is
 * numbered D000000007, Persona Ficticia 7, and has a phone and an e-mail.
 */
@Singleton
public final class MadeUpPeople {

  private static final int PAGE = 5_000;
  private static final LocalDate OLDEST = LocalDate.of(1940, 1, 1);
  private static final int AGES = 20_000;

  private static final SqlFile FILL = SqlFile.of(MadeUpPeople.class, "fill-people.sql");

  private final Sql sql;
  private final PersonKeys keys;
  private final PersonHash hash;

  MadeUpPeople(Sql sql, PersonKeys keys, PersonHash hash) {
    this.sql = sql;
    this.keys = keys;
    this.hash = hash;
  }

  /**
   * The people of debtors that are there, and have none.
   *
   * @param first and last debtor, both inclusive
   * @param seed one in twenty has no way to be reached, by it; null: each has one
   */
  public Uni<Void> fill(int creditor, long first, long last, @Nullable Long seed) {
    return Multi.createFrom()
        .iterable(
            () -> LongStream.iterate(first, from -> from <= last, from -> from + PAGE).iterator())
        .onItem()
        .transformToUniAndConcatenate(
            from -> page(creditor, from, Math.min(last, from + PAGE - 1), seed))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** The same, waited for by a thread that may wait. */
  public void fillNow(int creditor, long first, long last, @Nullable Long seed)
      throws InterruptedException {
    Day.await(() -> fill(creditor, first, last, seed).replaceWith(true));
  }

  /** One of them, encrypted. */
  private record Made(long debtor, DataKey key, String name, String document) {

    static Made of(long debtor, Map<String, DataKey> keys) {
      return new Made(
          debtor,
          Objects.requireNonNull(keys.get(number(debtor))),
          "Persona Ficticia " + debtor,
          Long.toString(10_000_000 + debtor));
    }

    byte[] birthDate() {
      LocalDate date = OLDEST.plusDays(debtor * 7_919 % AGES);
      return key.encrypt(PersonalData.BIRTH_DATE, date.toString());
    }

    byte[] phone() {
      return key.encrypt(PersonalData.ADDRESS, "+573%09d".formatted(debtor));
    }

    byte[] email() {
      return key.encrypt(PersonalData.ADDRESS, "d" + debtor + "@example.com");
    }
  }

  private Uni<Void> page(int creditor, long first, long last, @Nullable Long seed) {
    List<Long> debtors = LongStream.rangeClosed(first, last).boxed().toList();
    return keys.ofNumbers(creditor, debtors.stream().map(MadeUpPeople::number).toList())
        .map(found -> debtors.stream().map(debtor -> Made.of(debtor, found)).toList())
        .map(made -> arguments(creditor, made, seed))
        .chain(arguments -> sql.asTenant(creditor, tx -> tx.run(FILL, arguments)))
        .replaceWithVoid();
  }

  private Tuple arguments(int creditor, List<Made> made, @Nullable Long seed) {
    return Tuple.tuple()
        .addInteger(creditor)
        .addArrayOfLong(made.stream().map(Made::debtor).toArray(Long[]::new))
        .addValue(bytes(made, m -> m.key().encrypt(PersonalData.NAME, m.name())))
        .addValue(bytes(made, m -> m.key().encrypt(PersonalData.DOCUMENT, m.document())))
        .addValue(bytes(made, Made::birthDate))
        .addValue(bytes(made, Made::phone))
        .addValue(bytes(made, Made::email))
        .addValue(bytes(made, m -> hash.ofName(creditor, m.name())))
        .addValue(bytes(made, m -> hash.ofDocument(creditor, m.document())))
        .addLong(seed);
  }

  private static String number(long debtor) {
    return "D%09d".formatted(debtor);
  }
}
