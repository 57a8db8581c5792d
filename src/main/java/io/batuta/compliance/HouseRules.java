package io.batuta.compliance;

import io.batuta.compliance.Addressee.Party;
import io.batuta.compliance.Counted.Unit;
import io.batuta.portfolio.ChannelClass;
import io.batuta.portfolio.DebtorStatus;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A creditor's own bounds on top of the law: it can tighten, never loosen. The smallest value of
 * each is the product's default, and none of them opens an hour or a channel that the law closes.
 *
 * @param attemptsPerDay over all channels, in the debtor's day; null: no bound of its own
 * @param attemptsPerWeek over all channels, in any seven days; null: no bound of its own
 * @param daysBetweenAttempts from one to the next over all channels, 1 to 31: 1: the day after;
 *     null: no bound of its own
 * @param paymentSilenceDays days without contact after any payment, its own day among them; 1 or
 *     more
 * @param silencingShareBasisPoints of what is owed when the day begins, how much must be paid in
 *     the day to silence: 1,000 is 10 %. 0: any payment silences, as it does without a rule. What
 *     pays all always does, and no law is loosened by it: it says what counts as a payment here
 * @param promiseToleranceDays days after the promised one before an unpaid promise counts as
 *     broken, for payments that are under way; 0 or more. The promise stops contact up to the
 *     promised day alone
 */
public record HouseRules(
    @Nullable Integer attemptsPerDay,
    @Nullable Integer attemptsPerWeek,
    @Nullable Integer daysBetweenAttempts,
    int paymentSilenceDays,
    int silencingShareBasisPoints,
    int promiseToleranceDays) {

  public static final HouseRules NONE = new HouseRules(null, null, null, 1, 0, 2);

  private static final int MOST = 365;

  private static final Set<ChannelClass> EVERY_CLASS = Set.of(ChannelClass.values());

  /**
   * @throws IllegalArgumentException if a number is below what it may be, or beyond a year
   */
  public HouseRules {
    within("attemptsPerDay", attemptsPerDay, 1, MOST);
    within("attemptsPerWeek", attemptsPerWeek, 1, MOST);
    within("daysBetweenAttempts", daysBetweenAttempts, 1, MinimumGap.Gap.MOST_DAYS);
    within("paymentSilenceDays", paymentSilenceDays, 1, MOST);
    within("silencingShareBasisPoints", silencingShareBasisPoints, 0, 10_000);
    within("promiseToleranceDays", promiseToleranceDays, 0, MOST);
  }

  /** The same without a share: any payment silences. */
  public HouseRules(
      @Nullable Integer attemptsPerDay,
      @Nullable Integer attemptsPerWeek,
      @Nullable Integer daysBetweenAttempts,
      int paymentSilenceDays,
      int promiseToleranceDays) {
    this(
        attemptsPerDay,
        attemptsPerWeek,
        daysBetweenAttempts,
        paymentSilenceDays,
        0,
        promiseToleranceDays);
  }

  /**
   * Reads what {@link #toJson} writes; what is missing or null has its default.
   *
   * @throws IllegalArgumentException if a field is unknown, no whole number, or out of bounds; the
   *     message names it
   */
  public static HouseRules parse(JsonObject json) {
    Set<String> known = NONE.toJson().fieldNames();
    for (String field : json.fieldNames()) {
      if (!known.contains(field)) {
        throw new IllegalArgumentException("unknown field " + field + "; known are " + known);
      }
    }
    return new HouseRules(
        number(json, "attemptsPerDay"),
        number(json, "attemptsPerWeek"),
        number(json, "daysBetweenAttempts"),
        number(json, "paymentSilenceDays", NONE.paymentSilenceDays),
        number(json, "silencingShareBasisPoints", NONE.silencingShareBasisPoints),
        number(json, "promiseToleranceDays", NONE.promiseToleranceDays));
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("attemptsPerDay", attemptsPerDay)
        .put("attemptsPerWeek", attemptsPerWeek)
        .put("daysBetweenAttempts", daysBetweenAttempts)
        .put("paymentSilenceDays", paymentSilenceDays)
        .put("silencingShareBasisPoints", silencingShareBasisPoints)
        .put("promiseToleranceDays", promiseToleranceDays);
  }

  /** These bounds as rules, with those that hold for every creditor. */
  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        new StatusStop("house/status", EnumSet.complementOf(EnumSet.of(DebtorStatus.ACTIVE))));
    rules.add(new Ceased("house/cease"));
    rules.add(new NothingOwed("house/nothing-owed"));
    rules.add(new OptOut("house/opt-out"));
    rules.add(new AuthorisedChannels("house/authorised-channels"));
    rules.add(
        new ThirdParties("house/third-parties", EnumSet.complementOf(EnumSet.of(Party.THIRD))));
    rules.add(new OpenPromise("house/open-promise"));
    rules.addAll(bounds("house"));
    return rules;
  }

  /**
   * These bounds alone, as rules beside others: none lifts another.
   *
   * @param whose the beginning of their ids: {@code campaign} for those of a campaign
   */
  List<Rule> bounds(String whose) {
    List<Rule> rules = new ArrayList<>();
    rules.add(new PaymentSilence(whose + "/payment-silence", paymentSilenceDays));
    if (attemptsPerDay != null) {
      rules.add(attempts(whose + "/attempts-per-day", attemptsPerDay, Period.DAY));
    }
    if (attemptsPerWeek != null) {
      rules.add(attempts(whose + "/attempts-per-week", attemptsPerWeek, Period.ROLLING_7D));
    }
    if (daysBetweenAttempts != null) {
      rules.add(
          new MinimumGap(
              whose + "/days-between-attempts",
              new MinimumGap.Gap(EVERY_CLASS, Unit.ATTEMPT, daysBetweenAttempts, false)));
    }
    return rules;
  }

  private static Rule attempts(String id, int max, Period period) {
    return new FrequencyCap(
        id, new FrequencyCap.Limit(EVERY_CLASS, Unit.ATTEMPT, max, period, false));
  }

  private static int number(JsonObject json, String field, int otherwise) {
    Integer number = number(json, field);
    return number == null ? otherwise : number;
  }

  private static @Nullable Integer number(JsonObject json, String field) {
    Object value = json.getValue(field);
    if (value == null || value instanceof Integer) {
      return (Integer) value;
    }
    throw new IllegalArgumentException(field + " is a whole number");
  }

  private static void within(String field, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new IllegalArgumentException(field + " is " + least + " to " + most);
    }
  }
}
