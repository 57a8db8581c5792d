package io.batuta.template;

import static io.batuta.template.Template.at;
import static io.batuta.template.Template.eachMap;
import static io.batuta.template.Template.map;

import io.batuta.template.Template.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must not be lost, read or kept for ever: what holds data is encrypted and stays when the
 * stack goes, every queue has dead letters, every log an end.
 */
final class Keeping {

  private static final Set<String> KEPT = Set.of("Retain", "Snapshot");

  /** Where each type says how it is encrypted. */
  private static final Map<String, String> ENCRYPTED =
      Map.of(
          "AWS::SQS::Queue", "KmsMasterKeyId",
          "AWS::SNS::Topic", "KmsMasterKeyId",
          "AWS::Logs::LogGroup", "KmsKeyId",
          "AWS::S3::Bucket", "BucketEncryption",
          "AWS::SecretsManager::Secret", "KmsKeyId",
          "AWS::RDS::DBCluster", "KmsKeyId");

  /** Data that nobody else has. Queues and topics hold what is on its way, logs no evidence. */
  private static final Set<String> DATA =
      Set.of(
          "AWS::S3::Bucket",
          "AWS::RDS::DBCluster",
          "AWS::SecretsManager::Secret",
          "AWS::KMS::Key",
          "AWS::SES::EmailIdentity");

  private final Stacks stacks;
  private final List<String> faults = new ArrayList<>();

  private Keeping(Stacks stacks) {
    this.stacks = stacks;
  }

  static List<String> faults(Stacks stacks) {
    return new Keeping(stacks).look();
  }

  private List<String> look() {
    Set<String> deadLetters = deadLetters();
    for (Template template : stacks.all()) {
      for (Resource each : template.resources()) {
        encryption(each);
        retention(each);
        particular(each);
        if (each.is("AWS::SQS::Queue")) {
          check(
              each.properties().containsKey("RedrivePolicy") || deadLetters.contains(each.id()),
              each,
              "has no dead letters and is none");
        }
      }
    }
    return faults;
  }

  private void encryption(Resource each) {
    String property = ENCRYPTED.get(each.type());
    if (property != null) {
      check(each.properties().containsKey(property), each, "is not encrypted: no " + property);
    }
  }

  private void retention(Resource each) {
    if (DATA.contains(each.type())) {
      for (String policy : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
        check(
            KEPT.contains(String.valueOf(each.body().get(policy))),
            each,
            "holds data and would go: " + policy);
      }
    }
  }

  private void particular(Resource each) {
    Map<String, Object> given = each.properties();
    switch (each.type()) {
      case "AWS::Logs::LogGroup" ->
          check(given.containsKey("RetentionInDays"), each, "is kept for ever");
      case "AWS::KMS::Key" ->
          check(Boolean.TRUE.equals(given.get("EnableKeyRotation")), each, "does not rotate");
      case "AWS::RDS::DBCluster" -> {
        check(Boolean.TRUE.equals(given.get("StorageEncrypted")), each, "is not encrypted");
        check(Boolean.TRUE.equals(given.get("DeletionProtection")), each, "can be deleted");
        check(given.containsKey("BackupRetentionPeriod"), each, "has no backups");
      }
      case "AWS::RDS::DBInstance" ->
          check(Boolean.FALSE.equals(given.get("PubliclyAccessible")), each, "may be public");
      case "AWS::S3::Bucket" -> {
        Map<String, Object> block = map(given.get("PublicAccessBlockConfiguration"));
        check(
            block.size() == 4 && block.values().stream().allMatch(Boolean.TRUE::equals),
            each,
            "may be public");
        check(
            "Enabled".equals(at(given, "VersioningConfiguration", "Status")),
            each,
            "keeps no versions");
      }
      default -> {}
    }
  }

  /** Ids of queues that something hands its failures to, here or from the root. */
  private Set<String> deadLetters() {
    Set<String> ids = new HashSet<>();
    for (Template template : stacks.all()) {
      eachMap(
          template.root(),
          here -> {
            ids.add(queue(here.get("deadLetterTargetArn")));
            ids.add(queue(at(here, "DeadLetterConfig", "Arn")));
            ids.add(queue(at(here, "OnFailure", "Destination")));
          });
    }
    return ids;
  }

  private String queue(Object arn) {
    String attribute = Template.attribute(arn);
    return stacks
        .output(attribute)
        .map(Template::attribute)
        .orElse(attribute)
        .replaceFirst("\\.Arn$", "");
  }

  private void check(boolean holds, Resource of, String fault) {
    if (!holds) {
      faults.add(of.id() + " (" + of.type() + ") " + fault);
    }
  }
}
