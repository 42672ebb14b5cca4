using Microsoft.Extensions.Options;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Tests.Media;

/// <summary>Hostile inputs 26 to 33: each ends in a typed refusal or in stills, in the real sandbox.</summary>
public sealed class HostileMediaTests : IDisposable
{
    private static readonly SandboxedProcess Runner = new(Options.Create(new MediaOptions()));
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Probe_SandboxAtStart_DecodesARealClip() => Assert.Null(await new SandboxProbe(Runner).RunAsync(CancellationToken.None));

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n")]
    [InlineData("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\n")]
    [InlineData("<html><body>404</body></html>")]
    [InlineData("PK\u0003\u0004zip")]
    public async Task Probe_TextNamedMp4_IsRefused(string content)
    {
        var refused = await Assert.ThrowsAsync<DecodeException>(() => ProbeAsync(System.Text.Encoding.Latin1.GetBytes(content)));
        Assert.Contains(refused.Reason, new[] { OutcomeReason.FormatNotAllowed, OutcomeReason.DecodeFailed });
    }

    [Fact]
    public async Task Probe_EmptyFile_SaysSo() =>
        Assert.Equal(OutcomeReason.EmptyFile, (await Assert.ThrowsAsync<DecodeException>(() => ProbeAsync([]))).Reason);

    [SkippableFact]
    public async Task Extract_EveryOddContainer_EndsInStillsOrARefusal()
    {
        var ended = 0;
        foreach (var file in Directory.EnumerateFiles(SampleFiles.Path("video/containers"), "*", SearchOption.AllDirectories))
        {
            using var scratch = new ScratchFolder(null);
            try
            {
                var probe = await new MediaProber(Runner).ProbeAsync(file, CancellationToken.None);
                Assert.NotEmpty((await new KeyframeExtractor(Runner).ExtractAsync(file, probe, scratch.Path, CancellationToken.None)).Stills);
            }
            catch (DecodeException refused)
            {
                Assert.NotEqual(OutcomeReason.SandboxUnavailable, refused.Reason);
            }

            ended++;
        }

        Assert.True(ended > 40);
    }

    [SkippableFact]
    public async Task Extract_ClipOfSixtySeconds_FindsEveryHardCut()
    {
        var file = SampleFiles.Path("video/cuts/mixed_60s_720p.mp4");
        var probe = await new MediaProber(Runner).ProbeAsync(file, CancellationToken.None);
        var found = await new KeyframeExtractor(Runner).ExtractAsync(file, probe, folder.Path, CancellationToken.None);
        Assert.Equal([0, 77, 194, 224, 248, 383, 404, 446, 493, 566, 636, 687, 750, 799, 824], found.Shots.Take(15).Select(shot => shot.FirstFrame));
        Assert.All(found.Shots, shot => Assert.Contains(found.Stills, still => still.Plan.Frame >= shot.FirstFrame && still.Plan.Frame <= shot.LastFrame));
    }

    private async Task<MediaProbe> ProbeAsync(byte[] bytes)
    {
        var file = Path.Combine(folder.Path, "clip.mp4");
        await File.WriteAllBytesAsync(file, bytes);
        return await new MediaProber(Runner).ProbeAsync(file, CancellationToken.None);
    }
}
