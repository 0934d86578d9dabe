"""Makes the photos of this folder, which ImageIO cannot write: python make.py, with Pillow 13.0.0."""

from PIL import Image

WIDTH, HEIGHT = 24, 16
COLORS = [(200, 40, 40), (40, 160, 60), (40, 60, 200), (230, 230, 230)]


def quarters(alpha=False):
    """Red, green, blue and light gray; with alpha, the light gray is transparent black instead."""
    image = Image.new("RGBA" if alpha else "RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            i = 2 * (y >= HEIGHT // 2) + (x >= WIDTH // 2)
            color = COLORS[i]
            if alpha:
                color = (0, 0, 0, 0) if i == 3 else color + (255,)
            image.putpixel((x, y), color)
    return image


def four(pixel):
    """The quarters with four values a pixel, as Pillow's CMYK holds them."""
    image = Image.new("CMYK", (WIDTH, HEIGHT))
    image.putdata([pixel(*rgb) for rgb in quarters().get_flattened_data()])
    return image


def ycck(r, g, b):
    """YCCK: inks 255 - RGB, their colors as YCbCr; Pillow writes what it holds inverted."""
    c, m, y = 255 - r, 255 - g, 255 - b
    luma = 0.299 * c + 0.587 * m + 0.114 * y
    stored = (luma, 128 + (y - luma) / 1.772, 128 + (c - luma) / 1.402, 255)
    return tuple(255 - max(0, min(255, round(v))) for v in stored)


four(lambda r, g, b: (255 - r, 255 - g, 255 - b, 0)).save("cmyk.jpg", quality=95)

four(ycck).save("ycck.jpg", quality=95, subsampling=0)
data = bytearray(open("ycck.jpg", "rb").read())
data[data.index(b"Adobe") + 11] = 2  # the color transform: YCCK
open("ycck.jpg", "wb").write(data)

exif = Image.Exif()
exif[0x0112] = 1
quarters().save("lossy.webp", quality=95)
quarters().save("last.webp", lossless=True)  # no chunk follows that the decoder could read ahead to
quarters().save("lossless.webp", lossless=True, exif=exif.tobytes())
quarters(alpha=True).save("alpha.webp", quality=95)
quarters().save(
    "animation.webp", lossless=True, save_all=True, append_images=[quarters().rotate(180)], duration=100
)
quarters().save("lzw.tif", compression="tiff_lzw", tiffinfo=exif)
quarters().save("jpeg.tif", compression="jpeg", quality=95)
quarters().save("big.tif", big_tiff=True)
