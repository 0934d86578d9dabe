/**
 * Recognition over HTTP: an API described by OpenAPI, a live camera over WebSocket, and a web page.
 * Start at {@link org.sezim.server.SezimServer}. Boxes are pixels of the upright photo, scores are
 * probabilities. The server stores no photo and logs nothing about its contents.
 *
 * <p>A new endpoint takes an entry in {@code Endpoint}, a route in {@code SezimServer} and a path
 * in {@code openapi.json}. A new language of the page takes a file in {@code page/texts} and a line
 * in {@code page/texts.js}.
 */
@NullMarked
package org.sezim.server;

import org.jspecify.annotations.NullMarked;
