package io.batuta.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.suppression.Statuses.Standing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusJudgeTest {

  /** Of a person: what stands, how that holds with the files, what is said, by whom. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -        | active   | deceased | program | changed
          -        | active   | active   | person  | unchanged
          -        | active   | active   | program | unchanged
          -        | disputed | active   | person  | changed
          -        | disputed | active   | program | refused
          -        | sued     | active   | person  | unchanged
          deceased | deceased | deceased | program | unchanged
          deceased | deceased | active   | program | refused
          deceased | deceased | sued     | program | refused
          deceased | deceased | sued     | person  | changed
          deceased | deceased | active   | person  | changed
          sued     | deceased | active   | person  | changed
          disputed | disputed | sued     | program | changed
          settled  | settled  | recalled | program | changed
          recalled | recalled | settled  | program | refused
          """)
  void the_stricter_stands_until_a_person_lifts_it(
      @Nullable String stated, String status, String said, String who, String outcome) {
    StatusLine line = new StatusLine(2, "7", null, said, "P-1");
    Standing standing = new Standing(2, 11, null, stated, status);
    StatusJudge.Judged judged =
        StatusJudge.judge(List.of(line), Map.of(2L, standing), who.equals("person"));
    assertEquals(
        outcome,
        !judged.changes().isEmpty()
            ? "changed"
            : judged.refused().isEmpty() ? "unchanged" : "refused");
  }

  @Test
  void an_account_that_its_file_closed_comes_back_by_a_person() {
    StatusLine line = new StatusLine(2, null, "A7", "active", "P-1");
    Standing standing = new Standing(2, 11, 5L, null, "sued");
    assertEquals(1, StatusJudge.judge(List.of(line), Map.of(2L, standing), true).changes().size());
    assertEquals(1, StatusJudge.judge(List.of(line), Map.of(2L, standing), false).refused().size());
  }

  @Test
  void of_two_lines_on_one_person_the_second_is_refused_and_who_is_unknown_too() {
    List<StatusLine> lines =
        List.of(
            new StatusLine(2, "7", null, "sued", "P-1"),
            new StatusLine(3, "7", null, "settled", "P-1"),
            new StatusLine(4, "8", null, "sued", "P-1"));
    Map<Long, Standing> found =
        Map.of(
            2L, new Standing(2, 11, null, null, "active"),
            3L, new Standing(3, 11, null, null, "active"));
    StatusJudge.Judged judged = StatusJudge.judge(lines, found, true);
    assertEquals(1, judged.changes().size());
    assertEquals(
        List.of("stands in line 2 already", "no debtor has this number"),
        judged.refused().stream().map(LineRejection::reason).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          7 | -  | sued     | EXP-2026/11 | -
          - | A7 | sued     | EXP-2026/11 | -
          7 | A7 | sued     | EXP-2026/11 | debtor_number
          - | -  | sued     | EXP-2026/11 | debtor_number
          7 | -  | held     | EXP-2026/11 | status
          7 | -  | -        | EXP-2026/11 | status
          7 | -  | Sued     | EXP-2026/11 | status
          7 | -  | sued     | -           | proof
          7 | -  | sued     | Ana Diaz    | proof
          """)
  void a_line_says_of_whom_what_and_by_which_proof(
      @Nullable String debtor,
      @Nullable String account,
      @Nullable String status,
      @Nullable String proof,
      @Nullable String column) {
    LineRejection fault = new StatusLine(2, debtor, account, status, proof).fault();
    assertEquals(column, fault == null ? null : fault.column());
  }
}
