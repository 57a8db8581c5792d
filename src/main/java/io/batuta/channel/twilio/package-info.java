/**
 * Speaks Twilio. Has its place now; comes with the channels.
 *
 * <p>Must not know another provider; nobody imports it.
 */
@NullMarked
package io.batuta.channel.twilio;

import org.jspecify.annotations.NullMarked;
