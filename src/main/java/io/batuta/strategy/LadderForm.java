package io.batuta.strategy;

import io.batuta.portfolio.Channel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ladder as it is written: {@code {"type":"ladder","rungs":[{"channel":"SMS","wait":"PT4H",
 * "condition":"ALWAYS","from":"09:00","spread":"PT2H"}]}}. A rung must say channel and wait; the
 * rest defaults to ALWAYS, 08:00 and no spread.
 */
final class LadderForm {

  private static final Set<String> LADDER_FIELDS = Set.of("type", "rungs");
  private static final Set<String> RUNG_FIELDS =
      Set.of("channel", "wait", "condition", "from", "spread");

  private final JsonObject rung;
  private final String at;

  private LadderForm(JsonObject rung, String at) {
    this.rung = rung;
    this.at = at;
  }

  static StrategyReading parse(JsonObject definition) {
    try {
      knowsEach(definition, LADDER_FIELDS, "");
      if (!(definition.getValue("rungs") instanceof JsonArray written)) {
        throw new Wrong("rungs", "is missing; write a list of rungs");
      }
      if (written.isEmpty() || written.size() > Ladder.MOST_RUNGS) {
        throw new Wrong("rungs", "has " + written.size() + " rungs; a ladder has 1 to 10");
      }
      List<Rung> rungs = new ArrayList<>();
      for (int i = 0; i < written.size(); i++) {
        rungs.add(rung(written.getValue(i), "rungs[" + i + "]"));
      }
      return new Ladder(rungs);
    } catch (Wrong wrong) {
      return wrong.bad;
    }
  }

  static JsonObject toJson(Ladder ladder) {
    JsonArray rungs = new JsonArray();
    for (Rung rung : ladder.rungs()) {
      rungs.add(
          new JsonObject()
              .put("channel", rung.channel().name())
              .put("wait", rung.waits().toString())
              .put("condition", rung.condition().name())
              .put("from", rung.from().toString())
              .put("spread", rung.spread().toString()));
    }
    return new JsonObject().put("type", Ladder.TYPE).put("rungs", rungs);
  }

  private static Rung rung(Object written, String at) {
    if (!(written instanceof JsonObject object)) {
      throw new Wrong(at, "is no object; write channel, wait, condition, from and spread");
    }
    knowsEach(object, RUNG_FIELDS, at + ".");
    LadderForm form = new LadderForm(object, at);
    Channel channel =
        form.field("channel", null, Channel::valueOf, x -> true, oneOf(Channel.values()));
    Duration wait =
        form.field(
            "wait",
            null,
            Duration::parse,
            Rung::isWait,
            "an ISO duration such as PT4H, at most P30D");
    RungCondition condition =
        form.field(
            "condition",
            "ALWAYS",
            RungCondition::valueOf,
            x -> true,
            oneOf(RungCondition.values()));
    LocalTime from = form.field("from", "08:00", LocalTime::parse, x -> true, "an hour as 09:00");
    Duration spread =
        form.field(
            "spread",
            "PT0S",
            Duration::parse,
            x -> Rung.isSpread(from, x),
            "an ISO duration such as PT2H that ends before midnight");
    return new Rung(channel, wait, condition, from, spread);
  }

  private <T> T field(
      String name,
      @Nullable String fallback,
      Function<String, T> read,
      Predicate<T> fits,
      String right) {
    Object written = rung.getValue(name, fallback);
    if (written == null) {
      throw new Wrong(at + "." + name, "is missing; write " + right);
    }
    try {
      T value = read.apply(written.toString());
      if (fits.test(value)) {
        return value;
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // said below, in the words of whoever writes ladders
    }
    throw new Wrong(at + "." + name, "cannot be " + written + "; write " + right);
  }

  private static void knowsEach(JsonObject object, Set<String> fields, String at) {
    for (String name : object.fieldNames()) {
      if (!fields.contains(name)) {
        throw new Wrong(at + name, "is not known; there are " + fields.stream().sorted().toList());
      }
    }
  }

  private static String oneOf(Enum<?>[] values) {
    return "one of " + Arrays.toString(values);
  }

  /** Leaves the parser at the first fault; never leaves this class. */
  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient BadStrategy bad;

    Wrong(String field, String message) {
      super(message, null, false, false);
      bad = new BadStrategy(field, message);
    }
  }
}
