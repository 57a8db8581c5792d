package io.batuta.local;

import io.batuta.local.Habits.Span;
import io.batuta.portfolio.Channel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What simulated carriers and debtors do with a message. Pure: the same chance, the same answer.
 * Every number and word is in {@code sample/behaviour.yaml}.
 */
final class Behaviour {

  /** How the carrier answers the call itself. */
  enum Answer {
    ACCEPTED,
    THROTTLED,
    REFUSED,
    /** The answer is lost, and nothing left. */
    LOST,
    /** The answer is lost, but the message went out: reports will come. */
    LOST_BUT_LEFT
  }

  /**
   * One thing that follows an accepted message.
   *
   * @param type as the sandbox webhook calls it, or {@code paid}
   * @param after the carrier took the message
   * @param heardAfter it happened: how long the report travels
   * @param twice the report comes a second time
   * @param text of a reply
   * @param inFull of a payment; otherwise half
   */
  record Reaction(
      String type,
      Duration after,
      Duration heardAfter,
      boolean twice,
      boolean addressIsDead,
      String text,
      boolean inFull) {}

  private record Words(String text, double weight) {}

  private final Map<Channel, Habits> habits = new EnumMap<>(Channel.class);
  private final List<Words> replies = new ArrayList<>();
  private final double repliesWeight;
  private final JsonObject reports;
  private final JsonObject payments;

  Behaviour(JsonObject file) {
    JsonObject channels = file.getJsonObject("channels");
    channels
        .fieldNames()
        .forEach(
            name -> habits.put(Channel.valueOf(name), Habits.of(channels.getJsonObject(name))));
    JsonArray words = file.getJsonArray("replies");
    for (int i = 0; i < words.size(); i++) {
      JsonObject each = words.getJsonObject(i);
      replies.add(new Words(each.getString("text"), each.getDouble("weight")));
    }
    repliesWeight = replies.stream().mapToDouble(Words::weight).sum();
    reports = file.getJsonObject("reports");
    payments = file.getJsonObject("payments");
  }

  static Behaviour ofTheSample() {
    return new Behaviour(SampleFile.read("behaviour.yaml"));
  }

  /**
   * @param again the carrier has already asked to come again for this message
   */
  Answer answer(Chance chance, Channel channel, boolean again) {
    Habits habit = habits(channel);
    double draw = chance.draw("answer") * 100;
    if (draw < habit.refused()) {
      return Answer.REFUSED;
    }
    if (draw < habit.refused() + habit.answerLost()) {
      return chance.happens("lost but left", 50) ? Answer.LOST_BUT_LEFT : Answer.LOST;
    }
    return !again && chance.happens("throttled", habit.throttled())
        ? Answer.THROTTLED
        : Answer.ACCEPTED;
  }

  boolean threaded(Channel channel) {
    return habits(channel).threaded();
  }

  /** What follows a message that left, oldest first. Empty when nothing is ever heard of it. */
  List<Reaction> reactions(Chance chance, Channel channel) {
    Habits habit = habits(channel);
    double draw = chance.draw("arrival") * 100;
    Duration arrival = Duration.ofSeconds(habit.deliveredSeconds().draw(chance, "arrival after"));
    if (draw >= habit.delivered() + habit.failed()) {
      return List.of();
    }
    if (draw >= habit.delivered()) {
      boolean dead = chance.happens("address dead", habit.addressDead());
      return List.of(report(chance, "failed", arrival, dead, ""));
    }
    List<Reaction> all = new ArrayList<>();
    all.add(report(chance, "delivered", arrival, false, ""));
    Duration read = arrival.plusMinutes(habit.readMinutes().draw(chance, "read after"));
    if (chance.happens("read", habit.read())) {
      all.add(report(chance, "read", read, false, ""));
    }
    if (chance.happens("clicked", habit.clicked())) {
      all.add(report(chance, "clicked", read.plusSeconds(20), false, ""));
    }
    if (chance.happens("complained", habit.complained())) {
      all.add(report(chance, "complained", read.plusSeconds(40), false, ""));
    }
    if (chance.happens("replied", habit.replied())) {
      Duration reply = arrival.plusMinutes(habit.replyMinutes().draw(chance, "reply after"));
      all.add(report(chance, "replied", reply, false, words(chance)));
    }
    if (chance.happens("paid", payments.getDouble("afterContact"))) {
      long minutes = Span.of(payments.getJsonArray("minutes")).draw(chance, "paid after");
      all.add(payment(chance, arrival.plusMinutes(minutes)));
    }
    return List.copyOf(all);
  }

  /** Whether a debtor pays on a day without being asked, and when after 7 in the morning. */
  List<Reaction> unprompted(Chance chance) {
    return chance.happens("unprompted", payments.getDouble("unprompted"))
        ? List.of(payment(chance, Duration.ofMinutes(chance.between("unprompted at", 0, 719))))
        : List.of();
  }

  private Reaction payment(Chance chance, Duration after) {
    boolean full = chance.happens("in full", payments.getDouble("inFull"));
    boolean twice = chance.happens("payment twice", reports.getDouble("twice"));
    return new Reaction("paid", after, Duration.ofSeconds(30), twice, false, "", full);
  }

  private Reaction report(Chance chance, String type, Duration after, boolean dead, String text) {
    boolean late = chance.happens(type + " late", reports.getDouble("late"));
    Duration travel =
        late
            ? Duration.ofMinutes(
                Span.of(reports.getJsonArray("lateMinutes")).draw(chance, type + " late by"))
            : Duration.ofSeconds(2);
    boolean twice = chance.happens(type + " twice", reports.getDouble("twice"));
    return new Reaction(type, after, travel, twice, dead, text, false);
  }

  private String words(Chance chance) {
    double left = chance.draw("words") * repliesWeight;
    for (Words each : replies) {
      left -= each.weight();
      if (left < 0) {
        return each.text();
      }
    }
    return replies.getLast().text();
  }

  private Habits habits(Channel channel) {
    Habits found = habits.get(channel);
    if (found == null) {
      throw new IllegalStateException("sample/behaviour.yaml says nothing of " + channel);
    }
    return found;
  }
}
