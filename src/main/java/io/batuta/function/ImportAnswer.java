package io.batuta.function;

import io.batuta.portfolio.ImportOutcome;
import io.batuta.portfolio.StoredFile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the files that an event told of. */
@RegisterForReflection
public record ImportAnswer(List<Line> imports) {

  public ImportAnswer {
    imports = List.copyOf(imports);
  }

  /**
   * One file. Its rejections are asked for over the API, by its id.
   *
   * @param state {@code loaded} or {@code failed}
   * @param failure why it failed; null when it loaded
   */
  @RegisterForReflection
  public record Line(
      String key,
      UUID importId,
      String state,
      long rows,
      long inserted,
      long updated,
      long rejected,
      long recalled,
      @Nullable String failure) {

    static Line of(StoredFile file, ImportOutcome outcome) {
      return switch (outcome) {
        case ImportOutcome.Loaded(var report) ->
            new Line(
                file.key(),
                report.importId(),
                report.state(),
                report.rows(),
                report.inserted(),
                report.updated(),
                report.rejected(),
                report.recalled(),
                null);
        case ImportOutcome.Broken broken -> failed(file, broken.importId(), why(broken));
        case ImportOutcome.Outdated(var importId, var reason) -> failed(file, importId, reason);
      };
    }

    private static Line failed(StoredFile file, UUID importId, String why) {
      return new Line(file.key(), importId, "failed", 0, 0, 0, 0, 0, why);
    }

    private static String why(ImportOutcome.Broken broken) {
      return broken.line() == 0
          ? broken.reason()
          : "line " + broken.line() + ": " + broken.reason();
    }
  }
}
