using Microsoft.Extensions.Options;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Media;

/// <summary>A viewing copy can be made again, byte for byte, from the clip that was kept.</summary>
public sealed class ViewingCopyTests : IDisposable
{
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Make_OnABusyMachine_GivesTheSameBytesEachTime()
    {
        var runner = new SandboxedProcess(Options.Create(new MediaOptions()));
        var clip = Path.Combine(folder.Path, "clip.mp4");
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", "mandelbrot=s=320x180:r=25", "-t", "2", "-pix_fmt", "yuv420p", clip]);
        var probe = await new MediaProber(runner).ProbeAsync(clip, CancellationToken.None);
        // Twenty-four at once keep each other waiting, which is what x264's look-ahead thread did not bear.
        var hashes = await Task.WhenAll(Enumerable.Range(0, 24).Select(async _ =>
        {
            using var scratch = new ScratchFolder(null);
            var (copy, _) = await new ViewingCopyMaker(runner).MakeAsync(clip, probe, scratch.Path, CancellationToken.None);
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(copy)));
        }));
        Assert.Single(hashes.Distinct());
    }
}
