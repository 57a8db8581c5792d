package io.batuta.postgres;

import io.batuta.postgres.MigrationText.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration may not do while the version before it is at work: it runs beside the new schema
 * for minutes, and for as long as somebody goes back. A table that the same file makes is nobody's
 * yet. What is meant all the same says why, in a comment before the statement: {@code -- Survives:
 * no version since 0.4 names it}.
 */
final class Survival {

  /**
   * @param found its first group, where it has one, is what it is about
   * @param instead what whoever wrote it should do
   */
  private record Rule(Pattern found, String fault, String instead) {
    static Rule of(String found, String fault, String instead) {
      return new Rule(Pattern.compile(found, Pattern.CASE_INSENSITIVE), fault, instead);
    }
  }

  private static final int WORDS_OF_A_REASON = 3;

  private static final String LATER =
      "leave it until no version at work names it, then let it go with \"-- Survives: <why>\"";
  private static final String BESIDE =
      "add a new one beside it, write both, and let the old one go one release later";
  private static final String KEPT =
      "say by \"-- Survives: <why>\" how the running version keeps it already";
  private static final String APART =
      "CREATE INDEX CONCURRENTLY in a file of its own, or say by \"-- Survives: <why>\" that the"
          + " table is small";

  /** Of one action of an ALTER TABLE; the first that is met counts. */
  private static final List<Rule> ACTIONS =
      List.of(
          Rule.of("^DROP CONSTRAINT (?:IF EXISTS )?(\\S+)", "a constraint goes", LATER),
          Rule.of("^DROP\\b", "a column goes", LATER),
          Rule.of("^RENAME\\b", "a name changes", BESIDE),
          Rule.of("^SET SCHEMA\\b", "a name changes", BESIDE),
          Rule.of("^ALTER (?:COLUMN )?\\S+ (?:SET DATA )?TYPE\\b", "a type changes", BESIDE),
          Rule.of(
              "^ALTER (?:COLUMN )?\\S+ SET NOT NULL",
              "the running version may write no value there",
              KEPT),
          Rule.of(
              "^ALTER (?:COLUMN )?\\S+ DROP (?:DEFAULT|IDENTITY)",
              "the running version leaves the value to the default",
              LATER),
          Rule.of(
              "^(?:ENABLE|FORCE) ROW LEVEL SECURITY",
              "the running version sees no row without its policy",
              KEPT),
          Rule.of(
              "^ADD (?:CONSTRAINT (\\S+) )?(?:CHECK|FOREIGN KEY|UNIQUE|PRIMARY KEY|EXCLUDE)\\b",
              "the running version may write what the constraint refuses",
              KEPT),
          Rule.of(
              "^ADD (?:COLUMN )?(?!CONSTRAINT\\b).*\\b(?:UNIQUE|PRIMARY KEY)\\b",
              "the running version may write what the constraint refuses",
              KEPT),
          Rule.of(
              "^ADD (?:COLUMN )?(?!CONSTRAINT\\b)(?!.*\\b(?:DEFAULT|GENERATED)\\b).*\\bNOT NULL\\b",
              "the running version writes no value there",
              "give it a DEFAULT, or let it be NULL until every version writes it"),
          Rule.of(
              "^ADD (?:COLUMN )?(?!CONSTRAINT\\b).*(?:\\bDEFAULT\\b.*\\b(?:nextval|gen_random_uuid|uuidv\\d|random|clock_timestamp)\\(|\\bSTORED\\b|\\b(?:small|big)?serial\\b|\\bAS IDENTITY\\b)",
              "the whole table is written anew while nobody may read it",
              "add it without a value and fill it in portions"));

  private static final List<Rule> STATEMENTS =
      List.of(
          Rule.of(
              "^DROP (?:TABLE|MATERIALIZED VIEW|VIEW|FUNCTION|PROCEDURE|TYPE|DOMAIN|SEQUENCE|SCHEMA|ROLE|EXTENSION|POLICY|TRIGGER|INDEX)\\b(?: CONCURRENTLY)?(?: IF EXISTS)? ([\\w.\"]+)",
              "it goes while it is in use",
              LATER),
          Rule.of("^ALTER (?!TABLE)\\w+(?: VIEW)? .*\\bRENAME\\b", "a name changes", BESIDE),
          Rule.of("^ALTER TYPE .*\\b(?:DROP|ALTER) ATTRIBUTE\\b", "a type changes", BESIDE),
          Rule.of("^TRUNCATE (?:TABLE )?(?:ONLY )?(\\S+)", "rows go that are in use", LATER),
          Rule.of(
              "^UPDATE (?:ONLY )?(\\S+) (?!.*\\bWHERE\\b)",
              "every row is locked until the migration ends",
              "fill in portions, by key"),
          Rule.of(
              "^DELETE FROM (?:ONLY )?(\\S+)(?!.*\\bWHERE\\b)", "rows go that are in use", LATER),
          Rule.of(
              "^REVOKE\\b.* ON (?:TABLE |FUNCTION )?(\\w+)",
              "the running version may not do what it does",
              LATER),
          Rule.of(
              "^CREATE POLICY .* ON (\\S+) AS RESTRICTIVE",
              "the running version sees fewer rows",
              KEPT),
          Rule.of(
              "^CREATE UNIQUE INDEX .*\\bON (?:ONLY )?([\\w.\"]+)",
              "the running version may write what the index refuses",
              KEPT),
          Rule.of(
              "^CREATE INDEX (?!CONCURRENTLY).*\\bON (?:ONLY )?([\\w.\"]+)",
              "nobody may write to the table until the index is built",
              APART),
          Rule.of(
              "^(?:VACUUM|CLUSTER|REINDEX)\\b(?!.*CONCURRENTLY)",
              "nobody may use the table meanwhile",
              "leave it to a person, outside of a migration"));

