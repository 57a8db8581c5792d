package io.batuta.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of {@link TemplateTest} finds what it is there for. */
class BrokenTemplateTest {

  static Stream<Arguments> references() {
    return Stream.of(
        broken("A: {Type: T, Properties: {B: !Ref Gone}}", "Ref Gone names neither"),
        broken(
            "A: {Type: T, Properties: {B: !GetAtt Gone.Arn}}", "GetAtt Gone.Arn names no resource"),
        broken("A: {Type: T, Properties: {B: {'Fn::GetAtt': [Gone, Arn]}}}", "GetAtt Gone.Arn"),
        broken("A: {Type: T, Properties: {B: !Sub 'x${Gone}'}}", "Sub ${Gone} names neither"),
        broken("A: {Type: T, Properties: {B: !Sub 'x${Gone.Arn}'}}", "Sub ${Gone.Arn} names no"),
        broken("A: {Type: T, DependsOn: [Gone]}", "DependsOn Gone names no resource"),
        broken("A: {Type: T, Condition: Gone}", "condition Gone is not declared"),
        broken("A: {Type: T, Properties: {B: !If [Gone, 1, 2]}}", "condition Gone is not declared"),
        broken("A: {Type: T, Properties: {B: !FindInMap [Gone, a, b]}}", "names no map Gone"),
        broken("A: {Type: T, Properties: {B: !Ref A.Alias}}", "Ref A.Alias names neither"),
        broken("A: {Type: T}\nParameters: {P: {Type: String}}", "parameter P is never used"),
        broken("A: {Type: T}\nConditions: {C: !Equals [1, 1]}", "condition C is never used"));
  }

  static Stream<Arguments> keeping() {
    return Stream.of(
        broken("A: {Type: AWS::SQS::Queue}", "has no dead letters"),
        broken("A: {Type: AWS::SQS::Queue}", "no KmsMasterKeyId"),
        broken("A: {Type: AWS::SNS::Topic}", "no KmsMasterKeyId"),
        broken("A: {Type: AWS::Logs::LogGroup}", "is kept for ever"),
        broken("A: {Type: AWS::Logs::LogGroup}", "no KmsKeyId"),
        broken("A: {Type: AWS::S3::Bucket, DeletionPolicy: Delete}", "would go: DeletionPolicy"),
        broken("A: {Type: AWS::S3::Bucket}", "no BucketEncryption"),
        broken("A: {Type: AWS::S3::Bucket}", "may be public"),
        broken("A: {Type: AWS::S3::Bucket}", "keeps no versions"),
        broken("A: {Type: AWS::RDS::DBCluster, DeletionPolicy: Snapshot}", "UpdateReplacePolicy"),
        broken("A: {Type: AWS::RDS::DBCluster}", "can be deleted"),
        broken("A: {Type: AWS::RDS::DBCluster}", "has no backups"),
        broken("A: {Type: AWS::RDS::DBInstance}", "may be public"),
        broken("A: {Type: AWS::KMS::Key, DeletionPolicy: Retain}", "does not rotate"),
        broken("A: {Type: AWS::SecretsManager::Secret}", "holds data and would go"));
  }

  static Stream<Arguments> wildcards() {
    return Stream.of(
        broken(policy("s3:*", "!GetAtt B.Arn"), "allows s3:*"),
        broken(policy("s3:GetObject", "'*'"), "allows s3:GetObject everywhere"),
        broken(
            policy("[sns:Publish, sqs:SendMessage]", "['*']"), "allows sqs:SendMessage everywhere"),
        broken(
            "A: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/P']}}",
            "takes a policy of AWS's"));
  }

