package io.batuta.local.verify;

import io.batuta.local.LocalDatabase;
import io.batuta.local.verify.LedgerReader.Named;
import io.batuta.local.verify.Verification.Verdict;
import io.batuta.postgres.DatabaseUrl;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code scripts/verify-ledger}: tells whether the ledger is as it was sealed. */
public final class VerifyLedger {

  /** Something is not as it was sealed. */
  static final int FOUND = 1;

  /** The question could not be answered. */
  static final int NO_ANSWER = 2;

  private VerifyLedger() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try {
      VerifyOptions options = VerifyOptions.parse(args);
      return options.database() == null
          ? localRun(options)
          : verify(options.database(), options, System.out);
    } catch (VerifyOptions.BadOption | IOException e) {
      System.err.println(e.getMessage());
    } catch (SQLException e) {
      System.err.println("The database cannot be read: " + e.getMessage());
    }
    return NO_ANSWER;
  }

  /** Prints a line a creditor; answers 0 when everything is as it was sealed. */
  static int verify(DatabaseUrl database, VerifyOptions options, PrintStream out)
      throws SQLException, IOException, VerifyOptions.BadOption {
    try (Connection connection =
        DriverManager.getConnection(database.jdbc(), database.user(), database.password())) {
      return verify(connection, options, out);
    }
  }

  private static int verify(Connection connection, VerifyOptions options, PrintStream out)
      throws SQLException, IOException, VerifyOptions.BadOption {
    LedgerReader reader = new LedgerReader(connection);
    List<Named> creditors = reader.creditors(options.creditor());
    if (creditors.isEmpty() && options.creditor() != null) {
      throw new VerifyOptions.BadOption("There is no creditor " + options.creditor() + ".");
    }
    Verification verification = new Verification(reader, options.from(), options.to());
    int code = 0;
    for (Named creditor : creditors) {
      Verdict verdict = verification.of(creditor, Anchors.of(options.anchors(), creditor.code()));
      out.println(line(verdict));
      code = verdict.finding() == null ? code : FOUND;
    }
    return code;
  }

  private static String line(Verdict verdict) {
    String good =
        String.format(
            Locale.ROOT,
            "%s: %,d facts on %,d days are as they were sealed, %,d not sealed yet",
            verdict.creditor().code(),
            verdict.facts(),
            verdict.days(),
            verdict.notSealed());
    return verdict.finding() == null
        ? good
        : good + "\n" + verdict.creditor().code() + ": " + verdict.finding().sentence();
  }

  /** The database of a run that goes on, or of the last one, which is started for it. */
  private static int localRun(VerifyOptions options)
      throws IOException, SQLException, VerifyOptions.BadOption {
    Path folder = Path.of(System.getProperty("batuta.local.folder", "target/run"));
    Path data = folder.resolve("postgres");
    if (!Files.isDirectory(folder)) {
      throw new VerifyOptions.BadOption(
          "There is no local run in " + folder + "; start one, or name a --database.");
    }
    try (FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (lock.tryLock() == null || !Files.isDirectory(data)) {
        return verifyAt(readerOf(folder.resolve("access.json")), options);
      }
      try (LocalDatabase database = LocalDatabase.start(data)) {
        return verify(database.url(), options, System.out);
      }
    }
  }

  private static int verifyAt(String jdbc, VerifyOptions options)
      throws SQLException, IOException, VerifyOptions.BadOption {
    try (Connection connection = DriverManager.getConnection(jdbc)) {
      return verify(connection, options, System.out);
    }
  }

  private static String readerOf(Path access) throws IOException, VerifyOptions.BadOption {
    @Nullable String jdbc =
        Files.isReadable(access)
            ? new JsonObject(Files.readString(access)).getString("jdbcUrl")
            : null;
    if (jdbc == null) {
      throw new VerifyOptions.BadOption("The local run has no database yet.");
    }
    return jdbc;
  }
}
