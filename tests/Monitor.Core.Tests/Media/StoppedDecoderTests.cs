using System.Diagnostics;
using System.Globalization;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Media;

/// <summary>A decoder that somebody ends, as a service does that stops, or a machine without memory, says nothing of the clip.</summary>
public sealed class StoppedDecoderTests
{
    [Theory]
    [InlineData("TERM", false)]
    [InlineData("INT", true)]
    [InlineData("TERM", true)]
    [InlineData("KILL", false)]
    [InlineData("KILL", true)]
    public async Task Run_EndedByASignal_IsWaitedForAndNotBelieved(string signal, bool onlyTheDecoder)
    {
        using var scratch = new ScratchFolder(null);
        var nothing = Path.Combine(scratch.Path, "nothing");
        await File.WriteAllBytesAsync(nothing, []);
        // A name of its own by which its processes are told from those of other tests.
        var mark = "mark" + Guid.NewGuid().ToString("N");
        var command = new SandboxedCommand("ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25", "-metadata", "title=" + mark, "-t", "3600", "-c:v", "rawvideo", "-f", "nut", "pipe:1"], nothing);
        var running = TestDecoders.Runner.RunAsync(command, async (output, token) => await output.CopyToAsync(Stream.Null, token), CancellationToken.None);
        // Again and again: a suite that was started in the background ignores INT, and so does a decoder until it has installed its own handler.
        foreach (var id in await ProcessesAsync(mark, onlyTheDecoder))
            for (var tries = 0; tries < 100 && !running.IsCompleted; tries++)
            {
                using var kill = Process.Start("kill", ["-" + signal, id.ToString(CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync();
                if (kill.ExitCode != 0) break;
                await Task.WhenAny(running, Task.Delay(200));
            }

        var refusal = await Assert.ThrowsAsync<DecodeException>(() => running.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(OutcomeReason.DecoderStopped, refusal.Reason);
        Assert.IsType<StageOutcome.Retry>(refusal.ToOutcome());
    }

    /// <summary>Ids of the sandbox and the decoder, once both run; the deepest last.</summary>
    private static async Task<IReadOnlyList<int>> ProcessesAsync(string mark, bool onlyTheDecoder)
    {
        for (var tries = 0; ; tries++)
        {
            var found = new List<(int Id, bool IsDecoder)>();
            foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
            {
                try
                {
                    var parts = (await File.ReadAllTextAsync(folder + "/cmdline")).Split('\0');
                    if (parts.Contains("title=" + mark)) found.Add((int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), parts[0].EndsWith("ffmpeg", StringComparison.Ordinal)));
                }
                catch (IOException)
                {
                    // It has just ended.
                }
            }

            if (found.Exists(process => process.IsDecoder)) return [.. found.Where(process => process.IsDecoder || !onlyTheDecoder).Select(process => process.Id)];
            Assert.True(tries < 300, "The decoder does not start.");
            await Task.Delay(100);
        }
    }
}
