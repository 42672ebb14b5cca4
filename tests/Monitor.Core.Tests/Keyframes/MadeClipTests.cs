using Monitor.Core.Keyframes;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Keyframes;

/// <summary>Shots and stills of clips that the test makes: what must not look like a cut, what must, and that a still is the very frame it says.</summary>
public sealed class MadeClipTests : IDisposable
{
    private const string Room = "testsrc2=s=320x240:r=25:d=6,select='eq(n,0)',loop=149:1:0,setpts=N/25/TB,noise=alls=6:allf=t";
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("drawbox=y=200:h=30:color=blue:t=fill:enable='between(t,2,4)'")]
    [InlineData("drawbox=x=250:y=10:w=60:h=30:color=white:t=fill:enable='gt(t,3)'")]
    [InlineData("eq=brightness=0.7:enable='eq(n,60)'")]
    [InlineData("eq=brightness=0.7:enable='between(n,60,61)'")]
    [InlineData("eq=brightness=0.25*sin(t):eval=frame")]
    [InlineData("hue=s=0,noise=alls=25:allf=t")]
    public async Task Extract_OneStaticShot_IsOneShotWithThreeStills(string disturbance)
    {
        var found = await MakeAsync("one.mp4", "-f", "lavfi", "-i", Room + "," + disturbance, "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p");
        Assert.Single(found.Shots);
        Assert.True(found.Stills.Count >= 3);
        Assert.Equal(0, found.Stills[0].Plan.FromMs);
        Assert.Equal(6000, found.Stills[^1].Plan.ToMs);
    }

    [Theory]
    [InlineData("xfade=transition=fade:duration=1:offset=2.5", 62, 88)]
    [InlineData("xfade=transition=fadeblack:duration=1:offset=2.5", 62, 88)]
    [InlineData("concat", 150, 150)]
    public async Task Extract_TwoShots_FindsTheTransitionOnce(string transition, int from, int to)
    {
        var found = await MakeAsync("two.mp4", "-f", "lavfi", "-i", Room, "-f", "lavfi", "-i", "mandelbrot=s=320x240:r=25:start_scale=0.02,trim=duration=6,setsar=1,setpts=N/25/TB", "-filter_complex", $"[0]settb=1/25,format=yuv420p[a];[1]settb=1/25,format=yuv420p[b];[a][b]{transition}", "-c:v", "libx264", "-preset", "veryfast");
        Assert.Equal(2, found.Shots.Count);
        Assert.InRange(found.Shots[1].FirstFrame, from, to);
        Assert.All(found.Shots, shot => Assert.Contains(found.Stills, still => still.Plan.Frame >= shot.FirstFrame && still.Plan.Frame <= shot.LastFrame && (still.Plan.Frame < from || still.Plan.Frame >= to)));
    }

    /// <summary>Long groups of pictures, frames of their own, no index, odd codecs, variable rates: the still is byte for byte what ffmpeg makes of that frame.</summary>
    [Theory]
    [InlineData("h264.mp4", "-c:v libx264 -g 250 -bf 3 -pix_fmt yuv420p")]
    [InlineData("open.mkv", "-c:v libx264 -g 40 -bf 4 -x264-params open-gop=1:b-pyramid=strict -pix_fmt yuv420p")]
    [InlineData("intra.mp4", "-c:v libx264 -g 1 -pix_fmt yuv420p")]
    [InlineData("noindex.ts", "-c:v libx264 -g 100 -bf 2 -pix_fmt yuv420p")]
    [InlineData("hevc.mp4", "-c:v libx265 -x265-params log-level=none -pix_fmt yuv420p")]
    [InlineData("vp8.webm", "-c:v libvpx -auto-alt-ref 1 -lag-in-frames 16 -b:v 500k")]
    [InlineData("mpeg4.avi", "-c:v mpeg4 -bf 2 -q:v 4")]
    [InlineData("picture.gif", "-vf scale=160:-2,fps=10")]
    [InlineData("picture.apng", "-vf scale=160:-2,fps=10 -f apng")]
    [InlineData("variable.mp4", "-vf select='not(mod(n,7))+gt(mod(n,50),25)' -fps_mode vfr -c:v libx264 -g 250 -pix_fmt yuv420p")]
    public async Task Extract_StillOfFrameN_IsFrameN(string name, string coding)
    {
        var found = await MakeAsync(name, ["-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=14", .. coding.Split(' ')]);
        var times = await TestFfmpeg.FrameTimesAsync(Path.Combine(folder.Path, name));
        Assert.Equal(times.Count, found.Frames);
        Assert.True(found.Stills.Count >= 3);
        // A broadcast's clock begins anywhere; the clip's own begins with it.
        if (name.EndsWith(".ts", StringComparison.Ordinal)) times = times.ConvertAll(time => time - times[0]);
        foreach (var still in found.Stills)
        {
            var same = Path.Combine(folder.Path, "same.jpg");
            await TestFfmpeg.RunAsync(["-i", Path.Combine(folder.Path, name), "-filter_complex", $"[0:v:0]select='eq(n\\,{still.Plan.Frame})',scale='max(2,trunc(iw*clip(sar,0.25,4)/2)*2)':'max(2,trunc(ih/2)*2)',setsar=1,format=yuvj420p", "-fps_mode", "passthrough", "-frames:v", "1", "-q:v", "3", "-threads", "1", same]);
            Assert.Equal(await File.ReadAllBytesAsync(same), await File.ReadAllBytesAsync(still.FullFile));
            if (!double.IsNaN(times[still.Plan.Frame])) Assert.InRange(Math.Abs(times[still.Plan.Frame] - still.Plan.TimeMs), 0, 1);
        }
    }

    [Fact]
    public async Task Extract_Cancelled_EndsAtOnce()
    {
        var file = Path.Combine(folder.Path, "long.mp4");
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=120", "-c:v", "libx264", "-preset", "ultrafast", file]);
        using var cancelled = new CancellationTokenSource();
        var seen = 0.0;
        var work = TestDecoders.Keyframes.ScanAsync(file, await TestDecoders.Prober.ProbeAsync(file, default), folder.Path, new Told(value =>
        {
            seen = value;
            cancelled.Cancel();
        }), cancelled.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.InRange(seen, 0.01, 0.99);
    }

    private async Task<ExtractedStills> MakeAsync(string name, params string[] arguments)
    {
        var file = Path.Combine(folder.Path, name);
        await TestFfmpeg.RunAsync([.. arguments, file]);
        return await TestDecoders.ExtractAsync(file, Directory.CreateDirectory(Path.Combine(folder.Path, "stills")).FullName);
    }

    private sealed class Told(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
