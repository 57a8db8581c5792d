package io.batuta.supervision;

import io.batuta.campaign.Approvals;
import io.batuta.dispatch.Limits;
import io.batuta.portfolio.Creditor;
import io.batuta.suppression.Standstills;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What holds a creditor's contacts up and waits for somebody: standstills, the machine's among
 * them, nights over the size, and how much of the limits is spent. Read every two seconds at most,
 * however many watch.
 */
@ApplicationScoped
public class Operations {

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int KEPT = 64;

  private final Standstills standstills;
  private final Approvals approvals;
  private final Limits limits;
  private final Map<Integer, Uni<Now>> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Uni<Now>> eldest) {
              return size() > KEPT;
            }
          });

  Operations(Standstills standstills, Approvals approvals, Limits limits) {
    this.standstills = standstills;
    this.approvals = approvals;
    this.limits = limits;
  }

  /** All of it. */
  public record Now(
      List<Standstills.Standstill> standstills,
      List<Approvals.Approval> approvals,
      Limits.Standing limits) {}

  public Uni<Now> of(Creditor creditor) {
    return kept.computeIfAbsent(
        creditor.id().value(),
        id -> Uni.createFrom().deferred(() -> read(creditor)).memoize().atLeast(FRESH));
  }

  private Uni<Now> read(Creditor creditor) {
    return Uni.combine()
        .all()
        .unis(standstills.of(creditor), approvals.of(creditor), limits.of(creditor))
        .usingConcurrencyOf(1)
        .asTuple()
        .map(all -> new Now(all.getItem1(), all.getItem2(), all.getItem3()));
  }
}
