package io.batuta.template;

import static io.batuta.template.Template.at;
import static io.batuta.template.Template.map;

import io.batuta.template.Template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions of the root template with the globals in them, and what must hold of each. */
final class Functions {

  private static final String HANDLER = "QUARKUS_LAMBDA_HANDLER";
  private static final Set<String> UNAWAITED =
      Set.of("ScheduleV2", "Schedule", "EventBridgeRule", "S3", "SNS");

  /**
   * @param properties of the function; where it says nothing, the globals'
   * @param environment its own variables over the globals'
   */
  record Function(String id, Map<String, Object> properties, Map<String, Object> environment) {

    String handler() {
      return String.valueOf(environment.get(HANDLER));
    }

    boolean isCalledUnawaited() {
      return map(properties.get("Events")).values().stream()
          .anyMatch(event -> UNAWAITED.contains(String.valueOf(map(event).get("Type"))));
    }
  }

  private Functions() {}

  static List<Function> of(Template root) {
    Map<String, Object> global = map(at(root.section("Globals"), "Function"));
    List<Function> all = new ArrayList<>();
    for (Resource each : root.resources("AWS::Serverless::Function")) {
      Map<String, Object> properties = new LinkedHashMap<>(global);
      properties.putAll(each.properties());
      Map<String, Object> environment =
          new LinkedHashMap<>(map(at(global, "Environment", "Variables")));
      environment.putAll(map(at(each.properties(), "Environment", "Variables")));
      all.add(new Function(each.id(), properties, environment));
    }
    return all;
  }

  /** Handlers that no code has, and handlers of the code that nobody deploys. */
  static List<String> handlerFaults(List<Function> functions, Set<String> inCode) {
    Set<String> deployed = functions.stream().map(Function::handler).collect(Collectors.toSet());
    List<String> faults = new ArrayList<>();
    deployed.stream()
        .filter(name -> !inCode.contains(name))
        .forEach(name -> faults.add("no class is @Named(\"" + name + "\")"));
    inCode.stream()
        .filter(name -> !deployed.contains(name))
        .forEach(name -> faults.add("handler " + name + " is deployed by no function"));
    return faults;
  }

  /** Logs without a group of ours, failures that go nowhere, queues that give up too soon. */
  static List<String> wiringFaults(Stacks stacks) {
    List<String> faults = new ArrayList<>();
    Set<String> groups =
        stacks.all().stream()
            .flatMap(template -> template.resources("AWS::Logs::LogGroup").stream())
            .map(group -> name(group.properties().get("LogGroupName")))
            .collect(Collectors.toSet());
    for (Template template : stacks.all()) {
      for (Function each : of(template)) {
        if (!groups.contains(name(at(each.properties(), "LoggingConfig", "LogGroup")))) {
          faults.add(each.id() + " logs to a group that no stack makes");
        }
        // The AWS CLI would upload the whole folder: it packages no globals.
        if (template.resource(each.id()).properties().get("CodeUri") == null) {
          faults.add(each.id() + " has no CodeUri of its own");
        }
        // SAM sees no parameter's value: a changed setting would stay with the unpublished
        // function.
        if (each.properties().containsKey("AutoPublishAlias")
            && !Template.reference(each.properties().get("AutoPublishCodeSha256"))
                .equals("Deployment")) {
          faults.add(each.id() + " publishes no version when a setting changes");
        }
        unawaited(each, faults);
      }
    }
    for (Resource source : stacks.root().resources("AWS::Lambda::EventSourceMapping")) {
      queue(stacks, source, faults);
    }
    return faults;
  }

  private static void unawaited(Function each, List<String> faults) {
    if (!each.isCalledUnawaited()) {
      return;
    }
    if (at(each.properties(), "EventInvokeConfig", "DestinationConfig", "OnFailure") == null) {
      faults.add(each.id() + " is called by nobody who waits, and its failures go nowhere");
    }
    map(each.properties().get("Events"))
        .forEach(
            (id, event) -> {
              if (UNAWAITED.contains(String.valueOf(map(event).get("Type")))
                  && at(event, "Properties", "DeadLetterConfig") == null) {
                faults.add(each.id() + "." + id + " has no dead letters");
              }
            });
  }

  /**
   * Lambda asks for six time-outs, so that a message of a batch is not handed out twice while it is
   * at work. One that comes alone needs no more than its own, and hidden for longer than two it
   * would be late when it fails.
   */
  private static void queue(Stacks stacks, Resource source, List<String> faults) {
    Map<String, Object> given = source.properties();
    String function = Template.reference(given.get("FunctionName")).replace(".Alias", "");
    String attribute = Template.attribute(given.get("EventSourceArn"));
    Optional<Template> holder =
        attribute.contains(".Outputs.")
            ? stacks.child(attribute.split("\\.")[0])
            : Optional.of(stacks.root());
    String queue =
        stacks.output(attribute).map(Template::attribute).orElse(attribute).replace(".Arn", "");
    long visible =
        ((Number) holder.orElseThrow().resource(queue).properties().get("VisibilityTimeout"))
            .longValue();
    long timeout =
        of(stacks.root()).stream()
            .filter(each -> each.id().equals(function))
            .mapToLong(each -> ((Number) each.properties().get("Timeout")).longValue())
            .findFirst()
            .orElse(Long.MAX_VALUE / 6);
    boolean alone = Integer.valueOf(1).equals(given.get("BatchSize"));
    long needed = alone ? timeout + 60 : 6 * timeout;
    if (visible < needed || alone && visible > 2 * timeout) {
      faults.add(
          queue + " hides a message for " + visible + " s; " + function + " needs " + needed);
    }
    if (!String.valueOf(given.get("FunctionResponseTypes")).contains("ReportBatchItemFailures")) {
      faults.add(source.id() + " fails whole batches");
    }
    loop(stacks, function, queue, faults);
  }

  /** Lambda stops a function that feeds its own queue after 16 rounds, unless it may. */
  private static void loop(Stacks stacks, String function, String queue, List<String> faults) {
    for (Function each : of(stacks.root())) {
      boolean feedsItself =
          each.id().equals(function)
              && each.environment().values().stream()
                  .map(value -> ordersTo(stacks, value))
                  .anyMatch(queue::equals);
      boolean may = "Allow".equals(each.properties().get("RecursiveLoop"));
      if (feedsItself && !may) {
        faults.add(function + " hands on to itself by " + queue + ", and Lambda would stop it");
      }
      if (each.id().equals(function) && may && !feedsItself) {
        faults.add(function + " may loop and has no reason to");
      }
    }
  }

  /** The queue whose address a variable is (a queue's Ref); an empty text for any other. */
  private static String ordersTo(Stacks stacks, Object value) {
    return Template.reference(stacks.output(Template.attribute(value)).orElse(value));
  }

  /** A name with the installation's place in it, however the template calls it. */
  private static String name(Object value) {
    Object given = map(value).getOrDefault("Fn::Sub", value);
    return String.valueOf(given)
        .replace("${AWS::StackName}", "<installation>")
        .replace("${Installation}", "<installation>");
  }
}
