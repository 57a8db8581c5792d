package io.batuta.dispatch;

import static io.batuta.postgres.Columns.column;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The answers of one batch, as {@code complete-contacts.sql} takes them. */
final class AnswerColumns {

  /** Byte by byte, without a sign. */
  private static final Comparator<UUID> BY_KEY =
      Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  private AnswerColumns() {}

  static Tuple of(Round round, List<Answer> given) {
    List<Answer> answers = inKeyOrder(given);
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(column(answers, a -> a.message().contact().value(), UUID[]::new))
            .addArrayOfString(column(answers, a -> a.state().name(), String[]::new))
            .addArrayOfString(messageIds(answers))
            .addArrayOfOffsetDateTime(
                column(
                    answers,
                    a -> {
                      Instant due = a.dueAt(round.now());
                      return due == null ? null : utc(due);
                    },
                    OffsetDateTime[]::new))
            .addArrayOfString(
                column(answers, a -> a.reason() == null ? null : a.reason().name(), String[]::new))
            .addArrayOfString(column(answers, Answer::code, String[]::new))
            .addArrayOfBoolean(column(answers, Answer::addressIsDead, Boolean[]::new))
            .addUUID(round.run())
            .addOffsetDateTime(utc(round.now()))
            .addString(round.provider())
            .addBoolean(Answer.slowDown(answers));
    Instant closedUntil = Answer.closedUntil(answers, round.now());
    arguments.addValue(closedUntil == null ? null : utc(closedUntil));
    return arguments;
  }

  /** As PostgreSQL orders them, so that two who write the same contacts meet in one order. */
  private static List<Answer> inKeyOrder(List<Answer> answers) {
    return answers.stream()
        .sorted(Comparator.comparing(answer -> answer.message().contact().value(), BY_KEY))
        .toList();
  }

  /** An id that came twice in a batch is the first one's alone. */
  private static String[] messageIds(List<Answer> answers) {
    Set<String> seen = new HashSet<>();
    return column(
        answers,
        answer -> {
          String id = answer.messageId();
          return id != null && seen.add(id) ? id : null;
        },
        String[]::new);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
