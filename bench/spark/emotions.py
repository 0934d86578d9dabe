"""Recognizes the emotions in a folder of photos with PySpark: emotions.py JOB-JAR FOLDER."""

import sys

from pyspark.sql import SparkSession

jar, folder = sys.argv[1:]
spark = (
    SparkSession.builder.config("spark.jars", jar)
    .config("spark.sql.extensions", "org.sezim.spark.SezimExtensions")
    .getOrCreate()
)
photos = (
    spark.read.format("binaryFile")
    .option("recursiveFileLookup", True)
    .option("pathGlobFilter", "*.{jpg,jpeg,png,webp}")
    .load(folder)
)
results = photos.selectExpr("path", "recognize_emotions(content) AS result").cache()
results.select("path", "result.faces.emotion", "result.error").show(20, False)
print(results.count(), "photos,", results.selectExpr("sum(size(result.faces))").first()[0], "faces")
