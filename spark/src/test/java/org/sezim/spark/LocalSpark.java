package org.sezim.spark;

import org.apache.spark.sql.SparkSession;

/** A session on two threads of this process, unreachable from outside. */
final class LocalSpark {
  private LocalSpark() {}

  static SparkSession.Builder builder(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", "target/warehouse");
  }

  static SparkSession start() {
    return builder("local[2]").getOrCreate();
  }
}
