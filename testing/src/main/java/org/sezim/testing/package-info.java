/**
 * What the tests of several modules need: photos of nobody ({@link org.sezim.testing.TestPhotos}),
 * faces and data sets that are made up ({@link org.sezim.testing.TinyFer}, {@link
 * org.sezim.testing.MadeUpFaces}), a recipe ({@link org.sezim.testing.TestRecipes}) and real data,
 * where it is at hand ({@link org.sezim.testing.SharedData}). Needs only the JDK and JUnit.
 */
@NullMarked
package org.sezim.testing;

import org.jspecify.annotations.NullMarked;
