/**
 * Builds ONNX graphs: layers add their nodes to an {@link org.sezim.training.onnx.OnnxGraph}. Knows
 * no layer and no recipe; {@code export} makes files of the graphs.
 */
package org.sezim.training.onnx;
