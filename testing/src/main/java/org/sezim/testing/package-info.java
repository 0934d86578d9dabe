/**
 * Fixtures for the tests of several modules: photos that show no person ({@link
 * org.sezim.testing.TestPhotos}), synthetic faces and datasets ({@link
 * org.sezim.testing.MadeUpFaces}, {@link org.sezim.testing.TinyFer}), a recipe ({@link
 * org.sezim.testing.TestRecipes}) and real data if present ({@link org.sezim.testing.SharedData}).
 * {@link org.sezim.testing.ArchitectureRules} checks the modules and packages; a new module is
 * added there. Needs only the JDK, JUnit and ArchUnit.
 */
@NullMarked
package org.sezim.testing;

import org.jspecify.annotations.NullMarked;
