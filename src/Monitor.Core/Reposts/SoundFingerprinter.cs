using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts.Matching;

namespace Monitor.Core.Reposts;

/// <summary>Takes the Chromaprint fingerprints of the sound track that a player plays, in the sandbox.</summary>
public sealed class SoundFingerprinter(SandboxedProcess runner)
{
    /// <summary>Most bytes that are read: 36 hours, more than any clip that is decoded.</summary>
    private const int MostBytes = 4 << 20;

    /// <summary>Fingerprints in order of time, <see cref="SoundTrack.StepMs"/> apart, 0 where it is silent; empty where all of it is.
    /// Throws <see cref="DecodeException"/> where there is no sound that can be decoded.</summary>
    public async Task<IReadOnlyList<uint>> TakeAsync(string file, MediaProbe probe, CancellationToken cancellationToken)
    {
        if (probe.AudioCodec is null) throw new DecodeException(OutcomeReason.NothingToDo, "The recording has no sound.");
        // One channel at Chromaprint's own rate, so that its step is what SoundTrack.StepMs says. Silence is not skipped: times would shift.
        var command = new SandboxedCommand("ffmpeg",
        [
            .. FfmpegArguments.Input(probe), "-vn", "-sn", "-dn", "-map", $"0:{probe.AudioStream}", "-ac", "1", "-ar", "11025",
            "-f", "chromaprint", "-algorithm", "1", "-silence_threshold", "-1", "-fp_format", "raw", "pipe:1",
        ], file)
        { CpuSeconds = FfmpegArguments.CpuSeconds(probe.DurationMs) };
        byte[] raw = [];
        var result = await runner.RunAsync(command, async (stream, token) => raw = await BoundedOutput.ReadAsync(stream, MostBytes, $"The sound has more than {MostBytes / 4} fingerprints.", token), cancellationToken);
        // A recording shorter than one fingerprint gives none, and ffmpeg calls that an error of the muxer; a damaged one that gave some is read as far as it went.
        if (raw.Length == 0 && !result.Succeeded && !result.Errors.Contains("fingerprint", StringComparison.OrdinalIgnoreCase))
            throw new DecodeException(OutcomeReason.DecodeFailed, "The sound cannot be decoded. " + result.Errors.Split('\n')[0]);
        return SoundPrints.Read(raw);
    }
}
