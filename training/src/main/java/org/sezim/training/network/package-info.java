/**
 * Emotion networks: lists of {@link org.sezim.training.network.Layer layers} from uint8 faces
 * {@code [N,48,48]} to logits {@code [N,C]}. Start at {@link org.sezim.training.network.Network}.
 *
 * <p>Each layer is one record with its shape rule, its weights, its libtorch forward pass and its
 * ONNX nodes, so that training and export cannot diverge. A new layer is a new record listed in
 * {@link org.sezim.training.network.Layer}; a new loss or output activation is a constant of {@link
 * org.sezim.training.network.Loss} or {@link org.sezim.training.network.OutputActivation}.
 */
@NullMarked
package org.sezim.training.network;

import org.jspecify.annotations.NullMarked;
