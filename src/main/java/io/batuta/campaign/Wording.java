package io.batuta.campaign;

import io.batuta.message.MessageTemplate;

/**
 * A template as a campaign uses it.
 *
 * @param parts how many units a provider would bill for its text before values are put in: an
 *     estimate, the provider's own count comes back with its report
 */
record Wording(MessageTemplate template, int parts) {}
