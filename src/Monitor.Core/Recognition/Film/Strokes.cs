using System.Numerics;

namespace Monitor.Core.Recognition.Film;

/// <summary>Which pixels of a picture belong to a thin stroke: brighter, or darker, than what lies a few pixels to both sides. Edges of things are none, letters are made of them.</summary>
public sealed class Strokes(int width, int height)
{
    /// <summary>A pixel is part of a stroke where it differs by more than this, of 255, from both sides.</summary>
    public const byte LeastContrast = 40;

    /// <summary>How far off its sides are looked at, in pixels: thin strokes, and those of bold letters.</summary>
    private const int Near = 3, Far = 7;

    /// <summary>Where strokes brighter than their sides are: 255, elsewhere 0.</summary>
    public GreyPicture Bright { get; } = new(width, height);

    /// <summary>Where darker ones are.</summary>
    public GreyPicture Dark { get; } = new(width, height);

    public GreyPicture Of(bool bright) => bright ? Bright : Dark;

    public void Find(GreyPicture picture, byte leastContrast = LeastContrast)
    {
        var pixels = picture.Pixels;
        for (var y = 0; y < height; y++)
        {
            var row = y * width;
            if (y < Far || y >= height - Far)
            {
                Bright.Pixels.AsSpan(row, width).Clear();
                Dark.Pixels.AsSpan(row, width).Clear();
                continue;
            }

            // The last vector of a row reads a few pixels of the next one, and is overwritten by it.
            for (var x = 0; x < width; x += Vector<byte>.Count) FindAt(pixels, Math.Min(row + x, pixels.Length - Vector<byte>.Count - (Far * width)), leastContrast);
            foreach (var mask in (GreyPicture[])[Bright, Dark])
            {
                mask.Pixels.AsSpan(row, Far).Clear();
                mask.Pixels.AsSpan(row + width - Far, Far).Clear();
            }
        }
    }

    /// <summary>Keeps what is a stroke in both.</summary>
    public void Intersect(Strokes one, Strokes other)
    {
        And(one.Bright.Pixels, other.Bright.Pixels, Bright.Pixels);
        And(one.Dark.Pixels, other.Dark.Pixels, Dark.Pixels);
    }

    private void FindAt(byte[] pixels, int at, byte leastContrast)
    {
        var centre = new Vector<byte>(pixels, at);
        Vector<byte> bright = Vector<byte>.Zero, dark = Vector<byte>.Zero;
        foreach (var step in (ReadOnlySpan<int>)[Near, Far, Near * width, Far * width])
        {
            Vector<byte> before = new(pixels, at - step), after = new(pixels, at + step);
            Vector<byte> high = Vector.Max(before, after), low = Vector.Min(before, after);
            bright = Vector.Max(bright, Vector.Max(centre, high) - high);
            dark = Vector.Max(dark, low - Vector.Min(centre, low));
        }

        var least = new Vector<byte>(leastContrast);
        Vector.GreaterThan(bright, least).CopyTo(Bright.Pixels, at);
        Vector.GreaterThan(dark, least).CopyTo(Dark.Pixels, at);
    }

    private static void And(byte[] one, byte[] other, byte[] both)
    {
        var at = 0;
        for (; at <= both.Length - Vector<byte>.Count; at += Vector<byte>.Count) (new Vector<byte>(one, at) & new Vector<byte>(other, at)).CopyTo(both, at);
        for (; at < both.Length; at++) both[at] = (byte)(one[at] & other[at]);
    }
}
