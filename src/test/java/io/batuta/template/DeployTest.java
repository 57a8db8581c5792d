package io.batuta.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.batuta.template.FakeAmazon.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts/deploy lets through, what it refuses, and what it says then. */
class DeployTest {

  private static final String SENDS = "Sends what is due (%s, 0123456789abcdef).";

  private FakeAmazon amazon;

  @BeforeEach
  void build(@TempDir Path folder) throws Exception {
    assumeTrue(FakeAmazon.canRun(), "scripts need bash and unzip");
    amazon = new FakeAmazon(folder);
    amazon.build("b0b0b0", "b");
  }

  @Test
  void an_archive_is_deployed_with_the_commit_that_it_was_built_from() throws Exception {
    Said said = amazon.deploy("--no-build");
    assertEquals(0, said.exit(), said.words());
    assertTrue(amazon.deployed().contains("Commit=b0b0b0"), amazon.deployed());
    assertTrue(amazon.deployed().matches(".*Deployment=[0-9a-f]{16}\\b.*"), amazon.deployed());
  }

  @Test
  void another_setting_is_another_deployment_and_the_same_again_is_none() throws Exception {
    amazon.deploy("--no-build", "NightShards=8");
    String once = amazon.deployed();
    amazon.deploy("--no-build", "NightShards=8");
    assertEquals(once, amazon.deployed());
    amazon.deploy("--no-build", "NightShards=16");
    assertNotEquals(deployment(once), deployment(amazon.deployed()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"template.yaml", "infra/network.yaml", "src/main/java/A.java", "pom.xml"})
  void an_archive_of_other_sources_is_refused_with_both_ways_out(String changed) throws Exception {
    amazon.change(changed);
    refused(
        amazon.deploy("--no-build"),
        "was built from b0b0b0; code or templates are others here",
        "without --no-build",
        "check out b0b0b0");
  }

  @Test
  void an_archive_that_nobody_tells_of_or_that_was_exchanged_is_refused() throws Exception {
    amazon.remove("target/function.txt");
    refused(amazon.deploy("--no-build"), "Nothing says what target/function.zip was built from");
    amazon.build("b0b0b0", "b");
    amazon.exchange("c");
    refused(
        amazon.deploy("--no-build"), "is another archive than the one that target/function.txt");
  }

  @Test
  void what_was_gone_back_from_comes_back_only_when_that_is_asked_for() throws Exception {
    amazon.stands("UPDATE_COMPLETE");
    amazon.versions(
        1, "of-a", SENDS.formatted("a0a0a0"), amazon.codeSha(), SENDS.formatted("b0b0b0"));
    refused(
        amazon.deploy("--no-build", "Schedules=DISABLED"),
        "went back to version 1 (a0a0a0)",
        "check out a0a0a0",
        "--forward");
    Said forward = amazon.deploy("--no-build", "--forward", "Schedules=DISABLED");
    assertEquals(0, forward.exit(), forward.words());
    String first = deployment(amazon.deployed());
    amazon.versions(2, "of-a", SENDS.formatted("a0a0a0"), "of-b", SENDS.formatted("b0b0b0"));
    amazon.deploy("--no-build", "Schedules=DISABLED");
    assertNotEquals(first, deployment(amazon.deployed()), "the alias must move");
  }

  @Test
  void after_a_rollback_a_new_archive_or_that_at_work_needs_no_asking() throws Exception {
    amazon.stands("UPDATE_COMPLETE");
    amazon.versions(1, amazon.codeSha(), "of an older template", "of-c", SENDS.formatted("c0c0c0"));
    assertEquals(0, amazon.deploy("--no-build").exit());
    amazon.versions(1, "of-a", SENDS.formatted("a0a0a0"), "of-c", SENDS.formatted("c0c0c0"));
    assertEquals(0, amazon.deploy("--no-build").exit());
  }

  @Test
  void a_rollback_tells_the_commits_that_it_goes_between() throws Exception {
    amazon.stands("UPDATE_COMPLETE");
    amazon.versions(2, "of-a", SENDS.formatted("a0a0a0"), "of-b", SENDS.formatted("b0b0b0"));
    Said said = amazon.deploy("--rollback");
    assertTrue(said.words().contains("dispatch: 2 (b0b0b0) → 1 (a0a0a0)"), said.words());
    assertTrue(said.words().contains("Nothing was changed"), said.words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CREATE_FAILED", "REVIEW_IN_PROGRESS", "UPDATE_FAILED"})
  void a_first_deployment_keeps_what_it_made_and_goes_on(String status) throws Exception {
    if (!status.isEmpty()) {
      amazon.stands(status);
    }
    Said said = amazon.deploy("--no-build");
    assertEquals(0, said.exit(), said.words());
    assertTrue(amazon.deployed().contains("--disable-rollback"), amazon.deployed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"})
  void a_later_one_goes_back_when_it_fails(String status) throws Exception {
    amazon.stands(status);
    amazon.versions(1, "of-b", SENDS.formatted("b0b0b0"));
    assertEquals(0, amazon.deploy("--no-build").exit());
    assertFalse(amazon.deployed().contains("--disable-rollback"), amazon.deployed());
  }

  @ParameterizedTest
  @CsvSource({
    "ROLLBACK_COMPLETE, delete-stack --stack-name batuta",
    "ROLLBACK_FAILED, delete-stack --stack-name batuta",
    "DELETE_FAILED, delete-stack --stack-name batuta",
    "UPDATE_ROLLBACK_FAILED, continue-update-rollback --stack-name batuta",
    "UPDATE_IN_PROGRESS, Deploy again when it has ended",
    "DELETE_IN_PROGRESS, Deploy again when it has ended"
  })
  void a_stack_that_cannot_be_deployed_says_what_to_do(String status, String todo)
      throws Exception {
    amazon.stands(status);
    refused(amazon.deploy("--no-build"), "stands at " + status, todo);
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4317, TracesPort=4317",
    "http://10.42.0.9:4318/v1, TracesPort=4318",
    "https://collector.example, TracesPort=443",
    "http://collector.example/, TracesPort=80",
    "http://[fd00::9]:4317, TracesPort=4317"
  })
  void the_collectors_port_is_opened_as_its_address_says(String address, String port)
      throws Exception {
    Said said = amazon.deploy("--no-build", "TracesTo=" + address);
    assertEquals(0, said.exit(), said.words());
    assertTrue(amazon.deployed().contains(port), amazon.deployed());
  }

  @Test
  void a_port_that_is_given_stays_and_an_address_without_form_is_refused() throws Exception {
    amazon.deploy("--no-build", "TracesTo=http://collector:4317", "TracesPort=1");
    assertTrue(amazon.deployed().contains("TracesPort=1 "), amazon.deployed());
    assertFalse(amazon.deployed().contains("TracesPort=4317"), amazon.deployed());
    Said said = amazon.deploy("--no-build", "TracesTo=collector:4317");
    assertEquals(1, said.exit());
    assertTrue(said.words().contains("TracesTo must read http://host:port"), said.words());
  }

  private void refused(Said said, String... words) throws Exception {
    assertEquals(1, said.exit(), said.words());
    assertEquals("", amazon.deployed(), "nothing is deployed");
    for (String word : words) {
      assertTrue(said.words().contains(word), said.words());
    }
  }

  private static String deployment(String call) {
    return call.replaceAll(".*Deployment=([0-9a-f]+).*", "$1");
  }
}
