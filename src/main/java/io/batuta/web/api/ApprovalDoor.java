package io.batuta.web.api;

import io.batuta.campaign.Approvals;
import io.batuta.campaign.Approvals.Approval;
import io.batuta.campaign.Approvals.Decision;
import io.batuta.portfolio.Creditor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may approve a night, and what is said to who may not: for the interface and for the page. */
@ApplicationScoped
public class ApprovalDoor {

  private final Approvals approvals;
  private final Caller caller;

  ApprovalDoor(Approvals approvals, Caller caller) {
    this.approvals = approvals;
    this.caller = caller;
  }

  /**
   * Approves it as whoever asks. Fails with {@link Problem}: 403 for another role, or for who wrote
   * the campaign or asked for the night; 404 and 409 where nothing of it waits.
   *
   * @param contacts as many as were looked at; null: whatever it is
   */
  public Uni<Approval> approve(
      Creditor creditor, LocalDate night, String campaign, @Nullable Long contacts) {
    if (!caller.has(Role.ADMINISTRATOR) && !caller.has(Role.SUPERVISOR)) {
      return Uni.createFrom()
          .failure(Problem.forbidden("An administrator or a supervisor approves it."));
    }
    return approvals
        .of(creditor)
        .invoke(all -> requireSame(all, night, campaign, contacts))
        .chain(() -> approvals.approve(creditor, night, campaign, caller.id()))
        .map(decision -> answer(decision, campaign));
  }

  private static void requireSame(
      List<Approval> all, LocalDate night, String campaign, @Nullable Long contacts) {
    all.stream()
        .filter(one -> one.night().equals(night) && one.campaign().equals(campaign))
        .filter(one -> contacts != null && one.contacts() != contacts)
        .findFirst()
        .ifPresent(
            one -> {
              throw Problem.conflict("The night plans " + one.contacts() + " contacts by now.");
            });
  }

  private Approval answer(Optional<Decision> decision, String campaign) {
    return switch (decision.orElseThrow(
        () -> Problem.notFound("nothing of campaign " + campaign + " waits on that night"))) {
      case Decision.Approved approved -> approved.approval();
      case Decision.OwnWork own ->
          throw Problem.forbidden(
              "Who wrote the campaign or asked for the night cannot approve it; it takes a second person.");
      case Decision.NotWaiting other -> stands(other.approval());
    };
  }

  private Approval stands(Approval approval) {
    if (caller.id().equals(approval.decidedBy())) {
      return approval;
    }
    throw Problem.conflict("It does not wait; it is " + approval.state() + ".");
  }
}
