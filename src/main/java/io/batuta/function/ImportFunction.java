package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.function.ImportAnswer.Line;
import io.batuta.portfolio.FileImport;
import io.batuta.portfolio.StoredFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code import}: loads the portfolio file that came into the bucket for imports. */
@Named("import")
public class ImportFunction implements RequestHandler<Map<String, Object>, ImportAnswer> {

  private final Clock clock;
  private final FileImport files;

  ImportFunction(Clock clock, FileImport files) {
    this.clock = clock;
    this.files = files;
  }

  /**
   * A file that cannot be read is in the answer; what may be tried again, or nobody would hear of,
   * fails the call, after the other files.
   *
   * @throws IllegalArgumentException if the event, bucket, key or creditor are none of ours
   */
  @Override
  public ImportAnswer handleRequest(@Nullable Map<String, Object> event, Context context) {
    List<StoredFile> told = UploadEvent.files(Events.read(event));
    Instant until = TimeLeft.end(context, clock);
    return TimeLeft.await(context, () -> loaded(told, until));
  }

  private Uni<ImportAnswer> loaded(List<StoredFile> told, Instant until) {
    return Multi.createFrom()
        .iterable(told)
        .onItem()
        .transformToUni(file -> Uni.createFrom().deferred(() -> line(file, until)))
        .collectFailures()
        .concatenate()
        .collect()
        .asList()
        .map(ImportAnswer::new);
  }

  private Uni<Line> line(StoredFile file, Instant until) {
    return files.load(file, until).map(outcome -> Line.of(file, outcome));
  }
}
