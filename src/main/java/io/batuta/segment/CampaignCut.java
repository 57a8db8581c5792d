package io.batuta.segment;

/**
 * One campaign's claim on the portfolio.
 *
 * @param campaign its id
 * @param rule of its segment
 * @param priority the greater takes a debtor that two could have; between equals the older campaign
 */
public record CampaignCut(long campaign, String rule, int priority) {}
