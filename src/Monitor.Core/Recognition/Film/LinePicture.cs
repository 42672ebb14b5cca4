using System.Globalization;

namespace Monitor.Core.Recognition.Film;

/// <summary>Prepares a line for the recogniser: dark on light, with all its contrast, and of the height that it reads best. Pure.</summary>
public static class LinePicture
{
    /// <summary>Height of small letters in a picture that is read, in pixels.</summary>
    private const int LetterHeight = 22;

    /// <summary>Contrast of faint strokes.</summary>
    private const byte Faint = 20;

    /// <summary>Room that strokes are looked for in, in pixels.</summary>
    private const int Margin = 8;

    private const int Border = 10, MostWidth = 4000, MostHeight = 200;

    /// <summary>Levels between black and white at least.</summary>
    private const double LeastRange = 20;

    /// <summary>How far from the letters' brightness to that behind them is white.</summary>
    private const double White = 0.75;

    /// <summary>How the picture of a caption was made, as kept with it.</summary>
    public static string Describe(ReadCaption caption) => string.Create(CultureInfo.InvariantCulture,
        $"lines cut out of the frames of {caption.StartMs}-{caption.EndMs} ms at {string.Join(", ", caption.Boxes.Select(box => $"{box.Width}x{box.Height}+{box.X}+{box.Y}"))}; strokes black, all else white; small letters {LetterHeight} pixels high");

    /// <summary>What the recogniser gets; null where nothing in it is like letters.</summary>
    public static GreyPicture? Prepare(FilmLine line)
    {
        var cut = Stretch(line);
        if (!Letters.Clean(cut, Strokes(line), line.LetterTop, line.LetterHeight)) return null;
        var scale = LetterHeight / (double)line.LetterHeight;
        var scaled = Scale(cut, Math.Clamp((int)(cut.Width * scale), 1, MostWidth), Math.Clamp((int)(cut.Height * scale), 1, MostHeight));
        var framed = new GreyPicture(scaled.Width + (2 * Border), scaled.Height + (2 * Border));
        framed.Pixels.AsSpan().Fill(255);
        for (var y = 0; y < scaled.Height; y++) scaled.Row(y).CopyTo(framed.Pixels.AsSpan(((y + Border) * framed.Width) + Border));
        return framed;
    }

    /// <summary>The letters black, and white what is most of the way from them to what is behind them, or further off than a few pixels.</summary>
    private static GreyPicture Stretch(FilmLine line)
    {
        var strokes = Strokes(line);
        var levels = line.IsBright ? line.Picture.Pixels.Select(level => (byte)(255 - level)).ToArray() : line.Picture.Pixels;
        var letters = Median(levels.Where((_, at) => strokes.Pixels[at] != 0));
        var behind = Median(levels.Where((_, at) => strokes.Pixels[at] == 0));
        var range = Math.Max(LeastRange, White * (behind - letters));
        var near = Near(strokes, Math.Max(3, line.LetterHeight / 3));
        return line.Picture with { Pixels = [.. levels.Select((level, at) => near[at] ? (byte)Math.Clamp((level - letters) * 255 / range, 0, 255) : (byte)255)] };
    }

    /// <summary>Strokes of the picture that is read, faint ones too; the picture goes on beyond its edges as it ends.</summary>
    private static GreyPicture Strokes(FilmLine line)
    {
        var picture = line.Picture;
        var wide = new GreyPicture(picture.Width + (2 * Margin), picture.Height + (2 * Margin));
        for (var y = 0; y < wide.Height; y++)
            for (var x = 0; x < wide.Width; x++)
                wide.Pixels[(y * wide.Width) + x] = picture.Pixels[(Math.Clamp(y - Margin, 0, picture.Height - 1) * picture.Width) + Math.Clamp(x - Margin, 0, picture.Width - 1)];
        var strokes = new Strokes(wide.Width, wide.Height);
        strokes.Find(wide, Faint);
        return strokes.Of(line.IsBright).Cut(new TextBox(Margin, Margin, picture.Width, picture.Height));
    }

    /// <summary>True within <paramref name="reach"/> pixels of a stroke: what is further off is none of the line.</summary>
    private static bool[] Near(GreyPicture strokes, int reach)
    {
        var near = new bool[strokes.Pixels.Length];
        for (var y = 0; y < strokes.Height; y++)
            for (var x = 0; x < strokes.Width; x++)
            {
                if (strokes.Pixels[(y * strokes.Width) + x] == 0) continue;
                for (var row = Math.Max(0, y - reach); row <= Math.Min(strokes.Height - 1, y + reach); row++)
                    near.AsSpan((row * strokes.Width) + Math.Max(0, x - reach), Math.Min(strokes.Width, x + reach + 1) - Math.Max(0, x - reach)).Fill(true);
            }

        return near;
    }

    private static double Median(IEnumerable<byte> levels)
    {
        var sorted = levels.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }

    /// <summary>Cubic convolution (Keys, 1981, a = -0.5).</summary>
    private static GreyPicture Scale(GreyPicture picture, int width, int height)
    {
        var wide = new double[picture.Height * width];
        for (var x = 0; x < width; x++)
        {
            var (at, weights) = Weights(x, picture.Width, width);
            for (var y = 0; y < picture.Height; y++)
            {
                var row = picture.Row(y);
                for (var tap = 0; tap < 4; tap++) wide[(y * width) + x] += weights[tap] * row[Math.Clamp(at + tap, 0, picture.Width - 1)];
            }
        }

        var scaled = new GreyPicture(width, height);
        for (var y = 0; y < height; y++)
        {
            var (at, weights) = Weights(y, picture.Height, height);
            for (var x = 0; x < width; x++)
            {
                double sum = 0;
                for (var tap = 0; tap < 4; tap++) sum += weights[tap] * wide[(Math.Clamp(at + tap, 0, picture.Height - 1) * width) + x];
                scaled.Pixels[(y * width) + x] = (byte)Math.Clamp(Math.Round(sum), 0, 255);
            }
        }

        return scaled;
    }

    private static (int At, double[] Weights) Weights(int to, int from, int size)
    {
        var place = ((to + 0.5) * from / size) - 0.5;
        var first = (int)Math.Floor(place) - 1;
        return (first, [.. Enumerable.Range(0, 4).Select(tap => Keys(Math.Abs(place - first - tap)))]);
    }

    private static double Keys(double distance) => distance switch
    {
        < 1 => (((1.5 * distance) - 2.5) * distance * distance) + 1,
        < 2 => (((((-0.5 * distance) + 2.5) * distance) - 4) * distance) + 2,
        _ => 0,
    };
}
