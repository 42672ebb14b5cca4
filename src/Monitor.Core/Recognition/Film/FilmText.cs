using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Core.Recognition.Film;

/// <summary>Finds the lines of text of a film: in one pass, without reading them.</summary>
public sealed class FilmText(FilmLooks looks)
{
    /// <summary>Lines of small pictures that are lower than this were found in the large ones, in pixels.</summary>
    private const int LeastHeightOfLarge = 16;

    /// <summary>Lines and pixels of them that are kept of one film; further on nothing new is looked for.</summary>
    private const int MostLines = 10_000;

    private const long MostPixels = 300_000_000;

    /// <summary>Reports how much of the film was seen, 0 to 1. Throws <see cref="Media.DecodeException"/>.</summary>
    public async Task<FoundText> FindAsync(OpenedMedia clip, string scratchFolder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (width, height) = FilmLooks.SizeOf(clip.Probe);
        var (full, half) = (new LineFollower(width, height, 0), new LineFollower(width / 2, height / 2, LeastHeightOfLarge));
        int? cutAt = null;
        var picture = new GreyPicture(width, height);
        var expected = Math.Max(1, (clip.Probe.DurationMs ?? 0) * FilmLooks.Rate / 1000.0);
        var times = await looks.RunAsync(clip, scratchFolder, look =>
        {
            if (cutAt is not null) return;
            look.Span.CopyTo(picture.Pixels);
            full.Add(into => look.Span.CopyTo(into.Pixels));
            half.Add(picture.HalveInto);
            if (full.Looks % 64 == 0) progress?.Report(Math.Min(1, full.Looks / expected));
            if (full.Lines + half.Lines > MostLines || full.Pixels + half.Pixels > MostPixels) cutAt = full.Looks - 1;
        }, cancellationToken);
        var scale = (clip.Probe.Rotation is 90 or 270 ? clip.Probe.Height : clip.Probe.Width) / (double)width ?? 1;
        var lines = full.Finish().Select(line => Line(line, times, scale, 1)).Concat(half.Finish().Select(line => Line(line, times, scale, 2)));
        return new FoundText([.. lines], cutAt is { } at ? times[at] : null);
    }

    /// <param name="scale">Pixels of the film for a pixel of a look.</param>
    /// <param name="halved">Pixels of a look for a pixel of the picture in which the line was found.</param>
    private static FilmLine Line(FollowedLine line, IReadOnlyList<long> times, double scale, int halved)
    {
        int Full(int pixels) => (int)(pixels * halved * scale);
        var place = line.Place;
        return new FilmLine(Start(times, line.FirstLook), End(times, line.LastLook), new TextBox(Full(place.X), Full(place.Y), Full(place.Width), Full(place.Height)), line.Line.IsBright, line.Picture)
        { LetterTop = line.Top, LetterHeight = line.Bottom - line.Top };
    }

    /// <summary>It came at some time after the look before.</summary>
    private static long Start(IReadOnlyList<long> times, int look) => look == 0 ? times[0] : (times[look - 1] + times[look]) / 2;

    private static long End(IReadOnlyList<long> times, int look) => look + 1 < times.Count ? (times[look] + times[look + 1]) / 2 : times[look] + (1000 / FilmLooks.Rate);
}

/// <summary>What was found in a film.</summary>
/// <param name="UntilMs">Null where all of it was looked at; otherwise how far, in milliseconds.</param>
public sealed record FoundText(IReadOnlyList<FilmLine> Lines, long? UntilMs);
