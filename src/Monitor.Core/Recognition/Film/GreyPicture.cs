namespace Monitor.Core.Recognition.Film;

/// <summary>Brightness of a picture, row by row, 0 to 255.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels"><paramref name="Width"/> × <paramref name="Height"/> bytes.</param>
public sealed record GreyPicture(int Width, int Height, byte[] Pixels)
{
    public GreyPicture(int width, int height) : this(width, height, new byte[width * height])
    {
    }

    public ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(y * Width, Width);

    /// <summary>A rectangle of it, which lies inside.</summary>
    public GreyPicture Cut(TextBox box)
    {
        var cut = new GreyPicture(box.Width, box.Height);
        for (var y = 0; y < box.Height; y++) Pixels.AsSpan(((box.Y + y) * Width) + box.X, box.Width).CopyTo(cut.Pixels.AsSpan(y * box.Width));
        return cut;
    }

    /// <summary>Half as wide and high: each pixel the mean of four.</summary>
    public void HalveInto(GreyPicture half)
    {
        for (var y = 0; y < half.Height; y++)
        {
            ReadOnlySpan<byte> upper = Row(2 * y), lower = Row((2 * y) + 1);
            var to = half.Pixels.AsSpan(y * half.Width, half.Width);
            for (var x = 0; x < to.Length; x++) to[x] = (byte)((upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1] + 2) / 4);
        }
    }

    /// <summary>Pictures one under the other, on white.</summary>
    public static GreyPicture Stack(IReadOnlyList<GreyPicture> pictures)
    {
        if (pictures.Count == 1) return pictures[0];
        var stack = new GreyPicture(pictures.Max(picture => picture.Width), pictures.Sum(picture => picture.Height));
        stack.Pixels.AsSpan().Fill(255);
        var y = 0;
        foreach (var picture in pictures)
            for (var row = 0; row < picture.Height; row++, y++) picture.Row(row).CopyTo(stack.Pixels.AsSpan(y * stack.Width));
        return stack;
    }
}
