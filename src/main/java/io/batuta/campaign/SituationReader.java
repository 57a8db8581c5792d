package io.batuta.campaign;

import io.batuta.compliance.Situation;
import io.batuta.ledger.ContactHistory;
import io.batuta.ledger.DayCount;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.DebtorStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what compliance may know from a row. The statements that plan and the one that claims give
 * the same columns: {@code time_zone, region, debtor_status, balance_minor, authorised_channels,
 * last_attempt_at, last_two_way_at, last_paid_at, promise_due_on, best_contact_point, days}, the
 * last a JSON array of {@code [day, channel, attempts, delivered, twoWay]}.
 */
public final class SituationReader {

  private SituationReader() {}

  public static Situation read(Row row) {
    return new Situation(
        ZoneId.of(row.getString("time_zone")),
        row.getString("region"),
        DebtorStatus.ofTag(row.getString("debtor_status")),
        row.getLong("balance_minor"),
        authorised(row.getArrayOfStrings("authorised_channels")),
        new ContactHistory(
            days((JsonArray) row.getValue("days")),
            instant(row, "last_attempt_at"),
            instant(row, "last_two_way_at"),
            instant(row, "last_paid_at"),
            row.getLocalDate("promise_due_on"),
            point(row.getLong("best_contact_point"))));
  }

  static @Nullable Set<Channel> authorised(String @Nullable [] names) {
    return names == null
        ? null
        : Arrays.stream(names).map(Channel::valueOf).collect(Collectors.toUnmodifiableSet());
  }

  private static List<DayCount> days(@Nullable JsonArray days) {
    return days == null ? List.of() : days.stream().map(SituationReader::day).toList();
  }

  private static DayCount day(Object item) {
    JsonArray day = (JsonArray) item;
    return new DayCount(
        LocalDate.parse(day.getString(0)),
        Channel.valueOf(day.getString(1)),
        day.getInteger(2),
        day.getInteger(3),
        day.getInteger(4));
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }

  private static @Nullable ContactPointId point(@Nullable Long id) {
    return id == null ? null : new ContactPointId(id);
  }
}
