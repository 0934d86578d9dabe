/** Tests of the commands as users see them: arguments in, text and exit code out. */
package org.sezim.cli;