  static Stream<Arguments> wiring() {
    String logged = "LoggingConfig: {LogGroup: g}";
    String group = "G: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: g}}";
    return Stream.of(
        broken("F: {Type: AWS::Serverless::Function}", "logs to a group that no stack makes"),
        broken("F: {Type: AWS::Serverless::Function}", "has no CodeUri of its own"),
        broken(
            "F: {Type: AWS::Serverless::Function, Properties: {AutoPublishAlias: live}}",
            "publishes no version when a setting changes"),
        broken(
            "F: {Type: AWS::Serverless::Function, Properties: {Events: {S: {Type: ScheduleV2}}}}",
            "its failures go nowhere"),
        broken(
            "F: {Type: AWS::Serverless::Function, Properties: {Events: {S: {Type: ScheduleV2}}}}",
            "F.S has no dead letters"),
        broken(
            group
                + "\n  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 599}}"
                + ("\n  F: {Type: AWS::Serverless::Function, Properties: {Timeout: 100, "
                    + logged
                    + "}}")
                + "\n  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref"
                + " F.Alias, EventSourceArn: !GetAtt Q.Arn}}",
            "Q hides a message for 599 s; F needs 600"),
        broken(hiding(group, logged, 159), "Q hides a message for 159 s; F needs 160"),
        broken(hiding(group, logged, 201), "Q hides a message for 201 s; F needs 160"),
        broken(
            group
                + "\n  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 600}}"
                + ("\n  F: {Type: AWS::Serverless::Function, Properties: {Timeout: 100, "
                    + logged
                    + "}}")
                + "\n  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref"
                + " F.Alias, EventSourceArn: !GetAtt Q.Arn}}",
            "M fails whole batches"));
  }

  static Stream<Arguments> loops() {
    String fed =
        "Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 600}}"
            + "\n  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref"
            + " F.Alias, EventSourceArn: !GetAtt Q.Arn}}"
            + "\n  F: {Type: AWS::Serverless::Function, Properties: {Timeout: 100, %s}}";
    return Stream.of(
        broken(
            fed.formatted("Environment: {Variables: {TO: !Ref Q}}"),
            "F hands on to itself by Q, and Lambda would stop it"),
        broken(
            fed.formatted("RecursiveLoop: Terminate, Environment: {Variables: {TO: !Ref Q}}"),
            "F hands on to itself by Q, and Lambda would stop it"),
        broken(fed.formatted("RecursiveLoop: Allow"), "F may loop and has no reason to"));
  }

  /** Its messages come one by one. */
  private static String hiding(String group, String logged, int seconds) {
    return group
        + "\n  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: "
        + seconds
        + "}}"
        + "\n  F: {Type: AWS::Serverless::Function, Properties: {Timeout: 100, "
        + logged
        + "}}"
        + "\n  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {BatchSize: 1, FunctionName: !Ref"
        + " F.Alias, EventSourceArn: !GetAtt Q.Arn}}";
  }

  static Stream<Arguments> nesting() {
    return Stream.of(
        broken(stack("infra/gone.yaml", "", ""), "nests infra/gone.yaml, which is not there"),
        broken(stack("infra/child.yaml", "", ""), "S does not give Needed"),
        broken(stack("infra/child.yaml", "Needed: 1, More: 1", ""), "gives More, which"),
        broken(
            stack("infra/child.yaml", "Needed: 1", "!GetAtt S.Outputs.Gone"),
            "S.Outputs.Gone is no output"),
        broken(
            stack("infra/child.yaml", "Needed: 1", "!Sub '${S.Outputs.Gone}'"),
            "S.Outputs.Gone is no output"),
        broken("A: {Type: T}", "infra/child.yaml is nested nowhere"));
  }

  @ParameterizedTest
  @MethodSource
  void references(String resources, String fault) {
    expect(fault, References::faults, template(resources));
  }

  @ParameterizedTest
  @MethodSource
  void keeping(String resources, String fault) {
    expect(fault, template -> Keeping.faults(new Stacks(template, Map.of())), template(resources));
  }

  @ParameterizedTest
  @MethodSource
  void wildcards(String resources, String fault) {
    expect(fault, Grants::wildcardFaults, template(resources));
  }

  @ParameterizedTest
  @MethodSource
  void wiring(String resources, String fault) {
    expect(
        fault,
        template -> Functions.wiringFaults(new Stacks(template, Map.of())),
        template(resources));
  }

  @ParameterizedTest
  @MethodSource
  void loops(String resources, String fault) {
    wiring(resources, fault);
  }

  @ParameterizedTest
  @MethodSource
  void nesting(String resources, String fault) {
    Template child =
        Template.parse(
            "infra/child.yaml",
            "Parameters: {Needed: {Type: String}}\nOutputs: {There: {Value: 1}}\nResources: {}");
    expect(
        fault,
        template -> new Stacks(template, Map.of("infra/child.yaml", child)).faults(),
        template(resources));
  }

