package io.batuta.supervision;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What contacts led to, by channel and by who the people are. Never so fine that it shows one. */
@ApplicationScoped
public class ResponseCube {

  /** A cell of fewer people than these is hidden: it would tell of a person. */
  public static final int FEWEST_PEOPLE = 5;

  private static final SqlFile COUNT = SqlFile.of(ResponseCube.class, "count-response.sql");

  /** What a report can be split by, beside the channel. */
  public enum Dimension {
    AGE_BAND("ageBand"),
    SEX("sex"),
    REGION("region"),
    /** Days past due on the night of the contact. */
    BUCKET("bucket");

    private final String tag;

    Dimension(String tag) {
      this.tag = tag;
    }

    /** As the interface writes it. */
    public String tag() {
      return tag;
    }

    public static Optional<Dimension> ofTag(String tag) {
      return Arrays.stream(values()).filter(one -> one.tag.equals(tag)).findFirst();
    }

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One cell.
   *
   * @param people debtors in it
   * @param promised debtors who promised after such a contact; paid, likewise
   */
  public record Cell(
      String channel,
      Map<Dimension, String> by,
      long people,
      long planned,
      long sent,
      long delivered,
      long read,
      long failed,
      long replied,
      long promised,
      long paid) {}

  /**
   * @param hidden cells that were left out because they had too few people
   */
  public record Report(List<Cell> cells, int hidden) {}

  private final Sql sql;

  ResponseCube(Sql sql) {
    this.sql = sql;
  }

  /** Of the nights from one date to the other, both inclusive. */
  public Uni<Report> count(Creditor creditor, Set<Dimension> by, LocalDate from, LocalDate until) {
    return sql.asTenant(
            creditor.id().value(),
            tx ->
                tx.list(
                    COUNT,
                    Tuple.tuple()
                        .addInteger(creditor.id().value())
                        .addLocalDate(from)
                        .addLocalDate(until)
                        .addBoolean(by.contains(Dimension.AGE_BAND))
                        .addBoolean(by.contains(Dimension.SEX))
                        .addBoolean(by.contains(Dimension.REGION))
                        .addBoolean(by.contains(Dimension.BUCKET)),
                    row -> cell(row, by)))
        .map(ResponseCube::report);
  }

  private static Report report(List<Cell> all) {
    List<Cell> shown = all.stream().filter(cell -> cell.people() >= FEWEST_PEOPLE).toList();
    return new Report(shown, all.size() - shown.size());
  }

  private static Cell cell(Row row, Set<Dimension> by) {
    Map<Dimension, String> values = new EnumMap<>(Dimension.class);
    by.forEach(dimension -> values.put(dimension, row.getString(dimension.column())));
    return new Cell(
        row.getString("channel"),
        values,
        row.getLong("people"),
        row.getLong("planned"),
        row.getLong("sent"),
        row.getLong("delivered"),
        row.getLong("read"),
        row.getLong("failed"),
        row.getLong("replied"),
        row.getLong("promised"),
        row.getLong("paid"));
  }
}
