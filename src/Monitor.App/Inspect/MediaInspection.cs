using System.Diagnostics;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Recognition;

namespace Monitor.App.Inspect;

/// <summary>Looks at a clip or a picture: probe, shots, stills, text.</summary>
public sealed class MediaInspection(MediaWork work)
{
    public async Task<object> VideoAsync(string file, InspectOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var scratch = work.MakeScratch();
        var media = await work.Prober.OpenAsync(file, scratch.Path, cancellationToken);
        var probe = media.Probe;
        if (probe.Shape != MediaShape.Video && probe.Shape != MediaShape.Audio) throw new DecodeException(OutcomeReason.FormatNotAllowed, "The file is a picture; use 'inspect picture'.");
        var probed = Lap(clock);
        var found = await work.Keyframes.ExtractAsync(media.File, probe, scratch.Path, ConsoleProgress.OfStills(), cancellationToken);
        var taken = Lap(clock);
        var captions = options.WithText ? (await work.Captions.OfClipAsync(media, scratch.Path, ConsoleProgress.OfText(), cancellationToken)) : null;
        var texts = Lap(clock);
        return new
        {
            Probe = new { probe.Container, probe.VideoCodec, probe.AudioCodec, probe.Width, probe.Height, probe.Rotation, probe.DurationMs, Frames = (long)found.Frames },
            Shots = found.Shots.Select(shot => new { shot.FirstFrame, shot.LastFrame, shot.StartMs, shot.EndMs }),
            Stills = found.Stills.Select(still => Still(still, options.OutputFolder)).ToList(),
            Captions = captions?.Captions ?? [],
            CaptionsUntilMs = captions?.UntilMs,
            ElapsedMs = new { Probe = probed, Keyframes = taken, Text = texts },
        };
    }

    public async Task<object> PictureAsync(string file, InspectOptions options, CancellationToken cancellationToken)
    {
        using var scratch = work.MakeScratch();
        var media = await work.Prober.OpenAsync(file, scratch.Path, cancellationToken);
        var probe = media.Probe.AsPicture() ?? throw new DecodeException(OutcomeReason.FormatNotAllowed, "The file is no picture; use 'inspect video'.");
        var found = await work.Keyframes.ExtractAsync(media.File, probe, scratch.Path, null, cancellationToken);
        var captions = options.WithText ? (await work.Captions.OfPictureAsync(found.Stills[0].FullFile, cancellationToken)).Captions : null;
        foreach (var still in found.Stills) Still(still, options.OutputFolder);
        var first = found.Stills[0];
        if (captions is null) return new { probe.Width, probe.Height, PerceptualHash = first.PerceptualHash.ToString(), first.Quality };
        return new { probe.Width, probe.Height, PerceptualHash = first.PerceptualHash.ToString(), first.Quality, Captions = captions };
    }

    /// <summary>Describes a still; its file goes to the output folder where there is one, and has no name otherwise.</summary>
    private static object Still(ExtractedStill still, string? folder)
    {
        var name = folder is null ? null : Path.GetFileName(still.FullFile);
        var sha256 = ContentHash.Of(File.ReadAllBytes(still.FullFile)).Hex;
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            foreach (var file in new[] { still.FullFile, still.SmallFile, still.BlurredFile }) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        return new { still.Plan.Frame, still.Plan.TimeMs, File = name, Sha256 = sha256, PerceptualHash = still.PerceptualHash.ToString(), still.Quality };
    }

    private static long Lap(Stopwatch clock)
    {
        var elapsed = clock.ElapsedMilliseconds;
        clock.Restart();
        return elapsed;
    }
}
