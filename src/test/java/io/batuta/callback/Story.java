package io.batuta.callback;

import io.batuta.callback.Voice.Saying;
import io.batuta.channel.ProviderEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What happened to one debtor's contacts, in the order in which it did: an old contact, whose
 * ladder moved on or ended, and one that is on its way now.
 *
 * @param old who carried the old contact
 * @param now who carries the one on its way
 * @param begins the state of that one when the first report comes
 * @param answer what dispatch records of it, where it begins {@code SENDING}
 * @param shared somebody else of the same creditor has the debtor's phone and address, and was
 *     written to as well
 */
record Story(
    Voice old, Voice now, String begins, String answer, boolean shared, List<Saying> sayings) {

  private static final List<String> STATES =
      List.of("SENT", "SENDING", "SENDING", "UNCERTAIN", "PLANNED", "CLOSED");

  private static final List<String> ANSWERS =
      List.of("SENT", "SENT", "SENT", "DEFERRED", "FAILED", "UNCERTAIN");

  private static final List<String> WORDS =
      List.of(
          "gracias",
          "BAJA",
          "No me escriban más",
          "pago el viernes",
          "mejor pago el 30, 80 mil",
          "pago mañana",
          "ya pagué",
          "no debo nada",
          "No soy yo",
          "No soy yo, no me escriban más",
          "qué es esto");

  Story {
    sayings = List.copyOf(sayings);
  }

  static Story of(Random random, List<Voice> voices) {
    Voice old = one(random, voices);
    Voice now = one(random, voices);
    String begins = one(random, STATES);
    String answer = one(random, ANSWERS);
    boolean left =
        List.of("SENT", "CLOSED", "UNCERTAIN").contains(begins)
            || begins.equals("SENDING") && List.of("SENT", "UNCERTAIN").contains(answer);
    List<Saying> sayings = new ArrayList<>();
    int events = 2 + random.nextInt(9);
    for (int mark = 0; mark < events; mark++) {
      int about = left && random.nextInt(3) > 0 ? 1 : 0;
      Saying saying = saying(random, about, mark, about == 0 ? old : now);
      if (sayings.stream().noneMatch(other -> other.isTheSameTo(saying))) {
        sayings.add(saying);
      }
    }
    sayings.sort(Comparator.comparing(Saying::at));
    return new Story(old, now, begins, answer, random.nextInt(4) == 0, sayings);
  }

  /** Minutes are few, so that some things happen at the same moment. */
  private static Saying saying(Random random, int about, int mark, Voice voice) {
    List<Kind> kinds = new ArrayList<>(voice.says().stream().sorted().toList());
    if (voice.says().contains(Kind.REPLIED)) {
      kinds.addAll(List.of(Kind.REPLIED, Kind.REPLIED));
    }
    Instant at = Told.LATER.plusSeconds(60L * random.nextInt(12));
    Kind kind = one(random, kinds);
    return new Saying(
        about, mark, kind, at, one(random, WORDS), random.nextInt(3), random.nextBoolean());
  }

  static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
