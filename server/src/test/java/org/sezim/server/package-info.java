/** Tests of the server, over HTTP. */
package org.sezim.server;
