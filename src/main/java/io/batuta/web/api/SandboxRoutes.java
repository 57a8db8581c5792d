package io.batuta.web.api;

import io.batuta.campaign.ChannelRoute;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import java.util.List;

/** Who carries a fictional creditor's contacts, until somebody sets it otherwise. */
final class SandboxRoutes {

  static final String PROVIDER = "sandbox";

  private SandboxRoutes() {}

  /**
   * The sandbox for every channel that it simulates. Costs per part in pesos, of the order that
   * Colombian providers ask (made up, for plausible sums): SMS 25, e-mail 1, WhatsApp 60, voice
   * 120, a call by a person 900. Another currency: 0, since nobody said what it costs there.
   */
  static List<ChannelRoute> of(Creditor creditor) {
    boolean pesos = creditor.currency().getCurrencyCode().equals("COP");
    return List.of(
        route(Channel.SMS, "85555", pesos ? 25 : 0),
        route(Channel.EMAIL, "avisos@" + creditor.code() + ".example", pesos ? 1 : 0),
        route(Channel.WHATSAPP, "+573330000000", pesos ? 60 : 0),
        route(Channel.VOICE, "+576010000000", pesos ? 120 : 0),
        route(Channel.CALL, "+576010000000", pesos ? 900 : 0));
  }

  private static ChannelRoute route(Channel channel, String sender, long cost) {
    return new ChannelRoute(channel, PROVIDER, sender, cost * 1_000_000);
  }
}
