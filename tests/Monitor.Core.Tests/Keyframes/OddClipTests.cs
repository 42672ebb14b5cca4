using System.Globalization;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Keyframes;

/// <summary>Clips and pictures that are put together otherwise than most: several streams, another clock, few frames a second, pictures that move, pictures that are turned.</summary>
public sealed class OddClipTests : IDisposable
{
    private static readonly string[] Sources = ["smptebars=s=160x120", "mandelbrot=s=160x120", "rgbtestsrc=s=160x120", "color=c=olive:s=160x120", "yuvtestsrc=s=160x120"];
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(5, 4)]
    [InlineData(10, 7)]
    [InlineData(25, 15)]
    public async Task Extract_Slides_AreShotsOfTheirOwn(int rate, int framesOfASlide)
    {
        var found = await ExtractAsync(await SlidesAsync("slides.mp4", rate, framesOfASlide));
        Assert.Equal(Enumerable.Range(0, Sources.Length).Select(slide => slide * framesOfASlide), found.Shots.Select(shot => shot.FirstFrame));
        Assert.All(found.Shots, shot => Assert.Contains(found.Stills, still => still.Plan.Frame >= shot.FirstFrame && still.Plan.Frame <= shot.LastFrame));
    }

    [Theory]
    [InlineData(25, 14)]
    [InlineData(50, 29)]
    [InlineData(10, 5)]
    public async Task Extract_WhatLastsLessThanAShot_IsNone(int rate, int frames)
    {
        var file = await MakeAsync("short.mp4", ["-f", "lavfi", "-i", $"smptebars=s=160x120:r={rate}:d=2", "-f", "lavfi", "-i", $"rgbtestsrc=s=160x120:r={rate}:d=2", "-filter_complex", $"[1]trim=end_frame={frames}[short];[0][short]concat", "-c:v", "libx264", "-pix_fmt", "yuv420p"]);
        Assert.Equal(2, (await ExtractAsync(file)).Shots.Count);
        var between = await MakeAsync("between.mp4", ["-f", "lavfi", "-i", $"smptebars=s=160x120:r={rate}:d=2", "-f", "lavfi", "-i", $"rgbtestsrc=s=160x120:r={rate}:d=2", "-f", "lavfi", "-i", $"mandelbrot=s=160x120:r={rate}", "-filter_complex", $"[1]trim=end_frame={frames}[short];[2]trim=end_frame={2 * rate}[last];[0][short][last]concat=n=3", "-c:v", "libx264", "-pix_fmt", "yuv420p"]);
        Assert.Equal(2, (await ExtractAsync(between)).Shots.Count);
    }

    [Theory]
    [InlineData("mkv", "-disposition:v:0 0 -disposition:v:1 default")]
    [InlineData("mp4", "-disposition:v:0 0 -disposition:v:1 default")]
    [InlineData("ts", "")]
    public async Task Extract_APreviewComesFirst_LooksAtTheClip(string container, string dispositions)
    {
        var file = await MakeAsync("two." + container, ["-f", "lavfi", "-i", "color=c=gray:s=64x48:r=1:d=4", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=4", "-f", "lavfi", "-i", "sine=d=4", "-map", "0", "-map", "1", "-map", "2", "-c:v", "libx264", "-pix_fmt", "yuv420p", .. dispositions.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var probe = await TestDecoders.Prober.ProbeAsync(file, default);
        Assert.Equal((320, 240, 100L), (probe.Width, probe.Height, probe.Frames));
        var found = await ExtractAsync(file);
        Assert.Equal(100, found.Frames);
        Assert.Equal((320, 240), await TestFfmpeg.SizeAsync(found.Stills[0].FullFile));
        Assert.Equal((320, 240), await TestFfmpeg.SizeAsync(await ViewingCopyAsync(file)));
    }

    [Theory]
    [InlineData("mp4", "-disposition:v:0 attached_pic")]
    [InlineData("mkv", "-disposition:v:0 default -disposition:v:1 0")]
    public async Task Extract_ACoverComesFirst_LooksAtTheClip(string container, string dispositions)
    {
        var file = await MakeAsync("cover." + container, ["-f", "lavfi", "-i", "color=c=red:s=640x480", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=4", "-map", "0", "-map", "1", "-filter:v:0", "trim=end_frame=1", "-c:v:0", "mjpeg", "-c:v:1", "libx264", "-pix_fmt:v:1", "yuv420p", .. dispositions.Split(' ')]);
        var found = await ExtractAsync(file);
        Assert.Equal(100, found.Frames);
        Assert.Equal((320, 240), await TestFfmpeg.SizeAsync(found.Stills[0].FullFile));
        Assert.Equal((320, 240), await TestFfmpeg.SizeAsync(await ViewingCopyAsync(file)));
    }

    [Fact]
    public async Task Probe_TwoSounds_TakesTheDefaultOne()
    {
        var file = await MakeAsync("sounds.mkv", ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=1", "-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "sine=f=880:d=1", "-map", "0", "-map", "1", "-map", "2", "-c:v", "libx264", "-c:a:0", "aac", "-c:a:1", "libmp3lame", "-disposition:a:0", "0", "-disposition:a:1", "default"]);
        Assert.Equal("mp3", (await TestDecoders.Prober.ProbeAsync(file, default)).AudioCodec);
    }

    /// <summary>A recording of a broadcast begins at the hour that the sender's clock had.</summary>
    [Theory]
    [InlineData("ts", 0)]
    [InlineData("ts", 36_000)]
    [InlineData("mkv", 3600)]
    [InlineData("flv", 100)]
    public async Task Extract_ContainerWithAClockOfItsOwn_CountsFromTheClipsStart(string container, int offset)
    {
        var plain = await SlidesAsync("plain.mp4", 25, 50);
        var file = await MakeAsync("clock." + container, ["-i", plain, "-c", "copy", "-output_ts_offset", offset.ToString(CultureInfo.InvariantCulture)]);
        var found = await ExtractAsync(file);
        Assert.All(Enumerable.Range(0, Sources.Length), slide => Assert.InRange(found.Shots[slide].StartMs, (slide * 2000) - 3, (slide * 2000) + 3));
        Assert.InRange(found.Shots[^1].EndMs, (Sources.Length * 2000) - 50, (Sources.Length * 2000) + 50);
        Assert.InRange(found.Track[^1].TimeMs, 0, Sources.Length * 2000);
        var times = await TestFfmpeg.FrameTimesAsync(await ViewingCopyAsync(file));
        Assert.InRange(times[0], 0, 50);
    }

    [Fact]
    public async Task Extract_SmallPictureWithSomethingBehindIt_IsRead()
    {
        var picture = await File.ReadAllBytesAsync(await MakeAsync("small.jpg", ["-f", "lavfi", "-i", "testsrc=s=34x42", "-frames:v", "1"]));
        var trailed = await WriteAsync("trailed.jpg", [.. picture, .. new byte[700], .. picture]);
        Assert.Single((await ExtractAsync(trailed)).Stills);
        Assert.Equal((MediaShape.Picture, 34, 42), await ShapeAsync(trailed));
        Assert.True(new FileInfo(await ViewingCopyAsync(trailed)).Length > 0);
    }

    [Theory]
    [InlineData("moves.gif", "gif")]
    [InlineData("moves.png", "apng")]
    public async Task Extract_PictureThatMoves_IsAClip(string name, string muxer)
    {
        var file = await MakeAsync(name, ["-i", await SlidesAsync("plain.mp4", 10, 10), "-f", muxer]);
        await AssertMovesAsync(file);
        var still = await MakeAsync("still-" + name, ["-i", file, "-frames:v", "1", "-f", muxer]);
        Assert.Equal((MediaShape.Picture, 160, 120), await ShapeAsync(still));
        Assert.Single((await ExtractAsync(still)).Stills);
    }

    [Theory]
    [InlineData("-lossless")]
    [InlineData("-lossy")]
    public async Task Extract_WebpThatMoves_IsAClip(string coding)
    {
        await MakeAsync("frame%02d.png", ["-i", await SlidesAsync("plain.mp4", 10, 10)]);
        var file = Path.Combine(folder.Path, "moves.webp");
        await TestFfmpeg.StartAsync("img2webp", [coding, "-loop", "0", "-d", "100", .. Directory.EnumerateFiles(folder.Path, "frame*.png").Order(), "-o", file]);
        await AssertMovesAsync(file, joinsEqualPictures: true);
        var probe = await TestDecoders.Prober.ProbeAsync(file, default);
        Assert.Equal(("webp", "webp"), (probe.Container, probe.VideoCodec));
    }

    /// <summary>Pictures that cover a part, are cleared, or let through what lies under them, each for a time of its own.</summary>
    [Fact]
    public async Task Extract_WebpOfPartialPictures_PutsThemTogether()
    {
        var red = await WebpPictureAsync("red", "color=c=red:s=64x64");
        var blue = await WebpPictureAsync("blue", "color=c=blue:s=32x32");
        var file = Path.Combine(folder.Path, "parts.webp");
        await TestFfmpeg.StartAsync("webpmux", ["-frame", red, "+200+0+0+0-b", "-frame", blue, "+300+16+16+1-b", "-frame", blue, "+0+0+0+0+b", "-loop", "1", "-o", file]);
        var media = await TestDecoders.Prober.OpenAsync(file, folder.Path, default);
        Assert.Equal((64, 64, 3L), (media.Probe.Width, media.Probe.Height, media.Probe.Frames));
        Assert.Equal([0, 200, 500], await TestFfmpeg.FrameTimesAsync(media.File));
        var raw = Path.Combine(folder.Path, "raw");
        await TestFfmpeg.RunAsync(["-i", media.File, "-fps_mode", "passthrough", "-pix_fmt", "rgba", "-f", "rawvideo", raw]);
        var pixels = await File.ReadAllBytesAsync(raw);
        (int, int, int) At(int frame, int x, int y) => (pixels[(((frame * 64 * 64) + (y * 64) + x) * 4) + 0] / 128, pixels[(((frame * 64 * 64) + (y * 64) + x) * 4) + 2] / 128, pixels[(((frame * 64 * 64) + (y * 64) + x) * 4) + 3] / 128);
        Assert.Equal((1, 0, 1), At(0, 20, 20));
        Assert.Equal((0, 1, 1), At(1, 20, 20));
        Assert.Equal((1, 0, 1), At(1, 2, 2));
        Assert.Equal((0, 1, 1), At(2, 2, 2));
        // Cleared, and nothing put there again.
        Assert.Equal(0, At(2, 40, 40).Item3);
    }

    [Fact]
    public async Task Open_WebpThatIsDamaged_IsRefused()
    {
        var red = await WebpPictureAsync("red", "color=c=red:s=64x64");
        var file = Path.Combine(folder.Path, "two.webp");
        await TestFfmpeg.StartAsync("webpmux", ["-frame", red, "+200", "-frame", red, "+200", "-o", file]);
        var bytes = await File.ReadAllBytesAsync(file);
        Assert.Equal(OutcomeReason.DecodeFailed, (await Assert.ThrowsAsync<DecodeException>(async () => await ShapeAsync(await WriteAsync("cut.webp", bytes[..60])))).Reason);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 180)]
    [InlineData(6, 90)]
    [InlineData(8, 270)]
    public async Task Probe_PictureTurnedByExif_SaysHowItIsShown(byte orientation, int rotation)
    {
        var plain = await File.ReadAllBytesAsync(await MakeAsync("plain.jpg", ["-f", "lavfi", "-i", "testsrc=s=64x36", "-frames:v", "1"]));
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        var file = await WriteAsync("turned.jpg", [.. plain[..2], .. exif, .. plain[2..]]);
        Assert.Equal(rotation, (await TestDecoders.Prober.ProbeAsync(file, default)).Rotation);
        Assert.Equal(rotation % 180 == 0 ? (64, 36) : (36, 64), await TestFfmpeg.SizeAsync((await ExtractAsync(file)).Stills[0].FullFile));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("#EXTM3U\n#EXTINF:1,\na.ts\n")]
    [InlineData("\ufeff<!DOCTYPE html><title>Not found</title>")]
    public async Task Probe_Text_IsRefusedAsAKindThatIsNotOpened(string text) => Assert.Equal(OutcomeReason.FormatNotAllowed,
        (await Assert.ThrowsAsync<DecodeException>(async () => await ShapeAsync(await WriteAsync("text", System.Text.Encoding.UTF8.GetBytes(text))))).Reason);

    private async Task AssertMovesAsync(string file, bool joinsEqualPictures = false)
    {
        Assert.Equal((MediaShape.Video, 160, 120), await ShapeAsync(file));
        var found = await ExtractAsync(file);
        Assert.Equal(Enumerable.Range(0, Sources.Length).Select(slide => slide * 1000L), found.Shots.Select(shot => shot.StartMs));
        if (!joinsEqualPictures) Assert.Equal(Enumerable.Range(0, Sources.Length).Select(slide => slide * 10), found.Shots.Select(shot => shot.FirstFrame));
        Assert.InRange((await TestFfmpeg.FrameTimesAsync(await ViewingCopyAsync(file)))[^1], 4000, 5000);
        // A search by picture takes the first frame.
        Assert.NotNull((await TestDecoders.Prober.ProbeAsync(file, default)).AsPicture());
    }

    private static async Task<(MediaShape, int?, int?)> ShapeAsync(string file)
    {
        var probe = await TestDecoders.Prober.ProbeAsync(file, default);
        return (probe.Shape, probe.Width, probe.Height);
    }

    /// <summary>The sources' first pictures, one after the other, each for so many frames.</summary>
    private async Task<string> SlidesAsync(string name, int rate, int frames)
    {
        var pictures = Directory.CreateDirectory(Path.Combine(folder.Path, "slides-" + name)).FullName;
        for (var slide = 0; slide < Sources.Length; slide++)
        {
            var picture = await MakeAsync("slide.png", ["-f", "lavfi", "-i", Sources[slide], "-frames:v", "1"]);
            for (var frame = 0; frame < frames; frame++) File.Copy(picture, Path.Combine(pictures, string.Create(CultureInfo.InvariantCulture, $"{(slide * frames) + frame:0000}.png")));
        }

        return await MakeAsync(name, ["-framerate", rate.ToString(CultureInfo.InvariantCulture), "-i", pictures + "/%04d.png", "-c:v", "libx264", "-bf", "0", "-pix_fmt", "yuv420p"]);
    }

    private Task<ExtractedStills> ExtractAsync(string file) => TestDecoders.ExtractAsync(file, Directory.CreateDirectory(Path.Combine(folder.Path, "stills-" + Guid.NewGuid().ToString("N"))).FullName);

    private async Task<string> ViewingCopyAsync(string file)
    {
        var media = await TestDecoders.Prober.OpenAsync(file, folder.Path, default);
        return (await new ViewingCopyMaker(TestDecoders.Runner).MakeAsync(media.File, media.Probe, folder.Path, default)).File;
    }

    private async Task<string> MakeAsync(string name, string[] arguments)
    {
        var file = Path.Combine(folder.Path, name);
        await TestFfmpeg.RunAsync([.. arguments, file]);
        return file;
    }

    private async Task<string> WriteAsync(string name, byte[] bytes)
    {
        var file = Path.Combine(folder.Path, name);
        await File.WriteAllBytesAsync(file, bytes);
        return file;
    }

    private async Task<string> WebpPictureAsync(string name, string source)
    {
        var file = Path.Combine(folder.Path, name + ".webp");
        await TestFfmpeg.StartAsync("cwebp", ["-lossless", await MakeAsync(name + ".png", ["-f", "lavfi", "-i", source, "-frames:v", "1"]), "-o", file]);
        return file;
    }
}
