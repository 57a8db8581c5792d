package io.batuta.supervision;

import java.util.Map;

/** Tells a fact in one sentence, from its kind, channel, reason and amounts. Pure. */
public final class Why {

  private Why() {}

  /**
   * @param language {@code en…} for English, everything else for Spanish
   */
  public static String of(TimelineFact fact, String language) {
    Sentences sentences = Sentences.of(language);
    return sentences.say(
        key(fact),
        Map.of(
            "on", on(fact, sentences),
            "because", because(fact, sentences),
            "amount", amount(fact, sentences),
            "due", due(fact, sentences),
            "status", status(fact, sentences)));
  }

  /** How a recall ended is told by facts of two kinds, and by its own words. */
  private static String key(TimelineFact fact) {
    String recall = fact.detail().getString("recall");
    return recall == null ? "kind." + fact.kind() : "recall." + recall;
  }

  /** What a reason's code means. */
  public static String reason(String code, String language) {
    return Sentences.of(language).sayOr("reason." + code, code);
  }

  /**
   * What a kind of fact is called where it is counted, with its reason in words; {@code ""}: none.
   */
  public static String counted(String kind, String reason, String language) {
    String called = Sentences.of(language).sayOr("counted." + kind, kind);
    return reason.isEmpty() ? called : called + " (" + reason(reason, language) + ")";
  }

  private static String on(TimelineFact fact, Sentences sentences) {
    return fact.channel() == null
        ? ""
        : sentences.say(
            "on", Map.of("channel", sentences.sayOr("channel." + fact.channel(), fact.channel())));
  }

  /** Which status, and of what: the detail has both. */
  private static String status(TimelineFact fact, Sentences sentences) {
    String status = fact.detail().getString("status");
    return status == null
        ? ""
        : sentences.sayOr("of." + fact.detail().getString("of"), "")
            + sentences.sayOr("status." + status, status);
  }

  private static String because(TimelineFact fact, Sentences sentences) {
    String reason = fact.reason();
    if (reason == null) {
      return "";
    }
    String rule = fact.detail().getString("rule");
    return ": "
        + sentences.sayOr("reason." + reason, reason)
        + (rule == null ? "" : sentences.say("rule", Map.of("rule", rule)));
  }

  private static String amount(TimelineFact fact, Sentences sentences) {
    return fact.amount() == null
        ? ""
        : sentences.say(
            "amount",
            Map.of(
                "amount", fact.amount().amount().toPlainString() + " " + fact.amount().currency()));
  }

  private static String due(TimelineFact fact, Sentences sentences) {
    return fact.dueOn() == null ? "" : sentences.say("due", Map.of("due", fact.dueOn().toString()));
  }
}
