/**
 * Finds faces in photos and scores their emotions.
 *
 * <pre>{@code
 * try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) { // share it between threads
 *   for (Recognition.Face face : recognizer.recognize(Path.of("party.jpg")).faces()) {
 *     EmotionScores emotions = face.emotions();
 *     System.out.println(face.box() + " " + emotions.best() + " " + emotions.bestScore());
 *   }
 * }
 * }</pre>
 *
 * <p>The types an application needs, in this order:
 *
 * <ol>
 *   <li>{@link org.sezim.EmotionRecognizer}: recognizes one photo or many; its builder chooses
 *       models, threads and limits.
 *   <li>{@link org.sezim.Recognition}: the faces of one photo.
 *   <li>{@link org.sezim.emotion.EmotionScores}: one probability per emotion, 0–1.
 *   <li>{@link org.sezim.face.Box}: a face's place, in pixels of the upright photo.
 *   <li>{@link org.sezim.SezimException}: a file that cannot be used, and why, in one line.
 *   <li>{@link org.sezim.image.PhotoSource}: a photo to read: a file, a stream or bytes.
 *   <li>{@link org.sezim.Outcome}: a recognition or an error, for each of many photos.
 *   <li>{@link org.sezim.image.Photo}: a decoded photo: upright, 8-bit sRGB.
 *   <li>{@link org.sezim.draw.Annotator}: draws the result on the photo.
 *   <li>{@link org.sezim.FaceTracker}: follows faces from frame to frame and smooths their scores.
 * </ol>
 *
 * <p>A caller's mistake is an {@link IllegalArgumentException}; a file that cannot be used is a
 * {@link org.sezim.SezimException}. Only {@link org.sezim.ResultMap#get} returns null, as maps do.
 * Nothing here prints or uses the network. An application that is a named module needs {@code
 * requires org.sezim} and {@code requires java.desktop}. {@link org.sezim.face.FaceDetector} and
 * {@link org.sezim.emotion.EmotionClassifier} can be used on their own.
 */
@NullMarked
package org.sezim;

import org.jspecify.annotations.NullMarked;
