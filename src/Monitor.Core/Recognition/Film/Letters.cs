namespace Monitor.Core.Recognition.Film;

/// <summary>Tells letters from other dark things in a picture of a line. Pure.</summary>
internal static class Letters
{
    /// <summary>A letter is made of strokes: of a thing that is none, less than this share is.</summary>
    private const double LeastStrokes = 0.2;

    /// <summary>Letters are at least, and at most, this many times as high as a small one.</summary>
    private const double Lowest = 0.6, Highest = 2.4;

    /// <summary>Share of all dark pixels that letters have in a line of text.</summary>
    private const double LeastShare = 0.55;

    private const int LeastLetters = 3;

    /// <summary>Share of the letters that stand on the line, which they miss by this many heights of a small one.</summary>
    private const double OnTheLine = 0.4, MostOff = 0.3;

    /// <summary>Share of the dark pixels that may run out of the picture: letters have room around them.</summary>
    private const double MostCutOff = 0.5;

    /// <summary>A thing that fills this share of its rectangle, longer than so many heights, is a plate around letters.</summary>
    private const double PlateFill = 0.6, PlateLength = 4;

    /// <summary>Pixels of a letter's soft edge.</summary>
    private const int Edge = 2;

    private const byte Dark = 128, White = 255;

    /// <summary>Whitens what is no letter. False where too little is one.</summary>
    /// <param name="picture">Dark letters on white.</param>
    /// <param name="strokes">Where its strokes are.</param>
    /// <param name="top">First row of the small letters.</param>
    /// <param name="height">Height of the small letters.</param>
    public static bool Clean(GreyPicture picture, GreyPicture strokes, int top, int height)
    {
        bool[] seen = new bool[picture.Pixels.Length], near = new bool[picture.Pixels.Length];
        int letters = 0, onTheLine = 0, inLetters = 0, cutOff = 0, all = 0;
        for (var at = 0; at < seen.Length; at++)
        {
            if (seen[at] || picture.Pixels[at] >= Dark) continue;
            var thing = Fill(picture, seen, at);
            // A full stop is this large.
            if (thing.Count < height * height / 40) continue;
            if (thing.Count(pixel => strokes.Pixels[pixel] != 0) < LeastStrokes * thing.Count) continue;
            foreach (var pixel in thing) Mark(picture, near, pixel);
            int first = thing.Min() / picture.Width, last = thing.Max() / picture.Width;
            all += thing.Count;
            if (first == 0 || last == picture.Height - 1) cutOff += thing.Count;
            if (last - first + 1 < Lowest * height || last - first + 1 > Highest * height || first >= top + height || last < top || IsPlate(picture, thing, last - first + 1, height)) continue;
            letters++;
            inLetters += thing.Count;
            if (Math.Abs(last + 1 - top - height) <= Math.Max(1, MostOff * height)) onTheLine++;
        }

        for (var at = 0; at < near.Length; at++)
            if (!near[at]) picture.Pixels[at] = White;
        return letters >= LeastLetters && onTheLine >= OnTheLine * letters && cutOff <= MostCutOff * all && inLetters >= LeastShare * all;
    }

    private static bool IsPlate(GreyPicture picture, List<int> thing, int rows, int height)
    {
        var columns = thing.Max(at => at % picture.Width) - thing.Min(at => at % picture.Width) + 1;
        return columns > PlateLength * height && thing.Count > PlateFill * rows * columns;
    }

    /// <summary>The soft edge of a letter belongs to it.</summary>
    private static void Mark(GreyPicture picture, bool[] near, int pixel)
    {
        var (y, x) = Math.DivRem(pixel, picture.Width);
        for (var row = Math.Max(0, y - Edge); row <= Math.Min(picture.Height - 1, y + Edge); row++)
            near.AsSpan((row * picture.Width) + Math.Max(0, x - Edge), Math.Min(picture.Width, x + Edge + 1) - Math.Max(0, x - Edge)).Fill(true);
    }

    private static List<int> Fill(GreyPicture picture, bool[] seen, int from)
    {
        var thing = new List<int> { from };
        seen[from] = true;
        for (var next = 0; next < thing.Count; next++)
        {
            var (y, x) = Math.DivRem(thing[next], picture.Width);
            if (x > 0) Visit(thing[next] - 1);
            if (x + 1 < picture.Width) Visit(thing[next] + 1);
            if (y > 0) Visit(thing[next] - picture.Width);
            if (y + 1 < picture.Height) Visit(thing[next] + picture.Width);
        }

        return thing;

        void Visit(int at)
        {
            if (seen[at] || picture.Pixels[at] >= Dark) return;
            seen[at] = true;
            thing.Add(at);
        }
    }
}
