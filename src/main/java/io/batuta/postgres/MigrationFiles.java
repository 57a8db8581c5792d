package io.batuta.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The migrations of {@code db/migration}, for Flyway. */
final class MigrationFiles implements ResourceProvider {

  /** Written down, so that nothing has to search the class path; a test holds it to the folder. */
  static final List<String> NAMES =
      List.of(
          "V0001__the_cycle.sql",
          "V0002__the_fold.sql",
          "V0003__a_faster_import.sql",
          "V0004__dispatch_in_bulk.sql",
          "V0006__a_contact_asks_less_of_its_creditor.sql",
          "V0007__what_operating_asks.sql",
          "V0008__files_in_their_order.sql",
          "V0009__a_night_keeps_its_plans.sql",
          "V0010__sealed_days.sql",
          "V0011__a_restored_database_starts_paused.sql",
          "V0012__a_person_holds_a_case.sql",
          "V0013__stop_all.sql",
          "V0014__who_people_are_is_encrypted.sql",
          "V0015__a_person_is_erased.sql",
          "V0016__what_was_handed_over_is_recalled.sql",
          "V0017__a_payment_is_taken_back.sql",
          "V0019__statuses_and_consents.sql",
          "V0020__brakes_spend_and_approvals.sql",
          "V0021__senders_rates_and_test_sends.sql");

  private static final String FOLDER = "db/migration/";

  @Override
  public @Nullable LoadableResource getResource(String name) {
    String file = name.startsWith(FOLDER) ? name.substring(FOLDER.length()) : name;
    return NAMES.contains(file) ? new Migration(file) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return NAMES.stream()
        .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
        .<LoadableResource>map(Migration::new)
        .toList();
  }

  /** One file of the class path. */
  private static final class Migration extends LoadableResource {
    private final String name;

    Migration(String name) {
      this.name = name;
    }

    /**
     * @throws IllegalStateException if the file that the list names is not there
     */
    @Override
    public Reader read() {
      try (InputStream in = MigrationFiles.class.getResourceAsStream("/" + FOLDER + name)) {
        if (in == null) {
          throw new IllegalStateException("there is no " + FOLDER + name);
        }
        StringWriter text = new StringWriter();
        new InputStreamReader(in, StandardCharsets.UTF_8).transferTo(text);
        return new StringReader(text.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String getAbsolutePath() {
      return FOLDER + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return FOLDER + name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
