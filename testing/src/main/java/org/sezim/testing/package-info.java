/** What the tests of several rooms need. */
package org.sezim.testing;
