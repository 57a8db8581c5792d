package io.batuta.suppression;

import io.batuta.portfolio.DebtorStatus;
import io.batuta.suppression.Statuses.Ordered;
import io.batuta.suppression.Statuses.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of some lines change something, and which may not be stated. Pure. */
final class StatusJudge {

  /** From the least to the strictest, as the database's {@code strictness} has them. */
  private static final List<DebtorStatus> STRICTER =
      List.of(
          DebtorStatus.ACTIVE,
          DebtorStatus.SETTLED,
          DebtorStatus.RECALLED,
          DebtorStatus.DISPUTED,
          DebtorStatus.SUED,
          DebtorStatus.INSOLVENT,
          DebtorStatus.DECEASED);

  /** What came of a batch. */
  record Judged(List<Ordered> changes, int unchanged, List<LineRejection> refused) {

    LinesReport report(int cancelled) {
      return LinesReport.of(changes.size(), unchanged, cancelled, refused);
    }
  }

  /** A person, or an account of one. */
  private record Target(long debtor, @Nullable Long account) {}

  private StatusJudge() {}

  static Judged judge(List<StatusLine> lines, Map<Long, Standing> found, boolean mayLift) {
    List<Ordered> changes = new ArrayList<>();
    List<LineRejection> refused = new ArrayList<>();
    Map<Target, Long> seen = new HashMap<>();
    int unchanged = 0;
    for (StatusLine line : lines) {
      Standing standing = found.get(line.line());
      if (standing == null) {
        refused.add(unknown(line));
        continue;
      }
      Long first = seen.putIfAbsent(new Target(standing.debtor(), standing.account()), line.line());
      if (first != null) {
        refused.add(line.refused(who(line), "stands in line " + first + " already"));
      } else if (!changes(line, standing)) {
        unchanged++;
      } else if (!mayLift && isLess(line, standing)) {
        refused.add(
            line.refused("status", "what stands is stricter; a person lifts it by the API"));
      } else {
        changes.add(new Ordered(line, standing));
      }
    }
    return new Judged(changes, unchanged, refused);
  }

  static boolean isActive(StatusLine line) {
    return DebtorStatus.ACTIVE.tag().equals(line.status());
  }

  /**
   * {@code active} lifts what was stated, ends a dispute, and of an account whatever its file said.
   * A person whose accounts say otherwise stays as they say.
   */
  private static boolean changes(StatusLine line, Standing standing) {
    if (!isActive(line)) {
      return !String.valueOf(line.status()).equals(standing.stated());
    }
    return standing.stated() != null
        || standing.status().equals(DebtorStatus.DISPUTED.tag())
        || standing.account() != null && !standing.status().equals(DebtorStatus.ACTIVE.tag());
  }

  private static boolean isLess(StatusLine line, Standing standing) {
    return isActive(line) || strictness(line.status()) < strictness(standing.stated());
  }

  private static int strictness(@Nullable String tag) {
    return tag == null ? -1 : STRICTER.indexOf(DebtorStatus.ofTag(tag));
  }

  private static LineRejection unknown(StatusLine line) {
    return line.refused(
        who(line),
        line.debtor() == null ? "no account has this number" : "no debtor has this number");
  }

  private static String who(StatusLine line) {
    return line.debtor() == null ? "account_number" : "debtor_number";
  }
}
