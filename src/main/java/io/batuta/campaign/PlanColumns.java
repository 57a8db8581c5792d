package io.batuta.campaign;

import static io.batuta.postgres.Columns.column;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The columns of judged contacts, in the order in which every statement that writes them asks. */
final class PlanColumns {

  private PlanColumns() {}

  /** Adds the 17 columns of what is planned and the 7 of what is withheld. */
  static Tuple add(Tuple to, List<PlannedContact> planned, List<WithheldContact> withheld) {
    return withheld(planned(to, planned), withheld);
  }

  private static Tuple planned(Tuple to, List<PlannedContact> rows) {
    return to.addArrayOfUUID(column(rows, row -> row.id().value(), UUID[]::new))
        .addArrayOfInteger(column(rows, row -> row.creditor().value(), Integer[]::new))
        .addArrayOfLocalDate(column(rows, PlannedContact::night, LocalDate[]::new))
        .addArrayOfLong(column(rows, row -> row.debtor().value(), Long[]::new))
        .addArrayOfLong(column(rows, row -> row.account().value(), Long[]::new))
        .addArrayOfLong(column(rows, PlannedContact::campaign, Long[]::new))
        .addArrayOfInteger(column(rows, PlannedContact::step, Integer[]::new))
        .addArrayOfString(column(rows, row -> row.channel().name(), String[]::new))
        .addArrayOfString(column(rows, PlannedContact::provider, String[]::new))
        .addArrayOfLong(column(rows, row -> row.point().value(), Long[]::new))
        .addArrayOfLong(column(rows, PlannedContact::template, Long[]::new))
        .addArrayOfInteger(column(rows, PlannedContact::priority, Integer[]::new))
        .addArrayOfOffsetDateTime(
            column(rows, row -> row.dueAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
        .addArrayOfOffsetDateTime(
            column(rows, row -> row.expiresAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
        .addArrayOfLong(column(rows, PlannedContact::costMicros, Long[]::new))
        .addArrayOfInteger(column(rows, row -> (int) row.waits().toSeconds(), Integer[]::new))
        .addArrayOfString(column(rows, row -> row.why().encode(), String[]::new));
  }

  private static Tuple withheld(Tuple to, List<WithheldContact> rows) {
    return to.addArrayOfInteger(column(rows, row -> row.creditor().value(), Integer[]::new))
        .addArrayOfLocalDate(column(rows, WithheldContact::night, LocalDate[]::new))
        .addArrayOfLong(column(rows, row -> row.debtor().value(), Long[]::new))
        .addArrayOfLong(column(rows, WithheldContact::campaign, Long[]::new))
        .addArrayOfString(
            column(rows, row -> row.channel() == null ? null : row.channel().name(), String[]::new))
        .addArrayOfString(column(rows, row -> row.reason().name(), String[]::new))
        .addArrayOfString(column(rows, row -> row.why().encode(), String[]::new));
  }
}
