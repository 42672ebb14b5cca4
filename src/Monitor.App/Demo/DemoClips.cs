using Microsoft.Extensions.Options;
using Monitor.App.Data;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.App.Demo;

/// <summary>Makes the demo's clips and pictures: drawn by ffmpeg, nobody is in them.</summary>
public sealed class DemoClips(SandboxedProcess runner, DataFolder folder, IOptions<DemoOptions> options)
{
    private const string Font = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf";

    /// <summary>A shelf with books, a window and somebody before them, light where the repost has its logo: so it stays the same picture.</summary>
    private static readonly string Room = "color=c=0x6b7280:s=640x360:r=25," + string.Join(',',
        Box(0, 0, 640, 30, "0xd1d5db"), Box(40, 50, 180, 200, "0x3f2f20"), Box(50, 60, 160, 50, "0x8a6d4a"), Box(58, 66, 18, 44, "0x7f1d1d"), Box(82, 70, 14, 40, "0x1e3a5f"),
        Box(102, 64, 22, 46, "0xd9c9a0"), Box(130, 72, 16, 38, "0x14532d"), Box(50, 125, 160, 50, "0x8a6d4a"), Box(60, 133, 30, 42, "0x1f2937"), Box(120, 130, 70, 45, "0xe5e7eb"),
        Box(400, 45, 200, 150, "0xe5e7eb"), Box(408, 53, 88, 134, "0x93c5fd"), Box(504, 53, 88, 134, "0xbfdbfe"), Box(268, 120, 104, 240, "0x1f2937"), Box(285, 60, 70, 80, "0xb08968"), Box(285, 52, 70, 22, "0x2b1d12"));

    /// <summary>Notes that change several times a second and do not come again: a steady tone would be no sound to tell a copy by.</summary>
    private const string Voice = "aevalsrc='0.4*sin(2*PI*t*(150+60*floor(8*abs(sin(7.7*floor(t*5))))))+0.2*sin(2*PI*t*(300+90*floor(7*abs(sin(7.3*floor(t*3)+1)))))':s=44100";

    private const string Tone = "sine=frequency=220:sample_rate=44100";

    /// <summary>The pictures and clips by name. One that is there already is not made again.</summary>
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Demo);
        var bar = Caption("Затрыманы кіраўнік прафсаюза", 262) + "," + Caption(options.Value.ScreenWord + " удзельнікаў", 306);
        await ClipAsync("static.mp4", $"{Room},noise=alls=6:allf=t,{bar}", Voice, 12, cancellationToken);
        await ClipAsync("report.mp4", string.Join(';', Shots().Select((shot, at) => $"{shot}[s{at}]")) + ";[s0][s1][s2][s3]concat=n=4:v=1:a=0", Tone, 12, cancellationToken);
        await ClipAsync("repost.mp4", $"{Room},noise=alls=6:allf=t,{bar},hue=s=0,drawbox=x=520:y=16:w=100:h=36:c=white:t=fill,drawtext=fontfile={Font}:text='НАВІНЫ':fontsize=20:x=530:y=24:fontcolor=black", Voice, 12, cancellationToken);
        await ClipAsync("news.mp4", $"testsrc2=s=640x360:r=25,{Caption("Рабочие требуют переговоров", 290)}", Tone, 6, cancellationToken);
        await PictureAsync("album-1.jpg", $"gradients=s=800x600:c0=0x1e3a5f:c1=0xd9d9d9:seed=3,{Caption("Прахадная завода", 500)}", cancellationToken);
        await PictureAsync("album-2.jpg", $"gradients=s=800x600:c0=0x5f1e1e:c1=0xd9d9d9:seed=5,{Caption("Сход працоўнага калектыву", 500)}", cancellationToken);
    }

    private static string[] Shots() =>
    [
        $"gradients=s=640x360:r=25:d=3:c0=0x203040:c1=0xa0b0c0:seed=1,{Caption("Раніца каля прахадной", 290)}",
        $"mandelbrot=s=640x360:r=25,trim=duration=3,{Caption("Собрание в цехе", 290)}",
        $"smptebars=s=640x360:r=25:d=3,{Caption("Заява страйкама", 290)}",
        $"gradients=s=640x360:r=25:d=3:c0=0x402020:c1=0xe0c0a0:seed=9,{Caption("The union asks for talks", 290)}",
    ];

    private static string Box(int x, int y, int width, int height, string colour) => $"drawbox=x={x}:y={y}:w={width}:h={height}:c={colour}:t=fill";

    private static string Caption(string text, int y) =>
        $"drawbox=x=0:y={y - 8}:w=iw:h=42:c=0x101828:t=fill,drawtext=fontfile={Font}:text='{text}':fontsize=26:x=(w-tw)/2:y={y}:fontcolor=white";

    private Task ClipAsync(string name, string graph, string sound, int seconds, CancellationToken cancellationToken) => RunAsync(name,
        ["-f", "lavfi", "-i", graph, "-f", "lavfi", "-i", sound, "-t", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
         "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart"], cancellationToken);

    private Task PictureAsync(string name, string graph, CancellationToken cancellationToken) => RunAsync(name, ["-f", "lavfi", "-i", graph, "-frames:v", "1", "-q:v", "3"], cancellationToken);

    private async Task RunAsync(string name, string[] arguments, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder.Demo, name);
        if (File.Exists(file)) return;
        using var scratch = runner.MakeScratch();
        var nothing = Path.Combine(scratch.Path, "nothing");
        await File.WriteAllBytesAsync(nothing, [], cancellationToken);
        var command = new SandboxedCommand("ffmpeg", ["-nostdin", "-hide_banner", "-v", "error", "-y", .. arguments, SandboxedCommand.OutputPath + "/" + name], nothing) { OutputFolder = scratch.Path };
        var result = await runner.RunAsync(command, null, cancellationToken);
        if (!result.Succeeded) throw new InvalidOperationException($"The demo's {name} could not be made: {result.Errors}");
        File.Copy(Path.Combine(scratch.Path, name), file + ".part", overwrite: true);
        File.Move(file + ".part", file);
    }
}
