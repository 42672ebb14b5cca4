namespace Monitor.Core.Recognition.Film;

/// <summary>A line of text that stands in one place of a film, from the look in which it was first seen to the last one.</summary>
public sealed class FollowedLine
{
    /// <summary>Share of its strokes that have to be there still.</summary>
    private const double SameStrokes = 0.66;

    /// <summary>With less than this share of its best contrast it is on its way out.</summary>
    private const double LeastContrast = 0.5;

    /// <summary>Looks at nearly the best contrast are read together.</summary>
    private const double NearlyBest = 0.9;

    /// <summary>Most looks that are laid over each other.</summary>
    private const int MostLaidOver = 12;

    private const int ForAMoment = 3;

    private const double SmallPart = 0.6;

    private GreyPicture strokes;
    private int laidOver;
    private double best;

    /// <param name="line">What was found.</param>
    /// <param name="mask">Strokes of the whole picture that stood still.</param>
    /// <param name="look">Number of the look in which it was found.</param>
    /// <param name="looks">Over how many looks its strokes stood still then.</param>
    public FollowedLine(FoundLine line, GreyPicture mask, int look, int looks)
    {
        (Line, Found) = (line, (look, looks));
        FirstLook = LastLook = Math.Max(0, look + 1 - looks);
        (Place, Top, Bottom) = LineMargins.Around(line.Box, mask);
        strokes = mask.Cut(Place);
        Count = Math.Max(1, strokes.Pixels.Length - strokes.Pixels.AsSpan().Count((byte)0));
        Picture = new GreyPicture(Place.Width, Place.Height);
    }

    public FoundLine Line { get; private set; }

    /// <summary>The line with its margins, inside the picture.</summary>
    public TextBox Place { get; private set; }

    /// <summary>Rows of <see cref="Place"/> in which its small letters begin and end.</summary>
    public int Top { get; private set; }

    public int Bottom { get; private set; }

    public int FirstLook { get; private set; }

    public int LastLook { get; private set; }

    /// <summary>In which look it was found, and over how many looks its strokes stood still then.</summary>
    public (int Look, int Looks) Found { get; private set; }

    /// <summary>Pixels of its strokes.</summary>
    public int Count { get; private set; }

    /// <summary>The look at which it stood out most.</summary>
    public int BestLook { get; private set; }

    /// <summary>How it is read: what moves behind bright letters is dark at some time, and the other way round.</summary>
    public GreyPicture Picture { get; private set; }

    /// <summary>Adds a look in which it stands. False where it is not there any more.</summary>
    public bool Add(int look, GreyPicture picture, GreyPicture mask)
    {
        if (Kept(mask) < SameStrokes) return false;
        var contrast = Contrast(picture);
        if (contrast < LeastContrast * best) return false;
        LastLook = look;
        Lay(look, picture, contrast);
        return true;
    }

    /// <summary>Nothing moved: it stands as it stood.</summary>
    public void Stay(int look) => LastLook = look;

    /// <summary>Becomes a longer line that was found in its place: words come one after the other. What was a small part of it for a moment was what two texts have in common.</summary>
    public void Grow(FollowedLine longer)
    {
        if (longer.Found.Look - Found.Look <= ForAMoment && Line.Box.Width < SmallPart * longer.Line.Box.Width) FirstLook = longer.FirstLook;
        Found = longer.Found;
        (Line, Place, Top, Bottom) = (longer.Line, longer.Place, longer.Top, longer.Bottom);
        (strokes, Count, best, laidOver) = (longer.strokes, longer.Count, 0, 0);
        Picture = new GreyPicture(Place.Width, Place.Height);
    }

    private double Kept(GreyPicture mask)
    {
        var kept = 0;
        for (var y = 0; y < Place.Height; y++)
        {
            ReadOnlySpan<byte> then = strokes.Row(y), now = mask.Row(Place.Y + y).Slice(Place.X, Place.Width);
            for (var x = 0; x < then.Length; x++) kept += then[x] & now[x] & 1;
        }

        return kept / (double)Count;
    }

    /// <summary>How far its strokes stand out of what is between them, in levels of brightness.</summary>
    private double Contrast(GreyPicture picture)
    {
        long inside = 0, outside = 0;
        for (var y = 0; y < Place.Height; y++)
        {
            ReadOnlySpan<byte> then = strokes.Row(y), now = picture.Row(Place.Y + y).Slice(Place.X, Place.Width);
            for (var x = 0; x < then.Length; x++)
                if (then[x] == 0) outside += now[x];
                else inside += now[x];
        }

        return Math.Abs((inside / (double)Count) - (outside / (double)Math.Max(1, (Place.Width * Place.Height) - Count)));
    }

    private void Lay(int look, GreyPicture picture, double contrast)
    {
        if (contrast > best)
        {
            if (contrast * NearlyBest > best) laidOver = 0;
            (best, BestLook) = (contrast, look);
        }

        if (laidOver >= MostLaidOver || contrast < NearlyBest * best) return;
        for (var y = 0; y < Place.Height; y++)
        {
            var now = picture.Row(Place.Y + y).Slice(Place.X, Place.Width);
            var kept = Picture.Pixels.AsSpan(y * Place.Width, Place.Width);
            if (laidOver == 0) now.CopyTo(kept);
            else if (Line.IsBright) for (var x = 0; x < kept.Length; x++) kept[x] = Math.Min(kept[x], now[x]);
            else for (var x = 0; x < kept.Length; x++) kept[x] = Math.Max(kept[x], now[x]);
        }

        laidOver++;
    }
}
