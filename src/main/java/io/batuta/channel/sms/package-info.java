/**
 * Speaks SMS on AWS: sends through Amazon SNS, reads delivery logs and two-way messages.
 *
 * <p>Must not know another provider; nobody imports it.
 */
@NullMarked
package io.batuta.channel.sms;

import org.jspecify.annotations.NullMarked;
