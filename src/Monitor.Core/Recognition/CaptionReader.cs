using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Recognition.Film;

namespace Monitor.Core.Recognition;

/// <summary>Reads all text that a clip or a picture shows.</summary>
public sealed class CaptionReader(FilmText text, FilmReader reader, ITextRecognizer recognizer)
{
    // How the work is divided between finding and reading, by measurement.
    private const double FindShare = 0.5;

    /// <summary>Most captions of one clip.</summary>
    private const int MostCaptions = 5_000;

    /// <summary>Reads a clip. Reports how much is done, 0 to 1. Throws <see cref="DecodeException"/>.</summary>
    public async Task<ReadCaptions> OfClipAsync(OpenedMedia clip, string scratchFolder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var found = await text.FindAsync(clip, scratchFolder, PartProgress.Of(progress, 0, FindShare), cancellationToken);
        var captions = FilmCaptions.Join(await reader.ReadAsync(found.Lines, PartProgress.Of(progress, FindShare, 1), cancellationToken));
        return captions.Count <= MostCaptions ? new ReadCaptions(captions, found.UntilMs) : new ReadCaptions([.. captions.Take(MostCaptions)], captions[MostCaptions].StartMs);
    }

    /// <summary>Reads a picture: a JPEG of our own decoder.</summary>
    public async Task<ReadCaptions> OfPictureAsync(string still, CancellationToken cancellationToken)
    {
        var lines = await recognizer.RecognizeAsync(still, cancellationToken);
        return new ReadCaptions(lines.Count == 0 ? [] : [new ReadCaption(0, 0, string.Join('\n', lines.Select(line => line.Text)), Math.Round(lines.Average(line => line.Confidence), 1), [.. lines.Select(line => line.Box)])], null);
    }
}
