package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A running old version survives each migration: while one is deployed, and as long as the
 * functions went back from it, the old code works on the new schema.
 */
class MigrationSurvivalTest {

  private static final Path FOLDER = Path.of("src/main/resources/db/migration");

  /** Up to here a database begins empty, and no version was ever at work on less. */
  private static final String FIRST_SCHEMA = "V0007";

  @Test
  void every_migration_after_the_first_schema_is_survived() throws IOException {
    List<String> findings = new ArrayList<>();
    for (String name : MigrationFiles.NAMES) {
      if (name.substring(0, FIRST_SCHEMA.length()).compareTo(FIRST_SCHEMA) > 0) {
        findings.addAll(Survival.findings(name, Files.readString(FOLDER.resolve(name))));
      }
    }
    assertEquals(List.of(), findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ALTER TABLE debtor DROP COLUMN name                                   | a column goes
          ALTER TABLE IF EXISTS public.debtor DROP name                         | a column goes
          ALTER TABLE debtor ADD COLUMN a int, DROP COLUMN IF EXISTS b CASCADE  | a column goes
          DROP TABLE words                                                      | it goes while it is in use
          drop table if exists public.words cascade                             | it goes while it is in use
          DROP VIEW board                                                       | it goes while it is in use
          DROP FUNCTION fold_facts()                                            | it goes while it is in use
          DROP POLICY own ON debtor                                             | it goes while it is in use
          DROP TRIGGER fold ON contact_fact                                     | it goes while it is in use
          DROP INDEX CONCURRENTLY IF EXISTS debtor_by_name                      | it goes while it is in use
          ALTER TABLE debtor RENAME COLUMN name TO full_name                    | a name changes
          ALTER TABLE debtor RENAME TO person                                   | a name changes
          ALTER TYPE channel RENAME VALUE 'sms' TO 'text'                       | a name changes
          ALTER MATERIALIZED VIEW board RENAME TO boards                        | a name changes
          ALTER TABLE debtor SET SCHEMA old                                     | a name changes
          ALTER TABLE debtor ALTER COLUMN balance TYPE numeric                  | a type changes
          ALTER TABLE debtor ALTER balance SET DATA TYPE numeric(12, 2)         | a type changes
          ALTER TABLE debtor ALTER COLUMN name SET NOT NULL                     | may write no value there
          ALTER TABLE debtor ALTER COLUMN language DROP DEFAULT                 | leaves the value to the default
          ALTER TABLE debtor ADD COLUMN segment text NOT NULL                   | writes no value there
          ALTER TABLE debtor ADD segment text COLLATE "C" NOT NULL              | writes no value there
          ALTER TABLE debtor ADD COLUMN a numeric(1, 2), ADD b int NOT NULL     | writes no value there
          ALTER TABLE debtor ADD COLUMN key uuid DEFAULT gen_random_uuid()      | is written anew
          ALTER TABLE debtor ADD COLUMN n bigint NOT NULL DEFAULT nextval('s')  | is written anew
          ALTER TABLE debtor ADD COLUMN n bigserial                             | is written anew
          ALTER TABLE debtor ADD COLUMN l int GENERATED ALWAYS AS (1) STORED    | is written anew
          ALTER TABLE debtor ADD COLUMN code text UNIQUE                        | what the constraint refuses
          ALTER TABLE debtor ADD CONSTRAINT named CHECK (name <> '')            | what the constraint refuses
          ALTER TABLE debtor ADD CONSTRAINT named CHECK (name <> '') NOT VALID  | what the constraint refuses
          ALTER TABLE debtor ADD FOREIGN KEY (a) REFERENCES b                   | what the constraint refuses
          ALTER TABLE debtor ADD UNIQUE (name)                                  | what the constraint refuses
          ALTER TABLE debtor DROP CONSTRAINT debtor_name_key                    | a constraint goes
          ALTER TABLE debtor ENABLE ROW LEVEL SECURITY                          | sees no row
          CREATE INDEX debtor_by_name ON debtor (name)                          | nobody may write
          CREATE INDEX ON ONLY public.debtor USING gin (name)                   | nobody may write
          CREATE UNIQUE INDEX CONCURRENTLY debtor_by_name ON debtor (name)      | what the index refuses
          CREATE POLICY few ON debtor AS RESTRICTIVE USING (true)               | sees fewer rows
          REVOKE SELECT ON debtor FROM batuta_app                               | may not do what it does
          TRUNCATE import_row                                                   | rows go
          DELETE FROM debtor                                                    | rows go
          UPDATE debtor SET language = 'es'                                     | every row is locked
          VACUUM FULL debtor                                                    | nobody may use the table
          REINDEX TABLE debtor                                                  | nobody may use the table
          DO $$ BEGIN IF true THEN ALTER TABLE debtor DROP COLUMN name; END IF; END $$ | a column goes
          DO $x$ BEGIN EXECUTE format('ALTER TABLE %I DROP COLUMN name', t); END $x$   | a column goes
          """)
  void what_a_running_version_would_not_survive_is_found(String statement, String fault) {
    List<String> findings = Survival.findings("V9.sql", "-- Why.\n" + statement + ";\n");
    assertEquals(1, findings.size(), findings.toString());
    assertTrue(findings.getFirst().startsWith("V9.sql:2: "), findings.getFirst());
    assertTrue(findings.getFirst().contains(fault), findings.getFirst());
    assertTrue(findings.getFirst().contains("; "), "and says what to do instead");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE debtor ADD COLUMN segment text;",
        "ALTER TABLE debtor ADD COLUMN segment text NOT NULL DEFAULT '';",
        "ALTER TABLE debtor ADD COLUMN IF NOT EXISTS seen timestamptz DEFAULT now();",
        "ALTER TABLE debtor ALTER COLUMN name DROP NOT NULL, SET (fillfactor = 80);",
        "ALTER TABLE debtor VALIDATE CONSTRAINT named;",
        "CREATE TABLE note (id bigint); CREATE UNIQUE INDEX note_by_id ON note (id);"
            + " ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note ADD CHECK (id > 0);",
        "ALTER TABLE debtor DROP CONSTRAINT kinds;"
            + " ALTER TABLE debtor ADD CONSTRAINT kinds CHECK (a IN (1, 2)) NOT VALID;",
        "DROP TRIGGER fold ON fact; CREATE TRIGGER fold AFTER INSERT ON fact EXECUTE FUNCTION f();",
        "CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN"
            + " DELETE FROM debtor; TRUNCATE words; END $$; REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;",
        "CREATE INDEX CONCURRENTLY debtor_by_name ON debtor (name);",
        "UPDATE debtor SET language = 'es' WHERE debtor_id < 10;",
        "INSERT INTO note VALUES ('DROP TABLE debtor; it''s a word'); -- DROP TABLE debtor;",
        "/* ALTER TABLE debtor DROP COLUMN name; */ SELECT 1;",
        "GRANT SELECT ON debtor TO batuta_reader; ANALYZE debtor;",
        "-- Survives: no version since 0.4 names it.\nALTER TABLE debtor DROP COLUMN name;"
      })
  void what_it_survives_passes(String statements) {
    assertEquals(List.of(), Survival.findings("V9.sql", statements));
  }

  @Test
  void a_constraint_that_is_made_anew_may_not_look_at_every_row_under_a_lock() {
    assertEquals(
        1,
        Survival.findings(
                "V9.sql",
                "ALTER TABLE debtor DROP CONSTRAINT kinds, ADD CONSTRAINT kinds CHECK (a > 0);")
            .size());
  }

  @Test
  void a_reason_counts_for_the_statement_behind_it_alone_and_must_say_something() {
    String two =
        "-- Survives: nobody reads it since 0.4\nDROP TABLE one;\n\nSELECT 1;\nDROP TABLE two;";
    assertEquals(
        List.of("V9.sql:5"),
        Survival.findings("V9.sql", two).stream().map(each -> each.substring(0, 8)).toList());
    assertEquals(
        List.of("V9.sql:2: \"Survives:\" without saying why"),
        Survival.findings("V9.sql", "-- Survives: yes\nDROP TABLE one;"));
  }

  @Test
  void an_index_that_is_built_concurrently_stands_alone() {
    List<String> findings =
        Survival.findings("V9.sql", "CREATE INDEX CONCURRENTLY i ON debtor (a); SELECT 1;");
    assertEquals(1, findings.size(), findings.toString());
    assertTrue(findings.getFirst().contains("a file of its own"), findings.getFirst());
  }
}
