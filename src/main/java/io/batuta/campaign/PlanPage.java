package io.batuta.campaign;

import java.util.List;

/**
 * One judged page of a shard.
 *
 * @param after the checkpoint before it
 * @param last the checkpoint after it: every member up to here is in this page or an earlier one
 * @param tally the shard's counts, this page included
 */
record PlanPage(
    long after,
    long last,
    Tally tally,
    List<PlannedContact> planned,
    List<WithheldContact> withheld) {

  PlanPage {
    planned = List.copyOf(planned);
    withheld = List.copyOf(withheld);
  }
}
