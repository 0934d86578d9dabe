package org.sezim;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A result that is, besides, the map that {@link #toMap} gives: so Jackson, Gson, JSON-B and other
 * libraries write it as Sezim itself does, without annotations. The map cannot be changed. Equality
 * is that of the result, which may hold more digits than the map shows.
 */
public interface ResultMap extends Map<String, Object> {
  /** Texts, numbers, truth values, lists and maps, with the keys in the order of the JSON; new. */
  Map<String, Object> toMap();

  @Override
  default Set<Map.Entry<String, Object>> entrySet() {
    return Collections.unmodifiableMap(toMap()).entrySet();
  }

  @Override
  default Set<String> keySet() {
    return toMap().keySet();
  }

  @Override
  default Collection<Object> values() {
    return toMap().values();
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
