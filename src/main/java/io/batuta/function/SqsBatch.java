package io.batuta.function;

import io.batuta.channel.JsonPayload;
import io.batuta.function.BatchAnswer.ItemFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records of an SQS queue, as a function gets them. Each fails for itself alone. */
record SqsBatch(List<SqsRecord> records) {

  private static final Logger LOG = Logger.getLogger(SqsBatch.class);

  private static final String SOURCE = "aws:sqs";

  /**
   * One message.
   *
   * @param sentAt when the queue took it; null when that is not said
   */
  record SqsRecord(String messageId, String body, @Nullable Instant sentAt) {}

  SqsBatch {
    records = List.copyOf(records);
  }

  /** Whether the event claims to be one. */
  static boolean isOne(JsonPayload event) {
    return event.has("Records");
  }

  /**
   * @throws IllegalArgumentException if a record is of another source or has no id, so that it
   *     could not be reported: then the whole batch comes again
   */
  static SqsBatch of(JsonPayload event) {
    List<SqsRecord> records = new ArrayList<>();
    for (Object item : event.array("Records")) {
      String at = "Records[" + records.size() + "]: ";
      if (!(item instanceof JsonObject json)) {
        throw new IllegalArgumentException(at + "not an object");
      }
      JsonPayload record = new JsonPayload(json);
      if (!SOURCE.equals(record.json().getValue("eventSource"))) {
        throw new IllegalArgumentException(at + "eventSource must be " + SOURCE);
      }
      if (!(json.getValue("messageId") instanceof String id) || id.isBlank()) {
        throw new IllegalArgumentException(at + "no messageId");
      }
      String body = json.getValue("body") instanceof String text ? text : "";
      records.add(new SqsRecord(id, body, sentAt(json)));
    }
    return new SqsBatch(records);
  }

  /**
   * Works the records, so many at once; a failure is told, and answered, for that record alone.
   * Never fails.
   */
  Uni<BatchAnswer> each(int atOnce, Function<SqsRecord, Uni<?>> work) {
    return Multi.createFrom()
        .iterable(records)
        .onItem()
        .transformToUni(record -> failureOf(record, work))
        .merge(atOnce)
        .collect()
        .asList()
        .map(failed -> answer(new HashSet<>(failed)));
  }

  /** The id of a record that failed; else nothing. */
  private static Uni<String> failureOf(SqsRecord record, Function<SqsRecord, Uni<?>> work) {
    return Uni.createFrom()
        .<Object>deferred(() -> work.apply(record).map(done -> record))
        .replaceWith((String) null)
        .onFailure()
        .invoke(e -> LOG.errorf("SQS record %s: %s", record.messageId(), told(e)))
        .onFailure()
        .recoverWithItem(record.messageId());
  }

  private BatchAnswer answer(Set<String> failed) {
    return new BatchAnswer(
        records.stream()
            .map(SqsRecord::messageId)
            .filter(failed::contains)
            .map(ItemFailure::new)
            .toList());
  }

  private static String told(Throwable e) {
    return e.getClass().getSimpleName() + ", " + Objects.requireNonNullElse(e.getMessage(), "");
  }

  private static @Nullable Instant sentAt(JsonObject record) {
    Object said =
        record.getValue("attributes") instanceof JsonObject attributes
            ? attributes.getValue("SentTimestamp")
            : null;
    return said instanceof String text && text.matches("[0-9]{1,15}")
        ? Instant.ofEpochMilli(Long.parseLong(text))
        : null;
  }
}
