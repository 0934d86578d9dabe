package org.sezim.image;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Stream of a WebP file that ends with a few zeros and then an error instead of an end of file. On
 * a plain stream, the decoder of lossless WebP (TwelveMonkeys 3.14.0) can hang.
 */
final class WebpInput extends ImageInputStreamImpl {
  /** Covers the decoder's read-ahead. */
  private static final int ZEROS = 64;

  private final byte[] bytes;

  WebpInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    checkPosition();
    bitOffset = 0;
    int value = streamPos < bytes.length ? bytes[(int) streamPos] & 0xff : 0;
    streamPos++;
    return value;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    checkPosition();
    bitOffset = 0;
    // Always the full length: readLong takes a short read for the end of the file.
    int count = (int) Math.max(0, Math.min(length, bytes.length - streamPos));
    System.arraycopy(bytes, (int) Math.min(streamPos, bytes.length), to, offset, count);
    Arrays.fill(to, offset + count, offset + length, (byte) 0);
    streamPos += length;
    return length;
  }

  private void checkPosition() throws IOException {
    if (streamPos >= (long) bytes.length + ZEROS) {
      throw new IIOException("the file ends too early");
    }
  }
}
