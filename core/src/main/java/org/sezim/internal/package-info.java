/**
 * Helpers that several modules of Sezim share. Not for applications: the types here may change from
 * one release to the next.
 */
package org.sezim.internal;
