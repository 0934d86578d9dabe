/** Tests of the data sets, and the synthetic data that other tests train on. */
package org.sezim.training.data;
