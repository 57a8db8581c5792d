package io.batuta.local;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom the simulation plays: by the number the creditor knows them by, the same on every run. */
record Debtors(Map<Long, Debtor> byId) {

  private static final SqlFile LIST = SqlFile.of(Debtors.class, "list-debtors.sql");

  /**
   * @param creditor code of whom they owe
   * @param account number of the account that is longest past due
   * @param owed on that account, in the currency's unit
   */
  record Debtor(String creditor, String number, String account, BigDecimal owed, String currency) {}

  static Uni<Debtors> read(Sql sql, Creditor creditor) {
    int digits = creditor.currency().getDefaultFractionDigits();
    return sql.asTenant(
            creditor.id().value(),
            tx ->
                tx.list(
                    LIST,
                    Tuple.tuple(),
                    row ->
                        Map.entry(
                            row.getLong("debtor_id"),
                            new Debtor(
                                creditor.code(),
                                row.getString("number"),
                                row.getString("account_number"),
                                BigDecimal.valueOf(row.getLong("balance_minor"), digits),
                                row.getString("currency")))))
        .map(
            entries -> {
              Map<Long, Debtor> all = LinkedHashMap.newLinkedHashMap(entries.size());
              entries.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
              return new Debtors(all);
            });
  }

  /** Those of both. Ids are the database's, so that no two creditors have one in common. */
  Debtors with(Debtors others) {
    Map<Long, Debtor> all = new LinkedHashMap<>(byId);
    all.putAll(others.byId);
    return new Debtors(all);
  }

  /** Whom a contact is with; null for one who came after this list was read. */
  @Nullable Debtor of(ContactId contact) {
    return byId.get(debtorIn(contact.value()));
  }

  /** What a contact's name says of itself (ledger/ContactId): the debtor's id. */
  static long debtorIn(UUID contact) {
    return (contact.getMostSignificantBits() & 0xfff) << 34
        | (contact.getLeastSignificantBits() >>> 28 & 0x3_ffff_ffffL);
  }

  /** Night and rung, which tell the contacts of one debtor apart. */
  static String nightAndStepIn(UUID contact) {
    long day = contact.getMostSignificantBits() >>> 40;
    long step = contact.getLeastSignificantBits() >>> 20 & 0xff;
    return day + "/" + step;
  }
}
