package io.batuta.segment;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the debtors of a rule: counts them, or cuts the list of a night, in one statement each. */
@ApplicationScoped
public class SegmentBuilder {

  private static final SqlFile PREVIEW = SqlFile.of(SegmentBuilder.class, "preview-segment.sql");
  private static final SqlFile CUT = SqlFile.of(SegmentBuilder.class, "cut-segment.sql");
  private static final String RULE = "/*rule*/ false";
  private static final String RULES = "/*rules*/ WHEN false THEN NULL::int8";

  private static final Comparator<CampaignCut> FIRST_CHOICE =
      Comparator.comparingInt(CampaignCut::priority)
          .reversed()
          .thenComparingLong(CampaignCut::campaign);

  private final Sql sql;

  SegmentBuilder(Sql sql) {
    this.sql = sql;
  }

  /** As {@link #preview(Creditor, Rule, LocalDate)}; fails with IllegalArgument on a bad rule. */
  public Uni<SegmentPreview> preview(Creditor creditor, String rule, LocalDate today) {
    return Uni.createFrom().deferred(() -> preview(creditor, Rule.of(rule), today));
  }

  /**
   * Whom a cut with this rule alone would bring in. Nobody: 0, no money, no sample.
   *
   * @param today the business day, in the creditor's zone
   */
  public Uni<SegmentPreview> preview(Creditor creditor, Rule rule, LocalDate today) {
    Bindings bindings = bindings(creditor, today);
    String condition = new ConditionSql(creditor, today, bindings).of(rule.condition());
    String statement = composed(PREVIEW, RULE, "(" + condition + ")");
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.list(statement, bindings.arguments(), row -> preview(creditor, row))
                .map(List::getFirst));
  }

  /**
   * Writes the list of a night: every active debtor who owes, in the campaign of highest priority
   * whose rule holds. A night that has members already keeps exactly these, whatever has changed.
   *
   * @return how many members the night has, written now or before
   * @throws IllegalArgumentException (as a failure) if a rule is none: it was stored unchecked
   */
  public Uni<Long> cut(Tx tx, Creditor creditor, LocalDate night, List<CampaignCut> cuts) {
    return Uni.createFrom()
        .deferred(
            () -> cuts.isEmpty() ? Uni.createFrom().voidItem() : write(tx, creditor, night, cuts))
        .chain(() -> members(tx, creditor, night));
  }

  private Uni<Void> write(Tx tx, Creditor creditor, LocalDate night, List<CampaignCut> cuts) {
    Bindings bindings = bindings(creditor, night);
    ConditionSql conditions = new ConditionSql(creditor, night, bindings);
    String choices =
        cuts.stream()
            .sorted(FIRST_CHOICE)
            .map(cut -> choice(cut, conditions, bindings))
            .collect(Collectors.joining("\n    "));
    return tx.run(composed(CUT, RULES, choices), bindings.arguments()).replaceWithVoid();
  }

  private static String choice(CampaignCut cut, ConditionSql conditions, Bindings bindings) {
    String condition = conditions.of(Rule.of(cut.rule()).condition());
    return "WHEN " + condition + " THEN " + bindings.bind(cut.campaign(), "int8");
  }

  private static Uni<Long> members(Tx tx, Creditor creditor, LocalDate night) {
    return tx.list(
            "SELECT count(*) FROM segment_member WHERE creditor_id = $1 AND night = $2",
            Tuple.of(creditor.id().value(), night),
            row -> row.getLong(0))
        .map(List::getFirst);
  }

  /** The two arguments that every statement here begins with. */
  private static Bindings bindings(Creditor creditor, LocalDate today) {
    Bindings bindings = new Bindings();
    bindings.bind(creditor.id().value(), "int4");
    bindings.bind(today, "date");
    return bindings;
  }

  private static String composed(SqlFile file, String mark, String generated) {
    if (!file.text().contains(mark)) {
      throw new IllegalStateException(file.name() + " has lost its mark " + mark);
    }
    return file.text().replace(mark, generated);
  }

  private static SegmentPreview preview(Creditor creditor, Row row) {
    return new SegmentPreview(
        row.getLong("debtors"),
        new Money(row.getLong("balance"), creditor.currency()),
        List.of(row.getArrayOfStrings("sample")));
  }
}
