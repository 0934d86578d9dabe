/**
 * Builds ONNX graphs: layers add their nodes to an {@link org.sezim.training.onnx.OnnxGraph}. Knows
 * no layer and no recipe; {@code export} makes files of the graphs.
 */
@NullMarked
package org.sezim.training.onnx;

import org.jspecify.annotations.NullMarked;
