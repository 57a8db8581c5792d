/**
 * Amazon SNS as a messenger: proves the envelope and hands its payload to whoever speaks it. What
 * the payloads mean is known to {@code channel.ses} and {@code channel.sms}.
 *
 * <p>Must not know any other provider.
 */
@NullMarked
package io.batuta.channel.sns;

import org.jspecify.annotations.NullMarked;
