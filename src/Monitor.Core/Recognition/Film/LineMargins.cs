namespace Monitor.Core.Recognition.Film;

/// <summary>Room for capitals, accents and tails around the small letters of a line. Pure.</summary>
internal static class LineMargins
{
    /// <summary>Accents of capitals and tails reach this far, in heights of a small letter.</summary>
    private const double Above = 0.85, Below = 0.5, Beside = 1.05;

    private const int MostGaps = 12;

    /// <summary>Rows with this share of the strokes of the fullest one go through small letters.</summary>
    private const double Full = 0.45;

    /// <summary>The line with all that belongs to its letters, and the rows of its small letters in it.</summary>
    public static (TextBox Place, int Top, int Bottom) Around(TextBox box, GreyPicture mask)
    {
        var (top, bottom) = SmallLetters(box, mask);
        var height = bottom - top;
        int above = Math.Max(0, top - Math.Max(3, (int)(Above * height))), below = Math.Min(mask.Height, bottom + Math.Max(3, (int)(Below * height)));
        var beside = Math.Max(4, (int)(Beside * height));
        int left = Math.Max(0, Reach(mask, top, bottom, box.X, -1, beside) - beside), right = Math.Min(mask.Width, Reach(mask, top, bottom, box.X + box.Width - 1, 1, beside) + 1 + beside);
        return (new TextBox(left, above, right - left, below - above), top - above, bottom - above);
    }

    /// <summary>The last column with strokes, from an edge outwards: wide letters at the ends have few of them.</summary>
    private static int Reach(GreyPicture mask, int top, int bottom, int from, int step, int gap)
    {
        var last = from;
        for (var x = from + step; x >= 0 && x < mask.Width && Math.Abs(x - last) <= gap && Math.Abs(x - from) <= MostGaps * gap; x += step)
            for (var y = top; y < bottom; y++)
                if (mask.Pixels[(y * mask.Width) + x] != 0) last = x;
        return last;
    }

    private static (int Top, int Bottom) SmallLetters(TextBox box, GreyPicture mask)
    {
        var counts = Enumerable.Range(box.Y, box.Height).Select(y => box.Width - mask.Row(y).Slice(box.X, box.Width).Count((byte)0)).ToList();
        var full = Full * counts.Max();
        return (box.Y + counts.FindIndex(count => count >= full), box.Y + counts.FindLastIndex(count => count >= full) + 1);
    }
}
