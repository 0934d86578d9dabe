/** Reproduces the study: every experiment, one report. */
package org.sezim.reproduction;
