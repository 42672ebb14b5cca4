namespace Monitor.Core.Recognition.Film;

/// <summary>A line of text of a film, as it is to be read.</summary>
/// <param name="StartMs">First moment, in milliseconds of the clip.</param>
/// <param name="EndMs">Last moment.</param>
/// <param name="Box">Where it stands, in pixels of the film.</param>
/// <param name="IsBright">True where its letters are brighter than what is behind them.</param>
/// <param name="Picture">What is read.</param>
public sealed record FilmLine(long StartMs, long EndMs, TextBox Box, bool IsBright, GreyPicture Picture)
{
    private Lazy<GreyPicture?>? prepared;

    /// <summary>Row of <see cref="Picture"/> in which its small letters begin.</summary>
    public required int LetterTop { get; init; }

    /// <summary>Height of its small letters, in pixels of <see cref="Picture"/>.</summary>
    public required int LetterHeight { get; init; }

    /// <summary>How it is shown.</summary>
    public CaptionKind Kind { get; init; }

    /// <summary>What the recogniser gets; null where nothing in it is like letters.</summary>
    public GreyPicture? Prepared => (prepared ??= new Lazy<GreyPicture?>(() => LinePicture.Prepare(this))).Value;

    /// <summary>True where it stands in the place of another while that does.</summary>
    public bool IsIn(FilmLine other) => Box.Overlaps(other.Box) && Math.Min(EndMs, other.EndMs) - Math.Max(StartMs, other.StartMs) > (EndMs - StartMs) * 3 / 4;
}
