package io.batuta.callback;

import io.batuta.callback.Answer.Stored;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An event that was not known before.
 *
 * @param call the place in its batch, from 0, of the call that brought it
 * @param found it has found its contact, and is followed
 * @param uncertain its contact is to be settled first
 */
record Fresh(int call, EventKey key, boolean found, boolean uncertain) {

  static Fresh of(Row row) {
    return new Fresh(
        row.getInteger("call") - 1,
        EventKey.of(row),
        row.getBoolean("found"),
        row.getBoolean("uncertain"));
  }

  /**
   * What each call is told, in order.
   *
   * @param later those of the new events that found their contact after they were stored
   */
  static List<Answer> answers(List<Call> calls, List<Fresh> all, Set<EventKey> later) {
    int[] fresh = new int[calls.size()];
    int[] matched = new int[calls.size()];
    for (Fresh event : all) {
      fresh[event.call()]++;
      if (event.found() || later.contains(event.key())) {
        matched[event.call()]++;
      }
    }
    List<Answer> answers = new ArrayList<>(calls.size());
    for (int i = 0; i < fresh.length; i++) {
      answers.add(new Stored(calls.get(i).events().size(), fresh[i], matched[i]));
    }
    return answers;
  }
}
