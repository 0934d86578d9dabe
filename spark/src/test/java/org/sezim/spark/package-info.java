/** Tests of recognition on Spark. */
package org.sezim.spark;
