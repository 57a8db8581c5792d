package io.batuta.local;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonKeys;
import io.batuta.privacy.PersonalData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings back what the carriers and debtors were about to do when a run was killed. Their queue
 * died with the process, but what left stands in the carriers' journal, and what follows is a hash
 * of it. Reports that had been made are made a second time: the product must bear that anyway.
 */
final class Resumption {

  private static final SqlFile ADDRESSES = SqlFile.of(Resumption.class, "list-addresses.sql");

  private final Sql sql;
  private final Creditor creditor;
  private final Carriers carriers;
  private final PersonKeys keys;

  Resumption(Sql sql, Creditor creditor, Carriers carriers, PersonKeys keys) {
    this.sql = sql;
    this.keys = keys;
    this.creditor = creditor;
    this.carriers = carriers;
  }

  void recall(LocalDate night) throws InterruptedException {
    Map<ContactId, String> addresses =
        Day.await(() -> sql.asTenant(creditor.id().value(), tx -> addresses(tx, night)));
    for (CarrierJournal.Left left : carriers.left()) {
      String address = addresses.get(left.contact());
      if (address != null) {
        carriers.follow(left.contact(), left.channel(), address, left.taken());
      }
    }
  }

  private Uni<Map<ContactId, String>> addresses(Tx tx, LocalDate night) {
    return tx.run(ADDRESSES, Tuple.of(night))
        .chain(
            rows -> {
              List<Long> debtors = new ArrayList<>();
              rows.forEach(row -> debtors.add(row.getLong("debtor_id")));
              return keys.ofDebtors(tx, debtors).map(found -> addresses(rows, found));
            });
  }

  private static Map<ContactId, String> addresses(RowSet<Row> rows, Map<Long, DataKey> keys) {
    Map<ContactId, String> addresses = new HashMap<>();
    for (Row row : rows) {
      DataKey key = keys.get(row.getLong("debtor_id"));
      Buffer encrypted = row.getBuffer("encrypted_address");
      if (key != null && encrypted != null) {
        addresses.put(
            new ContactId(row.getUUID("contact_id")),
            key.decrypt(PersonalData.ADDRESS, encrypted.getBytes()));
      }
    }
    return addresses;
  }
}
