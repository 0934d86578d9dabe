/** Recipes: a YAML file that names a network and everything that makes it. */
@NullMarked
package org.sezim.training.recipe;

import org.jspecify.annotations.NullMarked;
