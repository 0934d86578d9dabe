/**
 * Recognition over HTTP: an API, a live camera and a web page. Start at {@link
 * org.sezim.server.SezimServer}. Boxes are pixels of the upright photo, scores are probabilities.
 * Stores nothing, and logs nothing of a picture.
 */
@NullMarked
package org.sezim.server;

import org.jspecify.annotations.NullMarked;
