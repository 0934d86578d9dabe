/**
 * The networks that a recipe can name: a list of {@link org.sezim.training.network.Layer layers}
 * from uint8 faces {@code [N,48,48]} to logits {@code [N,C]}. Each layer stands in one file with
 * its shape rule, its weights, its forward pass on libtorch and its ONNX nodes, so that what was
 * trained and what is exported cannot drift apart.
 */
@NullMarked
package org.sezim.training.network;

import org.jspecify.annotations.NullMarked;