  @Test
  void a_handler_must_be_in_the_code_and_one_of_the_code_must_be_deployed() {
    var functions =
        Functions.of(
            template(
                "F: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables:"
                    + " {QUARKUS_LAMBDA_HANDLER: nihgtly}}}}"));
    assertEquals(
        List.of("no class is @Named(\"nihgtly\")", "handler nightly is deployed by no function"),
        Functions.handlerFaults(functions, Set.of("nightly")));
  }

  @Test
  void a_variable_must_be_a_setting_and_a_setting_must_be_read(@TempDir Path main)
      throws IOException {
    String list = "| `BATUTA_NIGHT_SHARDS` | x |\n| `BATUTA_OLD` | x |\n";
    Files.writeString(
        main.resolve("A.java"),
        "@ConfigProperty(name = \"batuta.night.shards\") getOptionalValue(\"batuta.night.page-size\", x) \"batuta.log\"");
    assertEquals(
        List.of(
            "BATUTA_NIGHT_PAGE_SIZE is read and not in docs/settings.md",
            "BATUTA_OLD is in docs/settings.md and nothing reads it"),
        Settings.faults(Settings.documented(list), Settings.ofCode(main)));
    var functions =
        Functions.of(
            template(
                "F: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables:"
                    + " {BATUTA_NIGTH_SHARDS: 8}}}}"));
    assertEquals(
        List.of("F is given BATUTA_NIGTH_SHARDS, which is no setting"),
        Settings.unknown(functions, Settings.documented(list)));
  }

  @Test
  void a_permission_nobody_uses_and_a_call_without_one_are_found() {
    Template permissions =
        Template.parse(
            "infra/permissions.yaml",
            "Resources:\n  FRole: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument:"
                + " {Statement: [{Effect: Allow, Action: ses:SendEmail, Resource: x}]}}]}}\n"
                + "Outputs: {FRole: {Value: !GetAtt FRole.Arn}}");
    Template root =
        template(
            "P: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: infra/permissions.yaml}}\n"
                + "  F: {Type: AWS::Serverless::Function, Properties: {Role: !GetAtt P.Outputs.FRole}}");
    Stacks stacks = new Stacks(root, Map.of("infra/permissions.yaml", permissions));
    var function = Functions.of(root).getFirst();
    assertEquals(
        List.of("F may ses:SendEmail, which nothing of it uses", "F needs sns:Publish and may not"),
        Grants.useFaults(stacks, function, Set.of("sns.publish")));
    assertEquals(List.of(), Grants.useFaults(stacks, function, Set.of("sesv2.sendEmail")));
    assertThrows(
        IllegalStateException.class,
        () -> Grants.useFaults(stacks, function, Set.of("sns.createTopic")));
  }

  @Test
  void a_set_up_function_must_be_there_and_its_role_used(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("login.py"), "def handle(event, context):\n  a.get_secret_value()");
    String function =
        "F: {Type: AWS::Serverless::Function, Properties: {Handler: %s.handle, Role: !GetAtt R.Arn}}\n"
            + "  R: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement:"
            + " [{Action: [secretsmanager:GetSecretValue, sns:SetSMSAttributes]}]}}]}}";
    assertEquals(
        List.of("R may sns:SetSMSAttributes, which login.py never calls"),
        SetUp.faults(template(function.formatted("login")), folder));
    assertEquals(
        List.of("F has no handler gone.handle"),
        SetUp.faults(template(function.formatted("gone")), folder));
  }

  private static void expect(
      String fault, Function<Template, List<String>> check, Template template) {
    List<String> faults = check.apply(template);
    assertTrue(
        faults.stream().anyMatch(each -> each.contains(fault)),
        () -> "expected \"" + fault + "\" among " + faults);
  }

  private static Template template(String resources) {
    return Template.parse("broken.yaml", "Resources:\n  " + resources);
  }

  private static Arguments broken(String resources, String fault) {
    return Arguments.of(resources, fault);
  }

  private static String policy(String action, String resource) {
    return "A: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: [{Effect:"
        + " Allow, Action: %s, Resource: %s}]}}]}}".formatted(action, resource);
  }

  private static String stack(String url, String parameters, String use) {
    return "S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: %s, Parameters: {%s}}}\n  U: {Type: T, Properties: {X: %s}}"
        .formatted(url, parameters, use.isEmpty() ? "1" : use);
  }
}
