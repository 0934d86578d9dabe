/**
 * Data set to network to {@code model.onnx}. Start at {@link org.sezim.training.Trainer}. A
 * training lives in a {@link org.sezim.training.RunFolder run folder}; its only product that the
 * rest of Sezim knows is the ONNX file.
 *
 * <p>libtorch is used in this module alone. One training uses all the threads it is given; run one
 * at a time.
 */
package org.sezim.training;
