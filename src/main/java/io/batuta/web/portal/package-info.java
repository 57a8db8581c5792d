/**
 * The debtor's own pages. Has its place now; comes with the portal.
 *
 * <p>Must not know AWS Lambda.
 */
@NullMarked
package io.batuta.web.portal;

import org.jspecify.annotations.NullMarked;
