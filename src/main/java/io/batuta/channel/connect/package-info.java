/**
 * Speaks to call-centre diallers. Has its place now; comes with the channels.
 *
 * <p>Must not know another provider; nobody imports it.
 */
@NullMarked
package io.batuta.channel.connect;

import org.jspecify.annotations.NullMarked;
