package org.sezim;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A result that is also the map of {@link #toMap}, so that Jackson, Gson, JSON-B and other
 * libraries write it as Sezim does, without annotations. The map cannot be modified. Equality is
 * that of the result, whose values may have more digits than those of the map: a result equals no
 * other kind of map, even one with equal entries.
 */
public interface ResultMap extends Map<String, Object> {
  /** Strings, numbers, booleans, lists and maps, with keys in the order of the JSON; a new map. */
  Map<String, Object> toMap();

  @Override
  default Set<Map.Entry<String, Object>> entrySet() {
    return Collections.unmodifiableMap(toMap()).entrySet();
  }

  @Override
  default Set<String> keySet() {
    return Collections.unmodifiableMap(toMap()).keySet();
  }

  @Override
  default Collection<Object> values() {
    return Collections.unmodifiableMap(toMap()).values();
  }

  @Override
  default int size() {
    return toMap().size();
  }

  @Override
  default boolean isEmpty() {
    return false;
  }

  @Override
  default boolean containsKey(Object key) {
    return toMap().containsKey(key);
  }

  @Override
  default boolean containsValue(Object value) {
    return toMap().containsValue(value);
  }

  @Override
  default @Nullable Object get(Object key) {
    return toMap().get(key);
  }

  /** Throws {@link UnsupportedOperationException}. */
  @Override
  default Object put(String key, Object value) {
    throw new UnsupportedOperationException();
  }

  /** Throws {@link UnsupportedOperationException}. */
  @Override
  default Object remove(Object key) {
    throw new UnsupportedOperationException();
  }

  /** Throws {@link UnsupportedOperationException}. */
  @Override
  default void putAll(Map<? extends String, ?> map) {
    throw new UnsupportedOperationException();
  }

  /** Throws {@link UnsupportedOperationException}. */
  @Override
  default void clear() {
    throw new UnsupportedOperationException();
  }
}
