/** Recipes: a YAML file that names a network and everything that makes it. */
package org.sezim.training.recipe;
