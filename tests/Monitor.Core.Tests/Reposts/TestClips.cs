using System.Collections.Concurrent;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Reposts;
using Monitor.Core.Reposts.Matching;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Reads clips as the stages do: probe, hashes over time, fingerprints of the sound, each in the sandbox.</summary>
internal static class TestClips
{
    private static readonly ConcurrentDictionary<string, Task<ComparedClip>> Samples = new(StringComparer.Ordinal);

    public static async Task<ComparedClip> ReadAsync(string file)
    {
        var probe = await TestDecoders.Prober.ProbeAsync(file, default);
        using var scratch = new ScratchFolder(null);
        IReadOnlyList<HashedFrame> track = probe.Shape == MediaShape.Audio ? [] : (await TestDecoders.Keyframes.ScanAsync(file, probe, scratch.Path, null, default)).Track;
        return new ComparedClip(track, probe.AudioCodec is null ? [] : await new SoundFingerprinter(TestDecoders.Runner).TakeAsync(file, probe, default), probe.DurationMs ?? 0);
    }

    /// <summary>A sample, read once for all tests.</summary>
    public static Task<ComparedClip> SampleAsync(string relative) => Samples.GetOrAdd(relative, name => ReadAsync(SampleFiles.Path(name)));

    /// <summary>Makes a clip with ffmpeg and reads it.</summary>
    public static async Task<ComparedClip> MakeAsync(string folder, string name, params string[] arguments)
    {
        var file = Path.Combine(folder, name);
        await TestFfmpeg.RunAsync([.. arguments, file]);
        return await ReadAsync(file);
    }
}
