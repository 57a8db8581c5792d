package io.batuta.web.api;

import io.batuta.supervision.Board;
import io.batuta.supervision.Why;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A day's progress on the wire; the parts as in {@link Board}. */
@Schema(name = "Board")
public record BoardJson(
    String creditor,
    String creditorName,
    LocalDate date,
    OffsetDateTime now,
    @Nullable String nightState,
    long members,
    Board.Counts total,
    MoneyJson cost,
    List<OfChannel> channels,
    List<Board.OfHour> hours,
    List<WithheldJson> withheld,
    ResultsJson results) {

  @Schema(name = "BoardOfChannel")
  public record OfChannel(String channel, Board.Counts counts, MoneyJson cost) {}

  /**
   * @param text the reason as a person reads it
   */
  @Schema(name = "BoardWithheld")
  public record WithheldJson(String reason, String text, long contacts) {}

  @Schema(name = "BoardResults")
  public record ResultsJson(
      long promised,
      MoneyJson promisedAmount,
      long paid,
      MoneyJson paidAmount,
      long paymentClaimed,
      long disputed,
      long optedOut,
      long complained) {}

  public static BoardJson of(Board board, String language) {
    Board.Results results = board.results();
    return new BoardJson(
        board.creditor(),
        board.creditorName(),
        board.date(),
        board.now().atZone(board.zone()).toOffsetDateTime(),
        board.nightState(),
        board.members(),
        board.total(),
        MoneyJson.of(board.cost()),
        board.channels().stream()
            .map(one -> new OfChannel(one.channel(), one.counts(), MoneyJson.of(one.cost())))
            .toList(),
        board.hours(),
        board.withheld().stream()
            .map(
                one ->
                    new WithheldJson(
                        one.reason(), Why.reason(one.reason(), language), one.contacts()))
            .toList(),
        new ResultsJson(
            results.promised(),
            MoneyJson.of(results.promisedAmount()),
            results.paid(),
            MoneyJson.of(results.paidAmount()),
            results.paymentClaimed(),
            results.disputed(),
            results.optedOut(),
            results.complained()));
  }
}
