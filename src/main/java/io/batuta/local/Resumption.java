package io.batuta.local;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

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

  Resumption(Sql sql, Creditor creditor, Carriers carriers) {
    this.sql = sql;
    this.creditor = creditor;
    this.carriers = carriers;
  }

  void recall(LocalDate night) throws InterruptedException {
    Map<ContactId, String> addresses =
        Day.await(
                () ->
                    sql.asTenant(
                        creditor.id().value(),
                        tx ->
                            tx.list(
                                ADDRESSES,
                                Tuple.of(night),
                                row ->
                                    Map.entry(
                                        new ContactId(row.getUUID("contact_id")),
                                        row.getString("address")))))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    for (CarrierJournal.Left left : carriers.left()) {
      String address = addresses.get(left.contact());
      if (address != null) {
        carriers.follow(left.contact(), left.channel(), address, left.taken());
      }
    }
  }
}
