/** Writes trained networks as ONNX files by the contract of emotion models. */
package org.sezim.training.onnx;