  private static final Pattern MADE =
      Pattern.compile(
          "^CREATE (?:OR REPLACE )?(?:UNLOGGED |TEMP |TEMPORARY |UNIQUE |CONSTRAINT )*(?:TABLE|MATERIALIZED VIEW|VIEW|FUNCTION|PROCEDURE|TYPE|DOMAIN|SEQUENCE|SCHEMA|ROLE|POLICY|TRIGGER|INDEX)(?: CONCURRENTLY)?(?: IF NOT EXISTS)? ([\\w.\"]+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ALTER_TABLE =
      Pattern.compile(
          "^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?([\\w.\"%]+)\\*? (.*)$", Pattern.CASE_INSENSITIVE);

  private static final Pattern ADDED =
      Pattern.compile("\\bADD CONSTRAINT ([\\w\"]+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern DROPPED =
      Pattern.compile("\\bDROP CONSTRAINT (?:IF EXISTS )?([\\w\"]+)", Pattern.CASE_INSENSITIVE);

  private final String file;
  private final List<Statement> statements;
  private final Set<String> made = new HashSet<>();
  private final List<String> findings = new ArrayList<>();

  private Survival(String file, String text) {
    this.file = file;
    this.statements = MigrationText.statements(text);
  }

  /** Each finding names file and line, what is wrong, and what to do instead. */
  static List<String> findings(String file, String text) {
    return new Survival(file, text).look();
  }

  private List<String> look() {
    Set<String> added = new HashSet<>();
    Set<String> dropped = new HashSet<>();
    for (Statement each : statements) {
      Matcher making = MADE.matcher(each.words());
      if (making.find()) {
        made.add(plain(making.group(1)));
      }
      ADDED.matcher(each.words()).results().forEach(found -> added.add(plain(found.group(1))));
      DROPPED.matcher(each.words()).results().forEach(found -> dropped.add(plain(found.group(1))));
    }
    added.retainAll(dropped);
    made.addAll(added);
    statements.forEach(this::look);
    boolean concurrent =
        statements.stream().anyMatch(each -> each.words().matches("(?i).*INDEX CONCURRENTLY.*"));
    if (concurrent && statements.size() > 1) {
      findings.add(
          file + ": an index that is built CONCURRENTLY stands alone: give it a file of its own");
    }
    return findings;
  }

  private void look(Statement statement) {
    List<String> faults = faults(statement.words());
    String reason = statement.reason();
    if (reason == null) {
      faults.forEach(fault -> findings.add(file + ":" + statement.line() + ": " + fault));
    } else if (reason.split("\\s+").length < WORDS_OF_A_REASON) {
      findings.add(file + ":" + statement.line() + ": \"Survives:\" without saying why");
    }
  }

  private List<String> faults(String words) {
    Matcher alter = ALTER_TABLE.matcher(words);
    if (!alter.matches()) {
      return met(STATEMENTS, words);
    }
    if (made.contains(plain(alter.group(1)))) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    actions(alter.group(2)).forEach(action -> faults.addAll(met(ACTIONS, action)));
    return faults;
  }

  /** The first rule that is met, unless what it names is made by this very file. */
  private List<String> met(List<Rule> rules, String words) {
    for (Rule rule : rules) {
      Matcher found = rule.found().matcher(words);
      if (found.find()) {
        String name = found.groupCount() == 0 ? null : found.group(1);
        boolean replaced = name != null && made.contains(plain(name));
        return replaced && !checksEveryRow(words)
            ? List.of()
            : List.of("\"" + words + "\": " + rule.fault() + "; " + rule.instead());
      }
    }
    return List.of();
  }

  /** A constraint that is made anew must not hold up everybody while it looks at every row. */
  private static boolean checksEveryRow(String words) {
    String upper = words.toUpperCase(Locale.ROOT);
    return upper.startsWith("ADD ")
        && !upper.contains("NOT VALID")
        && !upper.contains("USING INDEX");
  }

  /** The actions of an ALTER TABLE, parted at the commas outside of brackets. */
  private static List<String> actions(String all) {
    List<String> actions = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < all.length(); i++) {
      char here = all.charAt(i);
      depth += here == '(' ? 1 : here == ')' ? -1 : 0;
      if (here == ',' && depth == 0) {
        actions.add(all.substring(from, i).strip());
        from = i + 1;
      }
    }
    actions.add(all.substring(from).strip());
    return actions;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("\"", "").replaceFirst("^public\\.", "");
  }
}
