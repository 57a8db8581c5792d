package io.batuta.campaign;

import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.PointKind;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a member from a row. {@code read-members.sql} and {@code read-ended-steps.sql} give the
 * same columns: those of {@link SituationReader} and {@code debtor_id, campaign_id,
 * worst_account_id, language, point_ids, point_kinds, point_ranks, point_stops, in_flight}.
 */
final class MemberRow {

  private MemberRow() {}

  static Member read(Row row) {
    Long account = row.getLong("worst_account_id");
    return new Member(
        new DebtorId(row.getLong("debtor_id")),
        account == null ? null : new AccountId(account),
        row.getLong("campaign_id"),
        row.getString("language"),
        SituationReader.read(row),
        points(row),
        row.getBoolean("in_flight"));
  }

  private static List<Point> points(Row row) {
    Long[] ids = row.getArrayOfLongs("point_ids");
    if (ids == null) {
      return List.of();
    }
    String[] kinds = row.getArrayOfStrings("point_kinds");
    Integer[] ranks = row.getArrayOfIntegers("point_ranks");
    String[] stops = row.getArrayOfStrings("point_stops");
    List<Point> points = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      points.add(
          new Point(
              new ContactPointId(ids[i]), PointKind.ofTag(kinds[i]), ranks[i], channels(stops[i])));
    }
    return points;
  }

  private static Set<Channel> channels(String names) {
    return names.isEmpty()
        ? Set.of()
        : Arrays.stream(names.split(","))
            .map(Channel::valueOf)
            .collect(Collectors.toUnmodifiableSet());
  }
}
