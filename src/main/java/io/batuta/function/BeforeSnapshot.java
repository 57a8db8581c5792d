package io.batuta.function;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.batuta.compliance.LawLibrary;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jboss.logging.Logger;

/**
 * Does, before SnapStart takes its picture of the process, what the first call would otherwise wait
 * for: reads the law and its holidays, and sends one request through router and JSON. Nothing here
 * speaks to the database, since a connection does not outlive the picture; the first one opens
 * after it. Without SnapStart nobody calls this.
 */
@Singleton
final class BeforeSnapshot implements Resource {

  private static final Logger LOG = Logger.getLogger(BeforeSnapshot.class);

  private final LawLibrary law;

  BeforeSnapshot(LawLibrary law) {
    this.law = law;
  }

  /** The context keeps no more than a weak reference; the container keeps this bean. */
  void started(@Observes StartupEvent start) {
    Core.getGlobalContext().register(this);
  }

  /** Never fails: a slower first call is better than none. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      law.readAll();
      int status = new HttpFunction().handleRequest(live(), null).getStatusCode();
      LOG.infof("ready for the snapshot; /q/health/live answered %d", status);
    } catch (RuntimeException e) {
      LOG.warn("not all could be done before the snapshot", e);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was open, so nothing has to be opened.
  }

  private static APIGatewayV2HTTPEvent live() {
    return APIGatewayV2HTTPEvent.builder()
        .withRawPath("/q/health/live")
        .withRequestContext(
            APIGatewayV2HTTPEvent.RequestContext.builder()
                .withHttp(
                    APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withMethod("GET")
                        .withSourceIp("127.0.0.1")
                        .build())
                .build())
        .build();
  }
}
