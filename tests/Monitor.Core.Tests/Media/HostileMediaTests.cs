using Microsoft.Extensions.Options;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Setting;

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

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period><AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\"><BaseURL>URL</BaseURL></Representation></AdaptationSet></Period></MPD>")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nURL\n#EXT-X-ENDLIST\n")]
    [InlineData("RIFF\u00ff\u00ff\u0000\u0000AVI LIST\u0000\u0000\u0000\u0000hdrl#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nURL\n#EXT-X-ENDLIST\n")]
    public async Task Extract_TextThatNamesAServer_AsksNobody(string content)
    {
        var asked = 0;
        await using var server = new Fetching.RawServer((_, _, _) => Task.FromResult(Interlocked.Increment(ref asked)));
        await Assert.ThrowsAsync<DecodeException>(() => ExtractAsync(System.Text.Encoding.Latin1.GetBytes(content.Replace("URL", server.Url("/a.ts").ToString(), StringComparison.Ordinal))));
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Extract_SixteenThousandPixelsSquare_IsRefused() => Assert.Equal(OutcomeReason.TooManyPixels,
        (await Assert.ThrowsAsync<DecodeException>(async () => await ExtractAsync(await FfmpegAsync("avi", "-f", "lavfi", "-i", "color=s=16000x16000", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "31")))).Reason);

    [Fact]
    public async Task Extract_PngOfFiftyThousandPixelsSquare_IsRefused()
    {
        var png = await FfmpegAsync("png", "-f", "lavfi", "-i", "color=s=16x16", "-frames:v", "1");
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 50_000);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 50_000);
        Assert.Contains((await Assert.ThrowsAsync<DecodeException>(() => ExtractAsync(png))).Reason, new[] { OutcomeReason.TooManyPixels, OutcomeReason.NoFrames, OutcomeReason.DecodeFailed });
    }

    [Fact]
    public async Task Extract_ThreeMillionFrames_IsRefusedBeforeDecoding()
    {
        var once = Path.Combine(folder.Path, "once.mp4");
        await File.WriteAllBytesAsync(once, await FfmpegAsync("mp4", "-f", "lavfi", "-i", "color=s=16x16:r=1000", "-frames:v", "20000", "-c:v", "mpeg4", "-g", "1000"));
        Assert.Equal(OutcomeReason.DecodeLimit, (await Assert.ThrowsAsync<DecodeException>(async () => await ExtractAsync(await FfmpegAsync("mp4", "-stream_loop", "179", "-i", once, "-c", "copy")))).Reason);
    }

    [Theory]
    [InlineData("mp4", "libx264")]
    [InlineData("webm", "libvpx")]
    public async Task Extract_FortyMutations_EndInStillsOrARefusal(string container, string codec)
    {
        var clip = await FfmpegAsync(container, "-f", "lavfi", "-i", "testsrc2=s=160x90:r=10", "-t", "1", "-c:v", codec);
        var random = new Random(32);
        for (var mutation = 0; mutation < 40; mutation++)
        {
            var bytes = (byte[])clip.Clone();
            for (var change = 0; change < 1 + (mutation % 10); change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (mutation % 4 == 3) bytes = bytes[..random.Next(1, bytes.Length)];
            try
            {
                Assert.NotEqual(0, await ExtractAsync(bytes));
            }
            catch (DecodeException refused)
            {
                Assert.NotEqual(OutcomeReason.SandboxUnavailable, refused.Reason);
            }
        }
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
                Assert.NotEmpty((await TestDecoders.Keyframes.ExtractAsync(file, probe, scratch.Path, null, CancellationToken.None)).Stills);
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
        var found = await TestDecoders.Keyframes.ExtractAsync(file, probe, folder.Path, null, CancellationToken.None);
        Assert.Equal([0, 77, 194, 224, 248, 383, 404, 446, 493, 566, 636, 687, 750, 799, 824], found.Shots.Take(15).Select(shot => shot.FirstFrame));
        Assert.All(found.Shots, shot => Assert.Contains(found.Stills, still => still.Plan.Frame >= shot.FirstFrame && still.Plan.Frame <= shot.LastFrame));
    }

    /// <summary>Probes and takes stills; returns how many.</summary>
    private async Task<int> ExtractAsync(byte[] bytes)
    {
        using var scratch = new ScratchFolder(null);
        var probe = await ProbeAsync(bytes);
        return (await TestDecoders.Keyframes.ExtractAsync(Path.Combine(folder.Path, "clip.mp4"), probe, scratch.Path, null, CancellationToken.None)).Stills.Count;
    }

    private async Task<byte[]> FfmpegAsync(string extension, params string[] arguments)
    {
        var file = Path.Combine(folder.Path, "made." + extension);
        await TestFfmpeg.RunAsync([.. arguments, file]);
        return await File.ReadAllBytesAsync(file);
    }

    private async Task<MediaProbe> ProbeAsync(byte[] bytes)
    {
        var file = Path.Combine(folder.Path, "clip.mp4");
        await File.WriteAllBytesAsync(file, bytes);
        return await new MediaProber(Runner).ProbeAsync(file, CancellationToken.None);
    }
}
