/** Tests of the commands as a user meets them: arguments in, text and exit code out. */
package org.sezim.cli;
