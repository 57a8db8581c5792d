package io.batuta.template;

import static io.batuta.template.Template.list;
import static io.batuta.template.Template.map;

import io.batuta.template.Functions.Function;
import io.batuta.template.Template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What roles may do: nothing that no code does, all that it does, and no wildcard without a reason.
 */
final class Grants {

  /** Actions that AWS gives no resource for, or none that is known before. */
  private static final Map<String, String> NO_RESOURCE =
      Map.of(
          "ec2:.*NetworkInterface.*|ec2:DescribeSubnets|ec2:(Una|A)ssignPrivateIpAddresses",
              "Lambda makes network interfaces, which have no ARN before",
          "xray:Put(TraceSegments|TelemetryRecords)", "X-Ray knows no resources",
          "sns:SetSMSAttributes", "attributes of the account",
          "sns:Publish", "a phone number is no resource; topics are denied beside it");

  /** A statement of a role: an action, and where: the parameter or resource that its ARN names. */
  record Grant(String action, String where) {}

  private Grants() {}

  /**
   * Wildcards in what identities may do. The policies of keys, queues and buckets name themselves.
   */
  static List<String> wildcardFaults(Template template) {
    List<String> faults = new ArrayList<>();
    for (Resource each : template.resources()) {
      if (each.type().startsWith("AWS::IAM::") || each.is("AWS::Serverless::Function")) {
        statements(each, statement -> wildcards(template, each, statement, faults));
      }
      for (Object managed : list(each.properties().get("ManagedPolicyArns"))) {
        if (String.valueOf(managed).contains("iam::aws:policy")) {
          faults.add(
              template.name()
                  + ": "
                  + each.id()
                  + " takes a policy of AWS's, which is never the least");
        }
      }
    }
    return faults;
  }

  private static void wildcards(
      Template template, Resource each, Map<String, Object> statement, List<String> faults) {
    for (Object action : list(statement.get("Action"))) {
      String said = template.name() + ": " + each.id() + " allows " + action;
      if (action.toString().contains("*")) {
        faults.add(said);
      }
      boolean everywhere = list(statement.get("Resource")).contains("*");
      if (everywhere && NO_RESOURCE.keySet().stream().noneMatch(action.toString()::matches)) {
        faults.add(said + " everywhere");
      }
    }
  }

  /** What a function's role grants without a use, and what its code calls without a grant. */
  static List<String> useFaults(Stacks stacks, Function function, Set<String> calledByCode) {
    Set<String> explained = Uses.of(stacks, function, calledByCode);
    Set<String> granted = new TreeSet<>();
    for (Grant grant : of(stacks, function)) {
      granted.add(Uses.name(grant));
    }
    List<String> faults = new ArrayList<>();
    granted.stream()
        .filter(each -> !explained.contains(each))
        .forEach(each -> faults.add(function.id() + " may " + each + ", which nothing of it uses"));
    explained.stream()
        .filter(each -> !granted.contains(each))
        .forEach(each -> faults.add(function.id() + " needs " + each + " and may not"));
    return faults;
  }

  /** What a role may do in S3 and the network's way to S3 does not let through. */
  static List<String> endpointFaults(Stacks stacks) {
    Set<String> passing = new TreeSet<>();
    Set<String> granted = new TreeSet<>();
    for (Template template : stacks.all()) {
      for (Resource each : template.resources()) {
        if (each.is("AWS::EC2::VPCEndpoint") && each.id().startsWith("S3")) {
          list(Template.at(each.properties(), "PolicyDocument", "Statement"))
              .forEach(one -> list(map(one).get("Action")).forEach(a -> passing.add(a.toString())));
        } else if (each.type().startsWith("AWS::IAM::")) {
          statements(each, one -> list(one.get("Action")).forEach(a -> granted.add(a.toString())));
        }
      }
    }
    return granted.stream()
        .filter(action -> action.startsWith("s3:"))
        .filter(action -> passing.stream().noneMatch(p -> action.matches(p.replace("*", ".*"))))
        .map(action -> "the endpoint of S3 does not let " + action + " through")
        .toList();
  }

  private static List<Grant> of(Stacks stacks, Function function) {
    String role = Template.attribute(function.properties().get("Role"));
    Template holder = stacks.child(role.split("\\.")[0]).orElseThrow();
    String id = Template.attribute(stacks.output(role).orElseThrow()).replace(".Arn", "");
    List<Grant> grants = new ArrayList<>();
    Resource resource = holder.resource(id);
    gather(resource, grants);
    for (Object managed : list(resource.properties().get("ManagedPolicyArns"))) {
      Template.eachMap(
          managed,
          here -> {
            String policy = Template.reference(here);
            if (holder.section("Resources").containsKey(policy)) {
              gather(holder.resource(policy), grants);
            }
          });
    }
    return grants;
  }

  private static void gather(Resource resource, List<Grant> grants) {
    statements(
        resource,
        statement -> {
          for (Object action : list(statement.get("Action"))) {
            for (Object where : list(statement.get("Resource"))) {
              grants.add(new Grant(action.toString(), Template.reference(where)));
            }
          }
        });
  }

  /** Every allowing statement below a resource, but those that say who may take the role. */
  private static void statements(Resource of, Consumer<Map<String, Object>> visitor) {
    Template.eachMap(
        of.properties(),
        here ->
            list(here.get("Statement")).stream()
                .map(Template::map)
                .filter(each -> "Allow".equals(each.get("Effect")))
                .filter(each -> map(each.get("Principal")).isEmpty())
                .forEach(visitor));
  }
}
