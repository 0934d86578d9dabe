/** Tests of the measurements, with synthetic detections. */
package org.sezim.bench;
