package io.batuta.web.api;

import io.batuta.campaign.CampaignDefinition;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A campaign on the wire.
 *
 * @param templates channel, then language, to the name of a template
 * @param priority the greater goes first; 0 when absent
 * @param from first business date; absent: at once
 * @param until last business date; absent: no end
 * @param budget a night's spend at most, creditor's currency; absent: no bound
 * @param holdout percentage of members never contacted; 0 when absent
 */
@Schema(name = "CampaignDefinition")
public record CampaignBody(
    @Nullable String segment,
    @Nullable String strategy,
    @Nullable Map<Channel, @Nullable Map<String, @Nullable String>> templates,
    @Nullable Integer priority,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable MoneyJson budget,
    @Nullable Integer holdout) {

  /** A campaign as it stands. */
  @Schema(name = "Campaign")
  public record Answer(
      String name,
      String segment,
      String strategy,
      Map<Channel, Map<String, String>> templates,
      int priority,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      @Nullable MoneyJson budget,
      int holdout,
      boolean paused) {

    static Answer of(CampaignDefinition campaign, Currency currency) {
      Long budget = campaign.budgetMinor();
      return new Answer(
          campaign.name(),
          campaign.segment(),
          campaign.strategy(),
          new TreeMap<>(campaign.templates()),
          campaign.priority(),
          campaign.startsOn(),
          campaign.endsOn(),
          budget == null ? null : MoneyJson.of(new Money(budget, currency)),
          campaign.holdoutPercent(),
          campaign.paused());
    }
  }

  /**
   * @throws Problem 422 with all that is wrong in itself; what it names is looked up afterwards
   */
  CampaignDefinition definition(Creditor creditor, String name) {
    Violations violations = new Violations();
    String checkedSegment = violations.text("segment", segment, 100);
    String checkedStrategy = violations.text("strategy", strategy, 100);
    Map<Channel, Map<String, String>> checkedTemplates = templates(violations);
    int share = holdout == null ? 0 : holdout;
    violations.unless(share >= 0 && share <= 100, "holdout", "must be between 0 and 100");
    violations.unless(
        from == null || until == null || !until.isBefore(from), "until", "must not precede from");
    Money spend = budget == null ? null : violations.money("budget", budget, creditor.currency());
    violations.unless(spend == null || spend.minor() >= 0, "budget.amount", "must not be negative");
    violations.refuse("The campaign cannot be taken");
    return new CampaignDefinition(
        name,
        checkedSegment,
        checkedStrategy,
        checkedTemplates,
        priority == null ? 0 : priority,
        from,
        until,
        spend == null ? null : spend.minor(),
        share,
        false);
  }

  private Map<Channel, Map<String, String>> templates(Violations violations) {
    Map<Channel, Map<String, String>> checked = new EnumMap<>(Channel.class);
    if (templates == null || templates.isEmpty()) {
      violations.add("templates", "needs one channel at least");
      return checked;
    }
    templates.forEach(
        (channel, names) -> {
          String field = "templates." + channel;
          if (names == null || names.isEmpty()) {
            violations.add(field, "needs one language at least");
            return;
          }
          Map<String, String> byLanguage = new TreeMap<>();
          names.forEach(
              (language, template) ->
                  byLanguage.put(language, violations.text(field + "." + language, template, 100)));
          checked.put(channel, byLanguage);
        });
    return checked;
  }
}
