/**
 * Recipes, YAML files with all settings of a training. Start at {@link
 * org.sezim.training.recipe.Recipe} for emotion networks, {@link
 * org.sezim.training.recipe.DetectorRecipe} for face detectors. A new setting is a component of one
 * of these records, checked in its constructor; an optimizer is a constant of {@link
 * org.sezim.training.recipe.Optimizer.Name}. Every setting is documented in {@code
 * docs/guide/recipes.md}.
 */
@NullMarked
package org.sezim.training.recipe;

import org.jspecify.annotations.NullMarked;
