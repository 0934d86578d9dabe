/** Runs each of the examples. */
package org.sezim.examples;
