using Microsoft.Extensions.Options;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Recognition;
using Monitor.Core.Recognition.Film;
using Monitor.Core.Recognition.Tesseract;

namespace Monitor.Core.Tests.Setting;

/// <summary>The real decoders, in the real sandbox.</summary>
internal static class TestDecoders
{
    public static SandboxedProcess Runner { get; } = new(Options.Create(new MediaOptions()));

    public static MediaProber Prober { get; } = new(Runner);

    public static KeyframeExtractor Keyframes { get; } = new(new ScanClip(Runner), new TakeStills(Runner));

    /// <summary>Reads text in these languages.</summary>
    public static CaptionReader CaptionsIn(string languages)
    {
        var options = Options.Create(new MediaOptions { RecognitionLanguages = languages });
        return new CaptionReader(new FilmText(new FilmLooks(Runner)), new FilmReader(new LineReader(Runner, options)), new TesseractRecognizer(Runner, new TextPictures(Runner), options));
    }

    /// <summary>Shots, stills and hashes of a file; the stills' files are in the folder.</summary>
    public static async Task<ExtractedStills> ExtractAsync(string file, string folder, CancellationToken cancellationToken = default)
    {
        var media = await Prober.OpenAsync(file, folder, cancellationToken);
        return await Keyframes.ExtractAsync(media.File, media.Probe, folder, null, cancellationToken);
    }
}
