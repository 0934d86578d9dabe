/** Tests of the measurements, with made-up detections. */
package org.sezim.bench;
