package io.batuta.campaign;

import static io.batuta.postgres.Columns.column;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The columns of judged contacts, in the order in which every statement that writes them asks: what
 * contacts share, once; then each contact with the number of its share, counted from 1.
 */
final class PlanColumns {

  private PlanColumns() {}

  /** Adds the 18 columns of what is planned and the 8 of what is withheld. */
  static Tuple add(Tuple to, List<PlannedContact> planned, List<WithheldContact> withheld) {
    return withheld(planned(to, planned), withheld);
  }

  private static Tuple planned(Tuple to, List<PlannedContact> rows) {
    List<Terms> terms = new ArrayList<>();
    Integer[] numbers = numbered(rows, PlannedContact::terms, terms);
    to.addArrayOfInteger(column(terms, each -> each.creditor().value(), Integer[]::new))
        .addArrayOfLocalDate(column(terms, Terms::night, LocalDate[]::new))
        .addArrayOfLong(column(terms, Terms::campaign, Long[]::new))
        .addArrayOfInteger(column(terms, Terms::step, Integer[]::new))
        .addArrayOfString(column(terms, each -> each.channel().name(), String[]::new))
        .addArrayOfString(column(terms, Terms::provider, String[]::new))
        .addArrayOfLong(column(terms, Terms::template, Long[]::new))
        .addArrayOfInteger(column(terms, Terms::priority, Integer[]::new))
        .addArrayOfLong(column(terms, Terms::costMicros, Long[]::new))
        .addArrayOfInteger(column(terms, each -> (int) each.waits().toSeconds(), Integer[]::new))
        .addArrayOfString(column(terms, Terms::why, String[]::new));
    return to.addArrayOfUUID(column(rows, row -> row.id().value(), UUID[]::new))
        .addArrayOfLong(column(rows, row -> row.debtor().value(), Long[]::new))
        .addArrayOfLong(column(rows, row -> row.account().value(), Long[]::new))
        .addArrayOfLong(column(rows, row -> row.point().value(), Long[]::new))
        .addArrayOfOffsetDateTime(
            column(rows, row -> row.dueAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
        .addArrayOfOffsetDateTime(
            column(rows, row -> row.expiresAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
        .addArrayOfInteger(numbers);
  }

  private static Tuple withheld(Tuple to, List<WithheldContact> rows) {
    List<Grounds> grounds = new ArrayList<>();
    Integer[] numbers = numbered(rows, WithheldContact::grounds, grounds);
    return to.addArrayOfInteger(column(grounds, each -> each.creditor().value(), Integer[]::new))
        .addArrayOfLocalDate(column(grounds, Grounds::night, LocalDate[]::new))
        .addArrayOfLong(column(grounds, Grounds::campaign, Long[]::new))
        .addArrayOfString(
            column(
                grounds,
                each -> each.channel() == null ? null : each.channel().name(),
                String[]::new))
        .addArrayOfString(column(grounds, each -> each.reason().name(), String[]::new))
        .addArrayOfString(column(grounds, Grounds::why, String[]::new))
        .addArrayOfLong(column(rows, row -> row.debtor().value(), Long[]::new))
        .addArrayOfInteger(numbers);
  }

  /** The number of each row's share; the shares themselves are added to {@code shares}. */
  private static <R, S> Integer[] numbered(List<R> rows, Function<R, S> share, List<S> shares) {
    Map<S, Integer> known = new HashMap<>();
    return column(
        rows,
        row ->
            known.computeIfAbsent(
                share.apply(row),
                fresh -> {
                  shares.add(fresh);
                  return shares.size();
                }),
        Integer[]::new);
  }
}
