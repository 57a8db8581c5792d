package io.batuta.callback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * What a schedule does each minute: ladders move on, what is due leaves, early reports find their
 * contact.
 */
@ApplicationScoped
public class EveryMinute {

  /**
   * @param limit contacts to claim at most
   * @return counts by outcome
   */
  public Uni<Map<String, Integer>> run(int limit) {
    return Uni.createFrom().item(Map.of());
  }
}
