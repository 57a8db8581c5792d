package io.batuta.template;

import static io.batuta.template.Template.at;

import io.batuta.template.Functions.Function;
import io.batuta.template.Grants.Grant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why a function needs an action: its code calls it, or Lambda does in its name because the
 * template says so.
 */
final class Uses {

  /**
   * What a call of the AWS SDK needs, as {@code module.operation}; a queue's or secret's as the
   * parameter that names it.
   */
  static final Map<String, Set<String>> ACTIONS =
      Map.of(
          "sns.publish", Set.of("sns:Publish"),
          "sesv2.sendEmail", Set.of("ses:SendEmail"),
          "sqs.sendMessage", Set.of("sqs:SendMessage NightQueueArn", "kms sqs"),
          "sqs.sendMessageBatch", Set.of("sqs:SendMessage NightQueueArn", "kms sqs"),
          // A version of an object, and a 404 instead of a 403 for one that is gone.
          "s3.getObject",
              Set.of("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "kms:Decrypt"),
          "s3.headObject",
              Set.of("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "kms:Decrypt"),
          "s3.putObject", Set.of("s3:PutObject", "kms:GenerateDataKey"),
          "kms.encrypt", Set.of("kms:Encrypt"),
          "kms.decrypt", Set.of("kms:Decrypt"),
          "secretsmanager.getSecretValue", Set.of("secretsmanager:GetSecretValue", "kms:Decrypt"));

  /** Who encrypts for a queue needs both. */
  private static final Set<String> KMS_OF_QUEUE = Set.of("kms:GenerateDataKey", "kms:Decrypt");

  private static final Set<String> LOGS = Set.of("logs:CreateLogStream", "logs:PutLogEvents");
  private static final Set<String> NETWORK =
      Set.of(
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses");
  private static final Set<String> TRACES =
      Set.of("xray:PutTraceSegments", "xray:PutTelemetryRecords");
  private static final Set<String> RECEIVING =
      Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

  private Uses() {}

  /** A grant as {@link #of} names it: sending says to which queue, the rest only what. */
  static String name(Grant grant) {
    return grant.action().equals("sqs:SendMessage")
        ? grant.action() + " " + grant.where()
        : grant.action();
  }

  /**
   * @throws IllegalStateException for a call whose action is not known here
   */
  static Set<String> of(Stacks stacks, Function function, Set<String> calledByCode) {
    Set<String> uses = new TreeSet<>();
    Map<String, Object> given = function.properties();
    addIf(given.get("LoggingConfig"), LOGS, uses);
    addIf(given.get("VpcConfig"), NETWORK, uses);
    addIf(given.get("Tracing"), TRACES, uses);
    if (at(given, "EventInvokeConfig", "DestinationConfig", "OnFailure") != null) {
      uses.add("sqs:SendMessage FailuresArn");
      uses.addAll(KMS_OF_QUEUE);
    }
    if (isFedByQueue(stacks, function)) {
      uses.addAll(RECEIVING);
      uses.addAll(KMS_OF_QUEUE);
    }
    for (String call : calledByCode) {
      Set<String> actions = ACTIONS.get(call);
      if (actions == null) {
        throw new IllegalStateException(
            "which permission does " + call + " need? Uses does not know");
      }
      uses.addAll(actions);
    }
    if (uses.remove("kms sqs")) {
      uses.addAll(KMS_OF_QUEUE);
    }
    return uses;
  }

  private static boolean isFedByQueue(Stacks stacks, Function function) {
    List<Template.Resource> sources = stacks.root().resources("AWS::Lambda::EventSourceMapping");
    return sources.stream()
        .map(source -> Template.reference(source.properties().get("FunctionName")))
        .anyMatch(name -> name.equals(function.id() + ".Alias") || name.equals(function.id()));
  }

  private static void addIf(Object given, Set<String> actions, Set<String> uses) {
    if (given != null) {
      uses.addAll(actions);
    }
  }
}
