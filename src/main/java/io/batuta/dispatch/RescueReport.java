package io.batuta.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one rescue did, in contacts.
 *
 * @param uncertain sending when their run died; they may have left
 * @param closed uncertain for 72 hours, without a word
 * @param expired not gone when their legal window closed
 */
public record RescueReport(int uncertain, int closed, int expired) {

  /** The counts by name, for logs and the functions' answers. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("uncertain", uncertain);
    counts.put("closed", closed);
    counts.put("expired", expired);
    return counts;
  }
}
