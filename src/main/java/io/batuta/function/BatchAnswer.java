package io.batuta.function;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Which records of a batch SQS has to bring again; the others are done (ReportBatchItemFailures).
 */
@RegisterForReflection
public record BatchAnswer(List<ItemFailure> batchItemFailures) {

  /**
   * @param itemIdentifier the record's message id
   */
  @RegisterForReflection
  public record ItemFailure(String itemIdentifier) {}

  public BatchAnswer {
    batchItemFailures = List.copyOf(batchItemFailures);
  }
}
