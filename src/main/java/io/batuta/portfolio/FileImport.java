package io.batuta.portfolio;

import io.batuta.portfolio.ImportOutcome.Broken;
import io.batuta.portfolio.ImportOutcome.Loaded;
import io.batuta.portfolio.ImportStore.Run;
import io.batuta.telemetry.Figure;
import io.batuta.telemetry.Figures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Loads a file that lies in the bucket for imports; its key says whose it is and what it says. */
@ApplicationScoped
public class FileImport {

  private static final Logger LOG = Logger.getLogger(FileImport.class);

  private final Optional<String> bucket;
  private final CreditorStore creditors;
  private final FileStore files;
  private final RepeatedImport repeated;
  private final PortfolioImport portfolio;
  private final Clock clock;
  private final Figures figures;

  FileImport(
      @ConfigProperty(name = "batuta.import.bucket") Optional<String> bucket,
      CreditorStore creditors,
      FileStore files,
      RepeatedImport repeated,
      PortfolioImport portfolio,
      Clock clock,
      Figures figures) {
    this.bucket = bucket;
    this.creditors = creditors;
    this.files = files;
    this.repeated = repeated;
    this.portfolio = portfolio;
    this.clock = clock;
    this.figures = figures;
  }

  /** What a key says. */
  private record Name(String creditor, ImportMode mode, boolean packed) {}

  /**
   * Loads it, unless this very arrival was loaded before: then answers what became of it. A file
   * that cannot be read is an outcome, and its import says why.
   *
   * <p>Fails with {@link IllegalArgumentException} when bucket, key or creditor are none of ours,
   * with {@link FileStore.Unreachable} or as the database does when it has to be tried again.
   *
   * @param until when the file has to be the portfolio
   */
  public Uni<ImportOutcome> load(StoredFile file, Instant until) {
    requireOurs(file);
    Name name = name(file.key());
    return creditors
        .byCode(name.creditor())
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "key: no creditor is called " + name.creditor())))
        .chain(creditor -> load(file, name, creditor, until));
  }

  private Uni<ImportOutcome> load(StoredFile file, Name name, Creditor creditor, Instant until) {
    Instant now = clock.instant();
    Run run = new Run(id(file), creditor, name.mode(), now, Arrival.of(file, now), until);
    return repeated
        .wasLoaded(run)
        .chain(loaded -> loaded ? before(run) : fresh(run, file, name))
        .invoke(outcome -> tellUnlessLoaded(run, outcome));
  }

  /** Nobody waits for the answer: what was put into the bucket in vain is told to an alarm. */
  private void tellUnlessLoaded(Run run, ImportOutcome outcome) {
    if (!(outcome instanceof Loaded)) {
      figures.tell(run.creditor().id().value(), Map.of(Figure.FILES_REFUSED, 1));
    }
  }

  private Uni<ImportOutcome> before(Run run) {
    LOG.infof("import %s of creditor %d: told twice", run.id(), run.creditor().id().value());
    return portfolio
        .report(run.creditor().id(), run.id())
        .map(report -> new Loaded(report.orElseThrow()));
  }

  private Uni<ImportOutcome> fresh(Run run, StoredFile file, Name name) {
    AtomicReference<@Nullable InputStream> stored = new AtomicReference<>();
    AtomicReference<@Nullable FileBytes> bytes = new AtomicReference<>();
    return portfolio
        .load(
            run,
            () -> {
              InputStream opened = files.open(file);
              stored.set(opened);
              FileBytes read = FileBytes.of(opened, name.packed(), run.mode(), clock, run.until());
              bytes.set(read);
              return read;
            })
        .invoke(outcome -> requireWhole(outcome, bytes.get()))
        .onTermination()
        .invoke(() -> close(stored.get()));
  }

  /** The line broke: no fault of the file's, so that it is tried again. */
  private static void requireWhole(ImportOutcome outcome, @Nullable FileBytes bytes) {
    if (outcome instanceof Broken broken && bytes != null && bytes.brokeOff()) {
      throw new FileStore.Unreachable(broken.reason());
    }
  }

  private void requireOurs(StoredFile file) {
    String ours =
        bucket
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> new IllegalStateException("BATUTA_IMPORT_BUCKET is not set"));
    if (!ours.equals(file.bucket())) {
      throw new IllegalArgumentException(
          "bucket: " + file.bucket() + " is not the one for imports, " + ours);
    }
  }

  private static Name name(String key) {
    String[] parts = key.split("/", 3);
    if (parts.length < 3 || parts[0].isBlank() || parts[2].isBlank()) {
      throw new IllegalArgumentException(
          "key: must read <creditor>/<delta|snapshot>/<name>.csv or .csv.gz");
    }
    ImportMode mode =
        ImportMode.ofTag(parts[1])
            .orElseThrow(
                () -> new IllegalArgumentException("key: its second part is delta or snapshot"));
    boolean packed = parts[2].endsWith(".csv.gz");
    if (!packed && !parts[2].endsWith(".csv")) {
      throw new IllegalArgumentException("key: must end in .csv or .csv.gz");
    }
    return new Name(parts[0], mode, packed);
  }

  /** A version 8 UUID (RFC 9562) of this arrival, so that being told twice is seen. */
  static UUID id(StoredFile file) {
    String arrival = file.version() == null ? file.arrival() : file.version();
    if (arrival == null) {
      return UUID.randomUUID();
    }
    try {
      String whole = String.join("\n", file.bucket(), file.key(), arrival);
      ByteBuffer digest =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8)));
      long high = digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L;
      long low = digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void close(@Nullable InputStream stored) {
    try {
      if (stored != null) {
        stored.close();
      }
    } catch (IOException e) {
      LOG.debugf(new UncheckedIOException(e), "an uploaded file did not close");
    }
  }
}
