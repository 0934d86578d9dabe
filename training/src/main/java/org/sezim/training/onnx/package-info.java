/**
 * Construction of ONNX graphs. Start at {@link org.sezim.training.onnx.OnnxGraph}, to which layers
 * add their nodes; {@code export} writes the graphs as files. Depends on no layer and no recipe.
 */
@NullMarked
package org.sezim.training.onnx;

import org.jspecify.annotations.NullMarked;
