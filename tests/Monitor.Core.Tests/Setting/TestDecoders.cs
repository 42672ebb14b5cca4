using Microsoft.Extensions.Options;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Core.Tests.Setting;

/// <summary>The real decoders, in the real sandbox.</summary>
internal static class TestDecoders
{
    public static SandboxedProcess Runner { get; } = new(Options.Create(new MediaOptions()));

    public static MediaProber Prober { get; } = new(Runner);

    public static KeyframeExtractor Keyframes { get; } = new(new ScanClip(Runner), new TakeStills(Runner));

    /// <summary>Shots, stills and hashes of a file; the stills' files are in the folder.</summary>
    public static async Task<ExtractedStills> ExtractAsync(string file, string folder, CancellationToken cancellationToken = default)
    {
        var media = await Prober.OpenAsync(file, folder, cancellationToken);
        return await Keyframes.ExtractAsync(media.File, media.Probe, folder, null, cancellationToken);
    }
}
