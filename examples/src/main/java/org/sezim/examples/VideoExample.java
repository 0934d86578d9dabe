package org.sezim.examples;

import org.sezim.EmotionRecognizer;
import org.sezim.FaceTracker;
import org.sezim.video.FaceSummary;
import org.sezim.video.FrameResult;
import org.sezim.video.Video;
import org.sezim.video.VideoOptions;
import org.sezim.video.VideoRecognizer;
import org.sezim.video.VideoSummary;

/**
 * Follows the faces of a video, 5 frames per second, and sums up what each of them showed:
 *
 * <p>{@code examples/run VideoExample party.mp4}
 */
public class VideoExample {
  /** Arguments: a video file, a camera such as /dev/video0, or the URL of a stream. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 1) {
      System.err.println("usage: examples/run VideoExample VIDEO");
      System.exit(2);
    }
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build();
        Video video = Video.open(args[0], VideoOptions.DEFAULT.withFps(5))) {
      VideoSummary summary =
          new VideoRecognizer(recognizer).recognize(video, (frame, photo) -> print(frame));
      System.out.printf(
          "%d %s in %.1f s%n",
          summary.frames(), summary.frames() == 1 ? "frame" : "frames", summary.seconds());
      for (FaceSummary face : summary.faces()) {
        System.out.printf(
            "face %d, %.1f–%.1f s: mostly %s%n",
            face.track(), face.from(), face.to(), face.mean().best());
      }
    }
  }

  private static void print(FrameResult frame) {
    for (FaceTracker.Tracked tracked : frame.faces()) {
      String emotion = tracked.face().emotions().best();
      System.out.printf("%.1f s: face %d %s%n", frame.seconds(), tracked.track(), emotion);
    }
  }
}
